"""What the numbers of an event count: people by what befell them, troops, vehicles, money, tonnes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kgbuild.language.events import sums
from kgbuild.language.events.draft import Draft, domain, scope
from kgbuild.language.events.lexicon import Lexicon
from kgbuild.language.events.requirements import SPEECH, STATEMENT
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
_HELPS = frozenset().union(*map(verb_forms, ("help", "benefit", "reach", "support", "assist", "serve", "feed", "save")))
_PUT = frozenset({"into", "at", "to", "on"})
_STAYS = frozenset({"remain", "stay", "become", "lie"})
_BEFALLEN = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing", "displaced"})
_BEFELL = dict.fromkeys(("dead", "killed"), "killed") | dict.fromkeys(("wounded", "injured", "hurt"), "wounded")
_BEFELL |= {"missing": "missing"}
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
_OF_THEM = frozenset({"of them", "of whom"})
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
        found = [each for each in found if not self._changes(each) and not self._of_others(draft, each)]
        found = [each for each in found if not self._within(each, found) and not self._whole(each, place)]
        if draft.match.frame.counts is not None:
            found = [each for each in found if not self._beside(draft, each) and not self._of_next(draft, each)]
        found = sums.of_noun(self.doc, self.numbers, draft, found) or self._stated(draft)
        for number in self._listed(draft, found):
            self._add(draft, number, self._measure(draft, number))

    def count_statements(self, drafts: Sequence[Draft]) -> None:
        """Add to what somebody says the sums of money of its sentence that no other event takes."""
        for draft in drafts:
            if draft.contract == STATEMENT:
                others = [each for each in drafts if each.sentence == draft.sentence]
                taken = {quantity.span for other in others for quantity in other.quantities}
                for number in sums.said(self.numbers, draft):
                    if self.span(number.first, number.last) not in taken:
                        self._add(draft, number, "money_usd")

    def _add(self, draft: Draft, number: NumberExpression, measure: str | None) -> None:
        if measure is None or (number.minimum is None and number.maximum is None):
            return
        unit = number.unit or ("person" if measure not in {"money_usd", "tonnes", "vehicles"} else None)
        span = self.span(number.first, number.last)
        quantity = QuantityFinding(measure, number.minimum, number.maximum, span, unit)
        if quantity not in draft.quantities:
            draft.quantities.append(quantity)

    def _stated(self, draft: Draft) -> list[NumberExpression]:
        """The number told of those who are in a state or to whom it befell, where the clause of a draft has none."""
        in_state = self._needy(draft) or self._suffering(draft) or self._helped(draft)
        return in_state or self._behind(draft) or self._undergoing(draft) or self._before(draft)

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
        """The clause that says how high the number of victims has become ("the number of dead rose to 40").

        Also where something raises it ("bringing the toll to 40").
        """
        noun = draft.support.outer[0] if draft.support.outer else draft.token
        of_those = draft.match.part == "adjective" and syntax.preposition(noun) == "of"
        noun = syntax.governor(noun) if of_those else noun
        verb = syntax.governor(noun)
        is_number = verb.pos_ == "NUM" and syntax.copula(verb) is not None
        rises = (verb.lower_ in sums.RISING or is_number) and syntax.own_subject(verb) == noun
        raised = verb.lower_ in sums.BRINGS and noun in syntax.objects(verb)
        return domain(verb) if (draft.match.is_noun or of_those) and (rises or raised) else set()

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
            return above.lower_ in sums.RISING or above.lemma_.lower() in _CHANGES
        return syntax.preposition(token) in {"of", "by"} and above.lemma_.lower() in _CHANGES

    def _within(self, number: NumberExpression, found: Sequence[NumberExpression]) -> bool:
        """Whether a number counts some of those counted before it ("20 people, *including three children*").

        One person who stands beside a number of several, and is not joined to them, is one of them.
        """
        all_ = [each for each in found if each.unit is None and each.last <= number.first]
        token = self.doc[number.noun if number.noun is not None else number.head]
        if number.unit is not None or not all_:
            return number.unit is None and number.maximum == 1 and _included(token)
        if self.doc[number.last : number.last + 2].text.lower() in _OF_THEM and not syntax.is_subject(
            self.doc[number.head]
        ):
            return True
        if self.doc[number.first - 2 : number.first].text.lower() == "among them" or _included(token):
            return True
        one = (number.minimum, number.maximum) == (1, 1) and self.doc[number.first].pos_ == "DET"
        several = [each for each in all_ if each.noun is not None and (each.minimum or each.maximum or 0) > 1]
        return one and any(_apposed(token, self.doc[each.noun or 0]) for each in several)

    def _whole(self, number: NumberExpression, place: Collection[int]) -> bool:
        """Whether a number is that of all of whom some are told ("two *of the sixteen* died")."""
        at = number.first - 1
        at -= at > 0 and self.doc[at].lower_ in {"the", "these", "those"}
        share = self.doc[at - 1] if at > 0 and self.doc[at].lower_ == "of" else None
        inside = share is not None and (share.i in place or syntax.first_conjunct(share).i in place)
        return share is not None and share.pos_ == "NUM" and inside

    def _of_others(self, draft: Draft, number: NumberExpression) -> bool:
        """Whether a number counts what is joined to an event noun, or another thing than a participle is about.

        "750 deaths and *7,999 injuries*"; "*18,000 shelters* for displaced families".
        """
        if self._does(draft, number):
            return True
        noun = None if number.noun is None else self.doc[number.noun]
        if noun is None or noun == draft.token:
            return False
        if draft.match.is_noun:
            return draft.match.frame.counts is not None and noun in syntax.conjuncts(draft.token)
        return draft.anchor.dep_ == "amod" and noun not in syntax.conjuncts(draft.anchor.head)

    def _does(self, draft: Draft, number: NumberExpression) -> bool:
        """Whether a number is that of those who do a deed to others ("*two* explosions killed 15")."""
        slots = draft.match.frame.slots[TARGET]
        acts = draft.match.frame.counts is not None and "object" in slots and "subject" not in slots
        doer = syntax.own_subject(draft.anchor) if acts and draft.match.part == "verb" else None
        if doer is None or syntax.passive(draft.anchor) or not syntax.objects(draft.anchor):
            return False
        return doer.left_edge.i <= number.first and number.last <= doer.i + 1

    def _of_next(self, draft: Draft, number: NumberExpression) -> bool:
        """Whether a verb joined to the trigger stands between it and a number ("killed one and *injured* two")."""
        between, first = self.doc[draft.anchor.i + 1 : number.first], syntax.first_conjunct(draft.anchor)
        joined = [verb for verb in between if verb.dep_ == "conj" and verb.tag_ == draft.anchor.tag_]
        return not draft.match.is_noun and any(syntax.first_conjunct(verb) == first for verb in joined)

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

    def _suffering(self, draft: Draft) -> list[NumberExpression]:
        """The number of those who are said to be in a state ("2 million children suffer from *hunger*")."""
        if not draft.match.is_noun or draft.contract.rsplit("#", 1)[-1] != "Deprivation":
            return []
        noun = draft.support.outer[0] if draft.support.outer else draft.token
        state = syntax.governor(noun)
        while state.pos_ == "NOUN" and syntax.own_subject(state) is None and state.head != state:
            noun, state = state, syntax.governor(state)
        if state.pos_ not in {"VERB", "NOUN"}:
            return []
        put = syntax.objects(state) if syntax.preposition(noun) in _PUT else []
        subject = syntax.subject(state)
        sufferers = put or ([] if subject is None else [subject])
        counted = (each for each in self.numbers if each.unit is None)
        return [each for each in counted if any(self._counts(each, sufferer) for sufferer in sufferers)][:1]

    def _helped(self, draft: Draft) -> list[NumberExpression]:
        """The number of those for whom aid is ("assistance *for* millions of Yemenis", "aid helps 5,000 people")."""
        if not draft.match.is_noun or draft.contract.rsplit("#", 1)[-1] != "Aid":
            return []
        behind = self.doc[draft.token.i + 1 : draft.token.i + 2].text.lower() in {"for", "to"}
        found = [each for each in self.numbers if behind and _first(each, self.doc) == draft.token.i + 2]
        noun = draft.support.outer[0] if draft.support.outer else draft.token
        above = syntax.governor(noun)
        helps = above.lower_ in _HELPS or (above.pos_ == "NOUN" and syntax.copula(above) is not None)
        if found or not helps or syntax.own_subject(above) != noun or syntax.passive(above):
            return found[:1]
        told = domain(above)
        return [each for each in self.numbers if each.noun in told and each.first > above.i and self._person(each)][:1]

    def _counts(self, number: NumberExpression, token: Token) -> bool:
        """Whether a number is that of the people whom a token names, or stands for them itself ("millions")."""
        itself = number.first <= token.i < number.last
        if itself and number.noun is None:
            return True
        return self._person(number) and (itself or token.i in (number.noun, number.head))

    def _behind(self, draft: Draft) -> list[NumberExpression]:
        """The number right behind an active verb whose object the parse has lost, or behind "himself and"."""
        affected = syntax.objects(draft.anchor)
        if draft.match.frame.counts is not None and affected and affected[0].lower_ in _SELVES:
            return [number for number in self.numbers if number.first == affected[0].i + 2][:1]
        lost = "object" in draft.match.frame.slots[TARGET] and not affected
        if draft.match.frame.counts is None or draft.match.is_noun or not lost or syntax.passive(draft.anchor):
            return []
        last = max(word.i for word in (draft.anchor, *draft.match.words) if word.pos_ == "VERB" or word == draft.anchor)
        return [number for number in self.numbers if number.first == last + 1][:1]

    def _undergoing(self, draft: Draft) -> list[NumberExpression]:
        """The number of those to whom a verb happens that shares its subject ("*millions* have had to flee")."""
        if draft.match.frame.counts is None or draft.match.is_noun:
            return []
        undergoes = "subject" in draft.match.frame.slots[TARGET] or syntax.passive(draft.anchor)
        patient = syntax.subject(draft.anchor) if undergoes and draft.anchor.dep_ == "xcomp" else None
        return [each for each in self.numbers if patient is not None and self._counts(each, patient)][:1]

    def _before(self, draft: Draft) -> list[NumberExpression]:
        """The number before a verb that counts people, no other verb between, wherever the parse hangs it."""
        if draft.match.frame.counts is None or draft.match.is_noun:
            return []
        if "object" in draft.match.frame.slots[TARGET] and syntax.objects(draft.anchor):
            return []
        at, above = draft.anchor.i - 1, draft.anchor.head
        while at > draft.sentence and (self.doc[at].pos_ == "AUX" or (self.doc[at] == above and _reported(draft))):
            at -= 1
        while at > draft.sentence and not self._parts(self.doc[at], draft) and draft.anchor.i - at < _REACH:
            at -= 1
        at -= at == draft.sentence and not self._parts(self.doc[at], draft)
        subject = syntax.own_subject(draft.anchor)
        at = max(at, subject.left_edge.i - 1) if subject is not None and subject.i < draft.anchor.i else at
        before = [number for number in self.numbers if at < number.first and number.last <= draft.anchor.i]
        before = [each for each in before if not self._of_others(draft, each) and not self._in_clause(draft, each)]
        whole = range(len(self.doc))
        return [each for each in before if not self._within(each, before) and not self._whole(each, whole)][-1:]

    def _parts(self, token: Token, draft: Draft) -> bool:
        """Whether a word is a verb, which parts the numbers of one clause from another's; "including" is none."""
        aside = token.dep_ == "case" and token.head not in (draft.anchor, *draft.anchor.ancestors)
        counts = any(number.first <= token.i < number.last for number in self.numbers)
        return token.pos_ == "VERB" and not aside and not counts

    def _in_clause(self, draft: Draft, number: NumberExpression) -> bool:
        """Whether a number stands in a relative clause before a verb ("a crash that left *two* dead delayed …")."""
        head = self.doc[number.head]
        above = (head, *head.ancestors)
        clause = next((each for each in above if each in syntax.relative_clauses(each.head)), None)
        outside = clause not in (draft.anchor, *draft.anchor.ancestors)
        return clause is not None and clause.i < number.first and outside

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
        if measure in {"killed", "wounded"} and noun in _BEFELL:
            return _BEFELL[noun]
        together = (measure == "killed" and _or_wounded(draft.token)) or (
            measure == "wounded" and _or_killed(draft.token)
        )
        return "casualties" if together else measure

    def _person(self, number: NumberExpression) -> bool:
        if number.noun is None:
            return False
        return number.noun in self.people or self.doc[number.noun].lower_ in self.lexicon.group("person")


def _first(number: NumberExpression, doc: Doc) -> int:
    """The first token of a number, the article before it taken along."""
    return number.first - (number.first > 0 and doc[number.first - 1].lower_ == "the")


def _included(token: Token) -> bool:
    """Whether a noun, or one that it is joined to or stands below, is told with "including"."""
    while token.head != token and token.pos_ not in {"VERB", "AUX"}:
        token = syntax.first_conjunct(token)
        if syntax.preposition(token) == "including":
            return True
        token = token.head
    return False


def _apposed(token: Token, noun: Token) -> bool:
    """Whether a noun is told in apposition to another, or joined to one that is."""
    first = syntax.first_conjunct(token)
    return first.dep_ in {"appos", "parataxis", "dep"} and noun in (first.head, *first.ancestors)


def _or_wounded(token: Token) -> bool:
    """Whether the killed are told together with the wounded ("killed or injured")."""
    near = token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]
    return len(near) == 2 and near[0].lower_ == "or" and near[1].lower_ in _HARMED


def _or_killed(token: Token) -> bool:
    """Whether the wounded are told together with the killed ("*killed or* injured over 100 people")."""
    return (
        token.i > 1 and token.nbor(-1).lower_ == "or" and token.nbor(-2).lower_ in {"killed", "kill", "killing", "dead"}
    )


def _reported(draft: Draft) -> bool:
    """Whether a harm is told below a passive, or a verb of staying so ("twenty were *confirmed* dead")."""
    verb = draft.anchor.head
    told = syntax.passive(verb) or verb.lemma_.lower() in _STAYS
    return draft.anchor.dep_ == "xcomp" and draft.anchor.tag_ in {"VBN", "JJ"} and told
