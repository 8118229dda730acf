"""What the numbers of an event count: people by what befell them, troops, vehicles, money, tonnes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kgbuild.language.events.draft import Draft, domain, scope
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.requirements import SPEECH
from kgbuild.language.grammar import syntax
from kgbuild.language.grammar.inflection import verb_forms
from kgbuild.language.numbers.numbers import NumberExpression
from kgbuild.model import QuantityFinding, Span
from kgbuild.model.terms import TARGET

_FORCES = {"troops": "troop", "vehicles": "vehicle"}
_REACH = 16
_NEAR = 3
_PARTICIPLES = frozenset({"VBN", "VBD", "JJ"})
_COUNTED = frozenset({"NOUN", "PROPN"})
_IN_LIST = _COUNTED | {"ADJ", "PUNCT", "CCONJ", "ADP", "PART"}
_PARTING = frozenset({"VERB", "AUX", "PUNCT", "CCONJ"})
_ROUND = frozenset({"by", "during", "after", "before", "with", "near", "at", "on", "for", "since", "under"})
_MONEY_TYPES = ("Aid", "Pledge", "Appeal", "Agreement", "Sanction", "Destruction", "Deployment")
_CHANGES = frozenset({"increase", "rise", "decrease", "decline", "drop", "growth", "jump", "surge", "grow", "fall"})
_SUMS = frozenset({"in", "of", "for", "worth of"})
_RISING = frozenset().union(
    *map(verb_forms, ("rise", "climb", "stand", "reach", "exceed", "increase", "grow", "jump", "raise"))
)
_BEFALLEN = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing", "displaced"})
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
        place = place | self._measured(draft)
        found = [
            each for each in self.numbers if each.first in place or each.noun in place or each.noun == draft.token.i
        ]
        found = [self._risen(each) for each in found]
        found = [each for each in found if not self._changes(each) and not self._within(each)]
        if draft.match.frame.counts is not None:
            found = [each for each in found if not self._beside(draft, each) and not self._of_next(draft, each)]
        found = found or self._sum(draft) or self._needy(draft) or self._behind(draft) or self._before(draft)
        for number in self._listed(draft, found):
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

    def _measured(self, draft: Draft) -> set[int]:
        """The clause that says how high the number of victims has become ("the number of dead rose to 40")."""
        noun = draft.support.outer[0] if draft.support.outer else draft.token
        verb = syntax.governor(noun)
        rises = draft.match.is_noun and verb.lower_ in _RISING and syntax.own_subject(verb) == noun
        return domain(verb) if rises else set()

    def _risen(self, number: NumberExpression) -> NumberExpression:
        """The number that another has become ("from five people *to six*"), else the number itself."""
        if not number.first or self.doc[number.first - 1].lower_ != "from":
            return number
        after = (each for each in self.numbers if number.last < each.first <= number.last + _NEAR)
        reached = next((each for each in after if self.doc[each.first - 1].lower_ == "to"), None)
        return number if reached is None else replace(reached, noun=number.noun)

    def _changes(self, number: NumberExpression) -> bool:
        """Whether a number tells from what or by how much something changed ("an increase of 40 million people")."""
        token = self.doc[number.noun if number.noun is not None else number.head]
        above = syntax.governor(token)
        if syntax.preposition(token) == "from":
            return above.lower_ in _RISING or above.lemma_.lower() in _CHANGES
        return syntax.preposition(token) in {"of", "by"} and above.lemma_.lower() in _CHANGES

    def _within(self, number: NumberExpression) -> bool:
        """Whether a number counts some of those counted just before ("20 people, *including three children*")."""
        before = [word.lower_ for word in self.doc[max(0, number.first - 3) : number.first]]
        return number.unit is None and ("including" in before or before[-2:] == ["among", "them"])

    def _of_next(self, draft: Draft, number: NumberExpression) -> bool:
        """Whether a verb joined to the trigger stands between it and a number ("killed one and *injured* two")."""
        between, first = self.doc[draft.anchor.i + 1 : number.first], syntax.first_conjunct(draft.anchor)
        joined = [verb for verb in between if verb.dep_ == "conj" and verb.tag_ == draft.anchor.tag_]
        return not draft.match.is_noun and any(syntax.first_conjunct(verb) == first for verb in joined)

    def _sum(self, draft: Draft) -> list[NumberExpression]:
        """The sum of money that an event noun completes ("$33 million *in* humanitarian *assistance*")."""
        if not draft.match.is_noun or syntax.preposition(draft.token) not in _SUMS:
            return []
        above = syntax.governor(draft.token).i
        return [number for number in self.numbers if number.unit is not None and number.first <= above < number.last]

    def _needy(self, draft: Draft) -> list[NumberExpression]:
        """The number of those who are in a state ("the 4 million people in need", "5,000 are in need of care")."""
        if not draft.match.is_noun or syntax.preposition(draft.token) != "in":
            return []
        subject = syntax.own_subject(syntax.governor(draft.token))
        for number in reversed(self.numbers):
            if number.noun is None or number.noun > draft.token.i or not self._person(number):
                continue
            between = self.doc[number.noun + 1 : draft.token.i]
            if (subject is not None and number.noun == subject.i) or not any(word.pos_ in _PARTING for word in between):
                return [number]
        return []

    def _behind(self, draft: Draft) -> list[NumberExpression]:
        """The number right behind an active verb whose object the parse has lost."""
        lost = "object" in draft.match.frame.slots[TARGET] and not syntax.objects(draft.anchor)
        if draft.match.frame.counts is None or draft.match.is_noun or not lost or syntax.passive(draft.anchor):
            return []
        return [number for number in self.numbers if number.first == draft.anchor.i + 1][:1]

    def _before(self, draft: Draft) -> list[NumberExpression]:
        """The number before a verb that counts people, no other verb between, wherever the parse hangs it."""
        if draft.match.frame.counts is None or draft.match.is_noun:
            return []
        if "object" in draft.match.frame.slots[TARGET] and syntax.objects(draft.anchor):
            return []
        at, above = draft.anchor.i - 1, draft.anchor.head
        while at > draft.sentence and (self.doc[at].pos_ == "AUX" or (self.doc[at] == above and _reported(draft))):
            at -= 1
        while at > draft.sentence and self.doc[at].pos_ != "VERB" and draft.anchor.i - at < _REACH:
            at -= 1
        at -= at == draft.sentence and self.doc[at].pos_ != "VERB"
        subject = syntax.own_subject(draft.anchor)
        at = max(at, subject.left_edge.i - 1) if subject is not None and subject.i < draft.anchor.i else at
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
            counted = any(token.pos_ in _COUNTED for token in between)
            if not counted or any(token.pos_ not in _IN_LIST or token.lower_ in _BEFALLEN for token in between):
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


def _reported(draft: Draft) -> bool:
    """Whether a harm is told below a verb of the passive ("twenty have been *confirmed* killed")."""
    return draft.anchor.dep_ == "xcomp" and draft.anchor.tag_ == "VBN" and syntax.passive(draft.anchor.head)
