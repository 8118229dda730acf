"""When an event took place: the time expression of its trigger, of its clause, or of the story so far."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from spacy.tokens import Token

from kgbuild.language.events.draft import Draft, domain, scope
from kgbuild.language.events.occasions import (
    answered,
    apart,
    is_amount,
    of_count,
    of_name,
    of_other,
    of_saying,
    of_state,
    of_topic,
    since_then,
)
from kgbuild.language.events.requirements import SPEECH
from kgbuild.language.events.scene import Scene
from kgbuild.language.grammar import syntax
from kgbuild.language.speech.attribution import Attribution
from kgbuild.language.speech.quotation import quotations
from kgbuild.language.time.dates import TimeExpression, TimeKind
from kgbuild.model import Factuality, PartialDate
from kgbuild.model.terms import KG

_POINTS = frozenset({TimeKind.DATE, TimeKind.RANGE, TimeKind.OPEN_START, TimeKind.OPEN_END})
_AFTER = frozenset({"after", "following"})
_COMPARED = frozenset({"than", "compared"})
_BOUNDS = (["more", "than"], ["less", "than"])
_REPORTS = frozenset({"report", "reports", "figures", "data", "statement", "tweet", "post", "account", "accounts"})
_LASTING = frozenset(KG + name for name in ("Battle", "Attack", "Blockade", "Deprivation", "Displacement"))
_AT_ONCE = frozenset({"while", "when", "as"})
_ANNOUNCING = frozenset({"announce", "declare"})
_ENCOUNTERS = frozenset(KG + name for name in ("Meeting", "Visit"))
_PRESENT = frozenset({"VBP", "VBZ"})
_ABOVE = 4
_LONG = 28
_REACH = 12
_CLOSE = 6
_SOON = 4
_WAS = frozenset({"was", "were"})


class Timing:
    """The time expressions of an article, and which of them date which event."""

    def __init__(self, scene: Scene, times: Sequence[TimeExpression]) -> None:
        self.scene = scene
        self.times = sorted(times, key=lambda time: time.first)
        self._firsts = [time.first for time in self.times]
        self._durations = [time for time in self.times if time.kind is TimeKind.DURATION and time.amount]
        self._lasts = [time.last for time in self.times]
        self.reference = scene.article.date
        self._quotations = quotations(scene.doc)
        self._speech: dict[int, TimeExpression | None] = {}

    def date(self, draft: Draft) -> None:
        """Set start and end from the draft's own words, else from the clause it stands in."""
        own = domain(draft.anchor)
        found = self._fitting(draft, self.nearest(own, draft.token))
        draft.dated = found is not None
        if found is None and self._last(draft, own):
            return
        found = found or self.nearest(scope(draft), draft.token) or self._inherited(draft) or self._attendant(draft)
        found = self._fitting(draft, found or self._beside(draft)) or self._as_of(draft) or self._said(draft)
        found = found or self._fitting(draft, self._sole(draft))
        if found is not None:
            draft.start, draft.end, draft.time = found.start, found.end, found
        elif not self._last(draft, scope(draft)):
            self._after_while(draft)

    def _fitting(self, draft: Draft, time: TimeExpression | None) -> TimeExpression | None:
        """A time, unless it cannot be that of an act of speech or encounter, which is done at once.

        That is "since", where nothing has gone on; and in a release another day than its own for what it says now.
        """
        if time is None or draft.contract not in SPEECH | _ENCOUNTERS:
            return time
        if of_topic(time, draft):
            return None
        if _perfect(draft.verb):
            return time
        word = draft.verb
        now = not draft.match.is_noun and word.tag_ in _PRESENT and self.scene.own_voice(draft.token)
        other = now and time.start != self.reference and word not in _above(word.doc[time.last - 1])
        vague = now and self._holds_today(time)
        return None if time.kind is TimeKind.OPEN_START or other or vague else time

    def _holds_today(self, time: TimeExpression) -> bool:
        """Whether a time is a month or year with the day of the article in it ("*this year*, we celebrate …")."""
        today, start = self.reference, time.start
        coarse = start is not None and start.day is None and time.end is None
        return coarse and today is not None and start is not None and start.first <= today.first <= start.last

    def nearest(self, tokens: set[int], near: Token) -> TimeExpression | None:
        """The point or period among some tokens that stands closest to a trigger."""
        inside = (time for time in self._among(tokens) if time.kind in _POINTS and (time.start or time.end))
        found = [time for time in inside if self._within(time, tokens) and self._tells(time, near)]
        return min(found, key=lambda time: (_aside(time, near), abs(time.first - near.i), time.first), default=None)

    def _tells(self, time: TimeExpression, token: Token) -> bool:
        """Whether a time may date a trigger: it is not compared with, nor said by others than who tells the event."""
        before = token.doc[max(0, time.first - 2) : time.first]
        spoken = next((each for each in self._quotations if each.first <= time.first < each.last), None)
        apart = spoken is not None and spoken.sentence and not spoken.first <= token.i < spoken.last
        counted = [word.lower_ for word in before] in _BOUNDS and is_amount(token.doc[time.first])
        compared = any(word.lower_ in _COMPARED for word in before) and not counted
        compared = compared or since_then(token.doc, time) or of_saying(time, token) or of_name(time, token)
        return not (apart or compared or self._of_report(time, token) or of_count(time, token))

    def _of_report(self, time: TimeExpression, token: Token) -> bool:
        """Whether a time is when a report was made of what a trigger tells ("according to reports on Saturday")."""
        found = next((each for each in self._reports if token.i in each[0].scope), None)
        return found is not None and (time.first in found[1] or time.first == found[0].last + 1)

    @cached_property
    def _reports(self) -> list[tuple[Attribution, frozenset[int]]]:
        """The attributions to reports, each with the words of the report that it does not vouch for."""
        told = ((source, self.scene.doc[source.head]) for source in self.scene.attributions)
        nouns = ((source, noun) for source, noun in told if noun.lower_ in _REPORTS and noun.pos_ == "NOUN")
        return [(source, frozenset(each.i for each in noun.subtree) - source.scope) for source, noun in nouns]

    def _among(self, tokens: set[int]) -> Sequence[TimeExpression]:
        """The time expressions between the first and the last of some tokens."""
        if not tokens:
            return ()
        return self.times[bisect_right(self._lasts, min(tokens)) : bisect_right(self._firsts, max(tokens))]

    def _beside(self, draft: Draft) -> TimeExpression | None:
        """A time close behind a trigger, no verb between, or opening its sentence, wherever the parse hangs it."""
        for word in dict.fromkeys((draft.token, draft.verb)):
            far = _REACH if word.pos_ in {"VERB", "AUX"} else _CLOSE
            reach = word.doc[word.i + 1 : min(word.i + far, word.sent.end)]
            stop = next((token.i for token in reach if token.pos_ in {"VERB", "AUX"}), word.i + far)
            found = self.nearest(set(range(word.i + 1, min(stop, word.sent.end))), word)
            if found is not None:
                return found
        return self._opening(draft)

    def _opening(self, draft: Draft) -> TimeExpression | None:
        """The time that opens a sentence, for what its main clause tells, but not for what that answers."""
        return None if answered(draft.token) else self._opened(syntax.clause_head(draft.verb))

    def _opened(self, clause: Token) -> TimeExpression | None:
        """The time with which a sentence opens, "late" and the like before it, where this is its main clause."""
        if syntax.first_conjunct(clause).dep_ not in {"ROOT", "root"}:
            return None
        start = clause.sent.start
        opening = (time for time in self.times if start <= time.first <= start + 2 and time.kind in _POINTS)
        return next((time for time in opening if self._tells(time, clause)), None)

    def _within(self, time: TimeExpression, tokens: set[int]) -> bool:
        return any(at in tokens for at in range(time.first, time.last))

    def _inherited(self, draft: Draft) -> TimeExpression | None:
        """The time of the clause that an event without one of its own is part of."""
        if draft.match.is_noun and not draft.support.verbs:
            return self._of_clause(draft)
        token = draft.verb
        dating = self._dated_by(token)
        if dating is not None:
            return dating
        while token.dep_ in {"xcomp", "advcl", "conj"} and token.head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            if token.dep_ == "advcl" and token.tag_ not in {"VBG", "VBN", "VB"} and not _at_once(token):
                return None
            if token.dep_ == "conj" and syntax.auxiliaries(token):
                return None
            ahead = token.dep_ == "xcomp" and draft.factuality is Factuality.PLANNED
            token = token.head
            found = self.nearest(domain(token), draft.token)
            if found is not None:
                return None if ahead and found.first < draft.token.i else found
        return None

    def _dated_by(self, clause: Token) -> TimeExpression | None:
        """The time that a clause with "when" says more of ("in 1787, *when it recognized* …")."""
        above = islice((clause, *clause.ancestors), _ABOVE)
        words = [child for verb in above for child in verb.children if child.lower_ == "when" and child.i > 1]
        spots = [word.i - 1 - (word.nbor(-1).text == ",") for word in words]
        dating = (time for time in self.times if time.kind in _POINTS and time.start is not None)
        return next((time for time in dating if any(time.first <= spot < time.last for spot in spots)), None)

    def _attendant(self, draft: Draft) -> TimeExpression | None:
        """The time of what the same clause tells beside ("said, *addressing the press on Monday*"; "when he met …").

        An announced agreement is as old as the news of it ("announced on Monday that it had agreed").
        """
        verb = syntax.clause_head(draft.verb)
        above = verb.head if verb.dep_ == "ccomp" else None
        if draft.contract == KG + "Agreement" and above is not None and above.lemma_.lower() in _ANNOUNCING:
            return self.nearest(domain(above), draft.token) or self._opened(above)
        told = [verb, *syntax.complement_clauses(verb)] if draft.contract in SPEECH else [verb]
        beside = [child for each in told for child in each.children if child.dep_ == "advcl" and child.i > verb.i]
        dated = (self.nearest(domain(child), draft.token) for child in beside if _at_once(child))
        return next((time for time in dated if time is not None), None)

    def _said(self, draft: Draft) -> TimeExpression | None:
        """The time at which words were said, for what is done by saying them ("said on Monday that it *rejects* …")."""
        if draft.contract not in SPEECH or _perfect(draft.verb):
            return None
        holding = [source for source in self.scene.attributions if draft.token.i in source.scope]
        found = (self._of_speech(source.verb) for source in sorted(holding, key=lambda source: len(source.scope)))
        return next((time for time in found if time is not None), None)

    def _of_speech(self, at: int) -> TimeExpression | None:
        """The time of a verb of saying."""
        if at not in self._speech:
            verb = self.scene.doc[at]
            self._speech[at] = self.nearest(domain(verb), verb) or self._opened(verb) or self._right_behind(verb)
        return self._speech[at]

    def _sole(self, draft: Draft) -> TimeExpression | None:
        """The only time that a sentence tells, and tells first, for an act told in the simple past after it."""
        sentence, verb = draft.token.sent, draft.verb
        past = verb.tag_ == "VBD" or any(word.lower_ in _WAS for word in syntax.auxiliaries(verb))
        if draft.contract not in SPEECH | _ENCOUNTERS or not past or verb.i in self.scene.quoted:
            return None
        found = [time for time in self._among(set(range(sentence.start, sentence.end))) if time.kind in _POINTS]
        sole = found[0] if len(found) == 1 and sentence.start <= found[0].first <= sentence.start + _SOON else None
        return sole if sole is not None and sole.last <= verb.i and self._tells(sole, verb) else None

    def _right_behind(self, verb: Token) -> TimeExpression | None:
        """The time that follows a verb at once, "on" passed over."""
        behind = (time for time in self.times if verb.i < time.first <= verb.i + 2 and time.kind in _POINTS)
        return next(behind, None)

    def _as_of(self, draft: Draft) -> TimeExpression | None:
        """The day as of which a statement tells how things are."""
        if draft.contract not in SPEECH:
            return None
        told = {token.i for clause in syntax.complement_clauses(draft.anchor) for token in clause.subtree}
        found = (time for time in self._among(told) if time.kind in _POINTS and self._tells(time, draft.token))
        return next((time for time in found if of_state(draft.token.doc, time)), None)

    def _of_clause(self, draft: Draft) -> TimeExpression | None:
        """The time of the clause in which an event noun is the subject, object or complement of a verb of the past."""
        verb = syntax.clause_head(draft.token)
        core = syntax.own_subject(verb) == draft.token or draft.token in syntax.objects(verb)
        oblique = any(noun == draft.token for _, noun in syntax.prepositional(verb))
        if verb.pos_ in {"VERB", "AUX"} and (core or oblique) and not answered(draft.token):
            return self.nearest(domain(verb), draft.token)
        return None

    def _last(self, draft: Draft, place: set[int]) -> bool:
        """Date an event by how long it lasted: up to now, or from the last day told. False where that is not told."""
        told = (time for time in self._durations if not apart(draft.token.doc, time) and not of_other(draft, time))
        time = next((time for time in told if self._within(time, place) or self._measures(time, draft.token)), None)
        if time is None:
            return False
        if (time.days or 0) >= _LONG and not _lasting(draft):
            return False
        if (time.days or 0) >= _LONG:
            moment = self._day_in_sentence(draft.token) or self.reference
            draft.start = time.before(moment) if moment is not None else None
        else:
            anchor = self.anchor(draft.token)
            draft.start, draft.end = anchor, time.after(anchor) if anchor is not None else None
            if (
                anchor is not None
                and anchor == self.reference
                and time.first > 0
                and draft.token.doc[time.first - 1].lower_ in _AFTER
            ):
                draft.start, draft.end = time.before(anchor), anchor
        draft.time = time if draft.start is not None else None
        return draft.start is not None

    def _after_while(self, draft: Draft) -> None:
        """Date an event by what it followed after a while ("following 24 hours of fighting")."""
        above = draft.verb.head if draft.verb.dep_ in {"xcomp", "ccomp"} else draft.verb
        anchor = self.anchor(draft.token)
        for word, noun in (*syntax.prepositional(draft.verb), *syntax.prepositional(above)):
            span = {token.i for token in noun.subtree}
            past = next((time for time in self._durations if word in _AFTER and self._within(time, span)), None)
            if past is not None and anchor is not None:
                draft.start, draft.time = past.after(anchor), past
                return

    def _measures(self, time: TimeExpression, token: Token) -> bool:
        """Whether a duration governs an event noun ("24 hours of fighting")."""
        return syntax.preposition(token) == "of" and self._within(time, {syntax.governor(token).i})

    def _day_in_sentence(self, token: Token) -> PartialDate | None:
        """The first day told in the sentence of a token."""
        found = (time.start for time in self.times if token.sent.start <= time.first < token.sent.end)
        return next((day for day in found if day is not None and day.day is not None), None)

    def anchor(self, token: Token) -> PartialDate | None:
        """The last day told before a token."""
        earlier = (time.start for time in self.times if time.first < token.i)
        found = [day for day in earlier if day is not None and day.day is not None]
        return found[-1] if found else None


def _above(word: Token) -> tuple[Token, ...]:
    """The two words that a word depends on next."""
    return word.head, word.head.head


def _aside(time: TimeExpression, token: Token) -> bool:
    """Whether a time stands in brackets ("on Saturday (*Friday*, UTC)")."""
    return any(word.text == "(" for word in token.doc[max(0, time.first - 2) : time.first])


def _at_once(clause: Token) -> bool:
    """Whether a clause in the past tells what went on at the same time as the one that it depends on."""
    words = {child.lower_ for child in clause.children if child.i < clause.i and child.dep_ in {"mark", "advmod"}}
    return (clause.tag_ == "VBG" and "while" in words) or (clause.tag_ == "VBD" and bool(words & _AT_ONCE))


def _perfect(verb: Token) -> bool:
    """Whether a verb is in the perfect."""
    return any(auxiliary.lemma_ == "have" for auxiliary in syntax.auxiliaries(verb))


def _lasting(draft: Draft) -> bool:
    """Whether an event goes on up to now: told in the perfect ("has held X for years"), or as a war or siege is."""
    state = draft.match.is_noun and draft.contract in _LASTING
    return draft.factuality is Factuality.ACTUAL and (_perfect(draft.verb) or state)
