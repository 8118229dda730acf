"""Which deaths are natural: of one person, by age or illness, and no harm that somebody did or an accident caused."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kgbuild.language.events.draft import Draft
from kgbuild.language.events.scene import Scene
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.inflection import verb_forms
from kgbuild.model.terms import KG, PERSON, TARGET

_FORCE = frozenset(KG + name for name in ("Attack", "Battle"))
_DIE = verb_forms("die") | {"death", "dead"}
_OBITUARY = frozenset({"dies", "died"})
_AGES = frozenset({"aged", "age"})
_OLDEST, _YOUNGEST = 120, 30
_SHORT = 8
_KEPT = "kgbuild.departed"


def natural(draft: Draft, drafts: Collection[Draft], scene: Scene) -> bool:
    """Whether a death or illness is that of one named person who died of age or illness, or is only a sentence."""
    sentenced = draft.token.lower_ == "death" and syntax.preposition(draft.token) == "to"
    if sentenced or (not draft.quantities and _mourning(scene)):
        return True
    victims = draft.ids(TARGET)
    told_by_force = any(each.contract in _FORCE and each.sentence == draft.sentence for each in drafts)
    persons = all(scene.kind(scene.types[victim]) == PERSON for victim in victims)
    if draft.quantities or told_by_force or len(victims) != 1 or not persons:
        return False
    peaceful = not any(each.contract in _FORCE for each in drafts) and not _violent(scene)
    return peaceful or _ails(draft.token.sent, scene) or bool(victims & _departed(scene))


def _mourning(scene: Scene) -> bool:
    """Whether an article is about somebody's natural death, by its title ("Former President Perez dies aged 81")."""
    words = set((scene.article.title or "").lower().split())
    harm = scene.lexicon.group("violence") | scene.lexicon.group("hazard")
    return (
        bool(words & _OBITUARY) and not words & harm and not any(word.isdecimal() and len(word) > 2 for word in words)
    )


def _violent(scene: Scene) -> bool:
    """Whether an article tells of violence or of a disaster."""
    words = scene.lexicon.group("violence") | scene.lexicon.group("hazard")
    return any(token.lower_ in words for token in scene.doc)


def _ails(sentence: TokenSpan, scene: Scene) -> bool:
    """Whether a sentence tells of an illness, or how old somebody was, and of no violence."""
    words = {token.lower_ for token in sentence}
    harmed = words & (scene.lexicon.group("violence") | scene.lexicon.group("hazard"))
    return bool(words & (scene.lexicon.group("illness") | _AGES)) and not harmed


def _departed(scene: Scene) -> frozenset[int]:
    """The persons of whom an article tells in one sentence, or the next, that they died of age or illness."""
    doc = scene.doc
    if _KEPT not in doc.user_data:
        doc.user_data[_KEPT] = frozenset(_dead(doc, scene))
    found: frozenset[int] = doc.user_data[_KEPT]
    return found


def _dead(doc: Doc, scene: Scene) -> Iterator[int]:
    for token in doc:
        if token.lower_ not in _DIE:
            continue
        after = doc[token.sent.end].sent if token.sent.end < len(doc) else token.sent
        if _ails(token.sent, scene) or (_is_age(after) and not _harmed(token.sent, scene)):
            holder = syntax.possessor(token) if token.pos_ == "NOUN" else syntax.subject(token)
            for entity, _ in scene.phrases.all_of(holder) if holder is not None else ():
                yield entity


def _harmed(sentence: TokenSpan, scene: Scene) -> bool:
    return any(token.lower_ in scene.lexicon.group("violence") for token in sentence)


def _is_age(sentence: TokenSpan) -> bool:
    """Whether a sentence only tells how old somebody was ("He was 84.")."""
    words = [token for token in sentence if not token.is_space]
    short = len(words) <= _SHORT and any(word.lower_ == "was" for word in words)
    return short and any(_years(word) or word.lower_ in _AGES for word in words)


def _years(token: Token) -> bool:
    return token.text.isdecimal() and len(token) < 4 and _YOUNGEST <= int(token.text) <= _OLDEST
