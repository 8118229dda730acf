"""Which mention refers back to which: "these talks", "the meeting", "this attack", "the military operation"."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kgbuild.language.events.draft import Draft
from kgbuild.language.events.requirements import FORCE, HARM
from kgbuild.language.events.slots import undergoers
from kgbuild.language.grammar import syntax
from kgbuild.model import QuantityFinding
from kgbuild.model.terms import AGENT, EVENT_PLACE, TARGET

_POINTING = frozenset({"this", "these", "that", "those"})
_APART = 10
_NEW = frozenset(
    {"another", "other", "further", "more", "new", "second", "third", "separate", "a", "an", "no", "any", "such"}
    | {"subsequent", "additional", "next", "previous"}
)
_KINDS = frozenset({"compound", "amod", "nmod:desc"})
_SOME = frozenset({"several", "some", "many", "dozens", "scores", "hundreds", "thousands"})


def linked(drafts: Sequence[Draft], rejected: Sequence[Draft], states: Collection[int]) -> list[Draft]:
    """The drafts in text order, `same_as` set where one refers back to an earlier mention of the same class.

    Of the rejected those are taken that say nothing of their own but refer back. `states` are the entities that are
    states, in which other places may lie.
    """
    known: list[Draft] = []
    told: Counter[int] = Counter()
    accepted = {id(draft) for draft in drafts}
    for draft in sorted((*drafts, *rejected), key=lambda each: each.token.i):
        draft.same_as = _antecedent(draft, known, told, states)
        if id(draft) in accepted and draft.same_as is None and draft.empty and _told_elsewhere(draft, drafts):
            continue
        if draft.same_as is not None or (id(draft) in accepted and not draft.match.frame.refers):
            known.append(draft)
            told[id(draft.first())] += not draft.empty
    return known


def _antecedent(draft: Draft, known: Sequence[Draft], told: Mapping[int, int], states: Collection[int]) -> Draft | None:
    """The latest earlier mention that a draft refers back to, None where it refers to none.

    `told` is how often the event of each first mention, by its `id()`, has been told.
    """
    alike = [each for each in reversed(known) if each.contract == draft.contract]
    if draft.match.frame.refers:
        return alike[0] if alike and (not draft.match.is_noun or _definite(draft)) else None
    subject = syntax.own_subject(draft.anchor) if not draft.match.is_noun else None
    if subject is not None and (same := next((each for each in alike if each.token == subject), None)) is not None:
        return same
    if draft.contract in HARM and _bare(draft, known):
        fitting = [each for each in alike if _counts_alike(draft, each.first())]
        return max(fitting, key=lambda each: told[id(each.first())], default=None)
    if draft.match.is_noun and draft.token.dep_ in _KINDS and draft.empty and draft.token.head not in draft.match.words:
        return None
    if draft.empty and alike and not _new(draft) and (draft.match.is_noun or draft.contract in FORCE | HARM):
        return alike[0]
    if not draft.match.is_noun or not _definite(draft):
        return None
    pointing = any(child.lower_ in _POINTING for child in draft.token.children)
    fitting = [each for each in alike if _fits(draft, each.first(), states) and (pointing or _known(draft, each))]
    fitting = fitting or [each for each in alike[:1] if _fits(draft, each.first(), states) and _follows(draft, each)]
    fitting = fitting or [each for each in alike if draft.contract in FORCE and _fits(draft, each.first(), states)]

    def salience(earlier: Draft) -> tuple[int, int]:
        first = earlier.first()
        return len(draft.fillers & first.fillers), told[id(first)]

    return max(fitting, key=salience, default=None)


def _bare(draft: Draft, known: Sequence[Draft]) -> bool:
    """Whether harm is told by its number alone: with nobody, no place, time or attack beside it."""
    new = (each for each in known if each.contract in FORCE and each.same_as is None)
    beside = any(each.sentence == draft.sentence for each in new)
    return bool(draft.quantities) and not draft.fillers and draft.start is None and not beside


def _counts_alike(draft: Draft, earlier: Draft) -> bool:
    """Whether two numbers of victims may be of one harm: not where one is of many more, or of somebody named."""
    for one in draft.quantities:
        alike = [other for other in earlier.quantities if other.measure == one.measure]
        if any(_most(one) > _APART * _most(other) or _most(other) > _APART * _most(one) for other in alike):
            return False
    named = earlier.ids(TARGET) and not earlier.quantities
    return not (named and max(map(_most, draft.quantities), default=0) > 1)


def _most(quantity: QuantityFinding) -> int:
    """The largest number that a quantity may be; the least where it has no bound."""
    return quantity.maximum if quantity.maximum is not None else quantity.minimum or 0


def _told_elsewhere(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an event of which nothing is told is of a kind that the article tells more of."""
    repeated = draft.match.is_noun or (draft.contract in FORCE | HARM and not _new(draft))
    return repeated and any(each.contract == draft.contract and not each.empty for each in drafts)


def _new(draft: Draft) -> bool:
    """Whether an event is told as one of its own ("another attack", "arrests of several"; "an inmate was stabbed")."""
    if draft.match.is_noun:
        whom = [noun for word, noun in syntax.prepositional(draft.token) if word == "of"]
        told = {word.lower_ for noun in whom for word in (noun, *noun.children)}
        return bool({child.lower_ for child in draft.token.children} & _NEW or told & _SOME)
    affected = undergoers(draft.anchor) if draft.contract in FORCE | HARM else []
    beside = (child for noun in affected for child in noun.children)
    new = _NEW if draft.contract in FORCE else _SOME
    return any(child.lower_ in new or child.pos_ == "NUM" for child in beside)


def _definite(draft: Draft) -> bool:
    """Whether an event noun is told as known: with "the", "this" … or a possessor, and without "another", "new" …"""
    words = {child.lower_ for child in draft.token.children if child.i < draft.token.i}
    if words & _NEW:
        return False
    return bool(words & (_POINTING | {"the", "both"})) or syntax.possessor(draft.token) is not None


def _known(draft: Draft, earlier: Draft) -> bool:
    """Whether a definite noun shares something with an earlier mention, or says nothing of its own."""
    shared = draft.fillers & earlier.first().fillers
    return bool(shared) or not draft.fillers or (draft.start is not None and draft.start == earlier.start)


def _follows(draft: Draft, earlier: Draft) -> bool:
    """Whether a mention stands in the sentence after another, or in its own."""
    between = draft.token.doc[earlier.token.i + 1 : draft.token.i + 1]
    return sum(token.is_sent_start is True for token in between) <= 1


def _fits(draft: Draft, earlier: Draft, states: Collection[int]) -> bool:
    """Whether nothing that is said of one mention speaks against the other; a town may lie in a state."""
    pairs = [(draft.ids(role), earlier.ids(role)) for role in (AGENT, TARGET)]
    one, other = draft.ids(EVENT_PLACE), earlier.ids(EVENT_PLACE)
    pairs += [(one & set(states), other & set(states)), (one - set(states), other - set(states))]
    if any(mine and theirs and not mine & theirs for mine, theirs in pairs):
        return False
    if draft.start is None or earlier.start is None:
        return True
    precise = 10 if draft.dated and earlier.dated else 7
    return str(draft.start)[:precise] == str(earlier.start)[:precise]
