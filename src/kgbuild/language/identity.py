"""Which mention refers back to which: "these talks", "the meeting", "this attack", "the military operation"."""

from collections.abc import Sequence

from kgbuild.language import syntax
from kgbuild.language.draft import Draft
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET

_POINTING = frozenset({"this", "these", "that", "those", "such"})
_NEW = frozenset(
    {"another", "other", "further", "more", "new", "second", "third", "separate", "a", "an", "no", "any", "every"}
)
_GENERAL = frozenset({"operation", "action", "incident", "move", "violence", "hostilities", "event"})


def link(drafts: Sequence[Draft]) -> None:
    """Set `same_as` where an event noun refers back to an earlier mention of the same class."""
    for at, draft in enumerate(drafts):
        if not draft.match.is_noun or not _definite(draft):
            continue
        pointing = any(child.lower_ in _POINTING for child in draft.token.children)
        for earlier in reversed(drafts[:at]):
            if (
                earlier.contract == draft.contract
                and _fits(draft, earlier.first())
                and (pointing or _known(draft, earlier))
            ):
                draft.same_as = earlier
                break


def _definite(draft: Draft) -> bool:
    """Whether an event noun is told as known: with "the", "this" … or a possessor, and without "another", "new" …"""
    words = {child.lower_ for child in draft.token.children if child.i < draft.token.i}
    if words & _NEW:
        return False
    return bool(words & (_POINTING | {"the", "both"})) or syntax.possessor(draft.token) is not None


def _known(draft: Draft, earlier: Draft) -> bool:
    """Whether a definite noun shares something with an earlier mention, or says nothing of its own."""
    return (
        bool(draft.fillers & earlier.first().fillers) or not draft.fillers or draft.start == earlier.start is not None
    )


def _fits(draft: Draft, earlier: Draft) -> bool:
    """Whether nothing that is said of one mention speaks against the other."""
    for role in (AGENT, TARGET, EVENT_PLACE):
        one, other = draft.ids(role), earlier.ids(role)
        if one and other and not one & other:
            return False
    days = draft.start is not None and earlier.start is not None
    return not (days and str(draft.start)[:7] != str(earlier.start)[:7])
