"""Sums of money that an event noun completes, or that complete a statement."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kgbuild.language.events.draft import Draft
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.inflection import verb_forms
from kgbuild.language.numbers.numbers import NumberExpression

_LINKS = frozenset({"in", "of", "for"})
_WITHIN = frozenset({"ADJ", "NOUN", "PROPN", "PUNCT", "CCONJ", "ADV", "NUM", "SYM"})
_FUNDS = frozenset({"funding", "funds", "resources", "support"})
RISING = frozenset().union(
    *map(
        verb_forms,
        (
            "rise",
            "climb",
            "stand",
            "reach",
            "exceed",
            "increase",
            "grow",
            "jump",
            "raise",
            "pass",
            "surpass",
            "top",
            "hit",
        ),
    )
)
BRINGS = frozenset().union(
    *map(
        verb_forms,
        ("bring", "raise", "increase", "take", "push", "lift", "double", "triple", "drive", "put", "place", "estimate"),
    )
)
_LONGEST = 12


def of_noun(
    doc: Doc, numbers: Sequence[NumberExpression], draft: Draft, found: Sequence[NumberExpression]
) -> list[NumberExpression]:
    """The numbers found for a draft, with the sum of money in place of theirs that its noun completes, if one does.

    "$33 million *in* humanitarian *assistance*", "brings the *assistance* to *$50 million*".
    """
    noun = draft.token if draft.match.is_noun else _funding(draft)
    if noun is None:
        return list(found)
    money = [number for number in numbers if number.unit is not None]
    own = [number for number in money if _completes(doc, number, noun)][-1:] or _brought(doc, money, draft)
    if not own and not draft.match.is_noun:
        return list(found)
    if not own:
        above = syntax.governor(draft.token).i if syntax.preposition(draft.token) in {*_LINKS, "worth of"} else -1
        return list(found) or [number for number in money if number.first <= above < number.last]
    return [*own, *(number for number in found if number.unit is None)]


def _funding(draft: Draft) -> Token | None:
    """The noun of what a participle says to be given ("$650 million in *funding* provided by Mali")."""
    return draft.anchor.head if draft.anchor.dep_ == "acl" and draft.anchor.tag_ == "VBN" else None


def _completes(doc: Doc, number: NumberExpression, noun: Token) -> bool:
    """Whether a noun, with nothing but its own words between, stands behind a sum and its preposition."""
    if not number.last < noun.i < number.last + _LONGEST or doc[number.last].lower_ not in _LINKS:
        return False
    for at in range(number.last + 1, noun.i):
        token = doc[at]
        fund = token.lower_ in _LINKS and doc[at - 1].lower_ in _FUNDS
        modifier = token.dep_ == "amod" or token.lower_ in _FUNDS or token.pos_ in _WITHIN
        if token.text in {",", ";", "("} and number.last + 1 < at and doc[at + 1].text in {"$", "and"}:
            return False
        if not (fund or modifier):
            return False
    return True


def _brought(doc: Doc, money: Sequence[NumberExpression], draft: Draft) -> list[NumberExpression]:
    """The sum to which something brings a total ("brings total *aid* for Mali *to $50 million*")."""
    noun = draft.support.outer[0] if draft.support.outer else draft.token
    noun = noun.head if noun.dep_ == "compound" else noun
    verb = syntax.governor(noun)
    if verb.lower_ not in BRINGS or noun not in syntax.objects(verb):
        return []
    after = (each for each in money if each.first > draft.token.i and doc[each.first].sent == draft.token.sent)
    return [each for each in after if doc[each.first - 1].lower_ == "to"][:1]


def said(numbers: Sequence[NumberExpression], draft: Draft) -> Iterator[NumberExpression]:
    """The sums in dollars in the clause that tells what somebody says."""
    clauses = syntax.complement_clauses(draft.anchor)
    clauses += [clause for clause in (draft.anchor.head,) if draft.anchor.dep_ == "parataxis"]
    words = {token.i for clause in clauses for token in clause.subtree}
    return (number for number in numbers if number.unit == "USD" and number.first in words)
