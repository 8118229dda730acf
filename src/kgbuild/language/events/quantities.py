"""What the numbers of an event count: people by what befell them, troops, vehicles, money, tonnes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kgbuild.language.events.draft import Draft, domain, scope
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.requirements import SPEECH
from kgbuild.language.grammar import syntax
from kgbuild.language.numbers.numbers import NumberExpression
from kgbuild.model import QuantityFinding, Span
from kgbuild.model.terms import TARGET

_FORCES = {"troops": "troop", "vehicles": "vehicle"}
_REACH = 16
_PARTICIPLES = frozenset({"VBN", "VBD", "JJ"})
_COUNTED = frozenset({"NOUN", "PROPN"})
_IN_LIST = _COUNTED | {"ADJ", "PUNCT", "CCONJ", "ADP", "PART"}
_ROUND = frozenset({"by", "during", "after", "before", "with", "near", "at", "on", "for", "since", "under"})
_MONEY_TYPES = ("Aid", "Pledge", "Agreement", "Sanction", "Destruction", "Deployment")
_HARMED = frozenset({"wound", "injure", "hurt", "maim", "injured", "wounded", "injuring", "wounding"})


@dataclass(frozen=True)
class Quantities:
    """Quantities for the events of one document; `span` turns a token range into a span of the text.

    `people` are the tokens that name a state or group, of whose people a number tells.
    """

    doc: Doc
    numbers: Sequence[NumberExpression]
    lexicon: Lexicon
    span: Callable[[int, int], Span]
    people: Collection[int] = ()

    def count(self, draft: Draft) -> None:
        """Add the quantities that a draft's words give."""
        place = scope(draft)
        if draft.contract in SPEECH:
            place = place.union(*(domain(clause) for clause in syntax.complement_clauses(draft.anchor)))
        found = [
            each for each in self.numbers if each.first in place or each.noun in place or each.noun == draft.token.i
        ]
        if draft.match.frame.counts is not None:
            found = [each for each in found if not self._beside(draft, each)]
        for number in self._listed(draft, found or self._before(draft)):
            measure = self._measure(draft, number)
            if measure is None or (number.minimum is None and number.maximum is None):
                continue
            unit = number.unit or ("person" if measure not in {"money_usd", "tonnes", "vehicles"} else None)
            span = self.span(number.first, number.last)
            quantity = QuantityFinding(measure, number.minimum, number.maximum, span, unit)
            if quantity not in draft.quantities:
                draft.quantities.append(quantity)

    def _beside(self, draft: Draft, number: NumberExpression) -> bool:
        """Whether a number counts those who do a harm, or are there, rather than its victims ("by 50 gunmen")."""
        token = self.doc[number.noun if number.noun is not None else number.head]
        while token != draft.anchor and token.head != token:
            bound = self.doc[number.first].lower_ == syntax.preposition(token)
            if (
                syntax.preposition(token) in _ROUND
                and not bound
                and syntax.governor(token) in (draft.anchor, *draft.support.verbs)
            ):
                return not draft.match.is_noun
            token = token.head
        return False

    def _before(self, draft: Draft) -> list[NumberExpression]:
        """The number before a verb that counts people, no other verb between, wherever the parse hangs it."""
        if draft.match.frame.counts is None or draft.match.is_noun:
            return []
        if "object" in draft.match.frame.slots[TARGET] and syntax.objects(draft.anchor):
            return []
        at = draft.anchor.i - 1
        while at > draft.sentence and self.doc[at].pos_ == "AUX":
            at -= 1
        while at > draft.sentence and self.doc[at].pos_ != "VERB" and draft.anchor.i - at < _REACH:
            at -= 1
        return [number for number in self.numbers if at < number.first and number.last <= draft.anchor.i][-1:]

    def _listed(self, draft: Draft, found: Sequence[NumberExpression]) -> Sequence[NumberExpression]:
        """The numbers with those listed before them that lead up to a participle ("9 X, 5 Y and 2 Z killed")."""
        counts = draft.match.frame.counts is not None and not draft.match.is_noun
        if not counts or not found or draft.anchor.tag_ not in _PARTICIPLES or syntax.objects(draft.anchor):
            return found
        earlier = [
            number for number in self.numbers if draft.sentence <= number.first and number.last <= draft.anchor.i
        ]
        chain: list[NumberExpression] = []
        after = draft.anchor.i
        for number in reversed(earlier):
            between = self.doc[number.last : after]
            if any(token.pos_ not in _IN_LIST for token in between) or not any(
                token.pos_ in _COUNTED for token in between
            ):
                break
            chain.insert(0, number)
            after = number.first
        return [*chain, *(number for number in found if number not in chain)] if found[0] in chain else found

    def _measure(self, draft: Draft, number: NumberExpression) -> str | None:
        """What a number counts by its unit, its noun and the event; None where it counts nothing of the event."""
        kind = draft.contract.rsplit("#", 1)[-1]
        if number.unit is not None:
            if number.unit == "USD":
                return "money_usd" if kind in _MONEY_TYPES else None
            return "tonnes" if number.unit == "t" else None
        noun = self.doc[number.noun].lower_ if number.noun is not None else ""
        if kind in {"Deployment", "Withdrawal"}:
            return next((name for name, group in _FORCES.items() if noun in self.lexicon.group(group)), None)
        if noun in self.lexicon.group("uncounted") or noun in self.lexicon.group("vehicle"):
            return None
        counts = draft.match.frame.counts
        if counts is None:
            return "affected" if kind in {"Aid", "Deprivation"} and self._person(number) else None
        measure = counts.rsplit("#", 1)[-1]
        return "casualties" if measure == "killed" and _or_wounded(draft.token) else measure

    def _person(self, number: NumberExpression) -> bool:
        if number.noun is None:
            return False
        return number.noun in self.people or self.doc[number.noun].lower_ in self.lexicon.group("person")


def _or_wounded(token: Token) -> bool:
    """Whether the killed are told together with the wounded ("killed or injured")."""
    near = token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]
    return len(near) == 2 and near[0].lower_ == "or" and near[1].lower_ in _HARMED
