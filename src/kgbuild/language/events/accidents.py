"""Which explosions and blows are accidents: of gas or a factory, or of a car or plane that runs into something."""

from kgbuild.language.events.draft import Draft
from kgbuild.language.events.scene import Scene
from kgbuild.language.events.slots import doers

_EXPLOSIVE = frozenset({"blast", "blasts", "explosion", "explosions", "fire"})
_KEPT = "kgbuild.mishap"


def accidental(draft: Draft, scene: Scene) -> bool:
    """Whether an explosion is told beside what explodes by itself, and nobody who attacks.

    Its sentence tells, or else what the article tells first; where neither tells, it is none.
    """
    hostility, mishap = scene.lexicon.group("hostility"), scene.lexicon.group("mishap")
    words = {token.lower_ for token in draft.token.sent}
    if words & hostility or words & mishap:
        return not words & hostility
    doc = scene.doc
    if _KEPT not in doc.user_data:
        told = hostility | mishap
        doc.user_data[_KEPT] = next((word for word in (token.lower_ for token in doc) if word in told), "")
    return doc.user_data[_KEPT] in mishap


def run_into(draft: Draft, scene: Scene) -> bool:
    """Whether something is hit by what runs into it ("struck by a *car*"), a hazard or a disease."""
    if draft.match.is_noun:
        return False
    words = scene.lexicon.group("runaway") | scene.lexicon.group("hazard")
    struck_by = {doer.lower_ for doer in doers(draft.anchor)} & words
    return bool(struck_by - _EXPLOSIVE) or (bool(struck_by - {"fire"}) and accidental(draft, scene))
