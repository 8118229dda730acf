"""When an event took place: the time expression that belongs to its trigger, to its clause or to the story so far."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kgbuild.language import syntax
from kgbuild.language.dates import TimeExpression, TimeKind
from kgbuild.language.draft import Draft, domain, scope
from kgbuild.model import PartialDate

_POINTS = frozenset({TimeKind.DATE, TimeKind.RANGE, TimeKind.OPEN_START, TimeKind.OPEN_END})
_AFTER = frozenset({"after", "following"})


class Timing:
    """The time expressions of a document, and which of them date which event."""

    def __init__(self, doc: Doc, times: Sequence[TimeExpression], reference: PartialDate | None) -> None:
        self.doc = doc
        self.times = times
        self.reference = reference

    def date(self, draft: Draft, directing: frozenset[str]) -> None:
        """Set start and end from the draft's own words, else from the clause it stands in.

        `directing` are the classes whose own time says nothing of the events that they are about.
        """
        place = scope(draft)
        found = self._nearest(place, draft.token) or self._inherited(draft, directing)
        if found is not None:
            draft.start, draft.end = found.start, found.end
            draft.dated_by = "words"
            if found.kind is TimeKind.OPEN_END and found.start is None:
                draft.end = found.end
            return
        self._from_duration(draft, place)

    def _nearest(self, tokens: set[int], near: Token) -> TimeExpression | None:
        """The point or period among some tokens that stands closest to a trigger."""
        found = [
            time
            for time in self.times
            if time.kind in _POINTS and (time.start or time.end) and self._within(time, tokens)
        ]
        return min(found, key=lambda time: (abs(time.first - near.i), time.first), default=None)

    def _within(self, time: TimeExpression, tokens: set[int]) -> bool:
        return any(at in tokens for at in range(time.first, time.last))

    def _inherited(self, draft: Draft, directing: frozenset[str]) -> TimeExpression | None:
        """The time of the clause that an event without one of its own is part of."""
        token = draft.verb
        if draft.match.is_noun and not draft.support.verbs:
            verb = syntax.clause_head(draft.token)
            core = syntax.own_subject(verb) == draft.token or draft.token in syntax.objects(verb)
            oblique = any(noun == draft.token for _, noun in syntax.prepositional(verb))
            if verb.pos_ in {"VERB", "AUX"} and (core or oblique) and not self._directs(verb, directing):
                return self._nearest(domain(verb), draft.token)
            return None
        while token.dep_ in {"xcomp", "advcl", "conj"} and token.head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            if token.dep_ == "advcl" and token.tag_ not in {"VBG", "VBN", "VB"}:
                return None
            if token.dep_ == "xcomp" and self._directs(token.head, directing):
                return None
            token = token.head
            found = self._nearest(domain(token), draft.token)
            if found is not None:
                return found
        return None

    def _directs(self, verb: Token, directing: frozenset[str]) -> bool:
        return verb.lower_ in directing or verb.lemma_.lower() in directing

    def _from_duration(self, draft: Draft, place: set[int]) -> None:
        """Date an event by how long it lasted, or by what it followed after a while."""
        durations = [time for time in self.times if time.kind is TimeKind.DURATION and time.amount]
        own = next((time for time in durations if self._within(time, place) or self._measures(time, draft.token)), None)
        if own is not None:
            self._last(draft, own)
            return
        for word, noun in syntax.prepositional(draft.verb):
            span = {token.i for token in noun.subtree}
            past = next((time for time in durations if word in _AFTER and self._within(time, span)), None)
            anchor = self.anchor(draft.token)
            if past is not None and anchor is not None:
                draft.start, draft.dated_by = past.after(anchor), "duration"

    def _measures(self, time: TimeExpression, token: Token) -> bool:
        """Whether a duration governs an event noun ("24 hours of fighting")."""
        return syntax.preposition(token) == "of" and self._within(time, {syntax.governor(token).i})

    def _last(self, draft: Draft, time: TimeExpression) -> None:
        """Bounds of an event that lasted for a while: up to now, or from the last day told."""
        ongoing = time.unit is not None and (time.days or 0) >= 28
        if ongoing:
            moment = self._day_in_sentence(draft.token) or self.reference
            draft.start = time.before(moment) if moment is not None else None
        else:
            anchor = self.anchor(draft.token)
            if anchor is not None:
                draft.start, draft.end = anchor, time.after(anchor)
        draft.dated_by = "duration"

    def _day_in_sentence(self, token: Token) -> PartialDate | None:
        """The first day told in the sentence of a token."""
        found = (time.start for time in self.times if token.sent.start <= time.first < token.sent.end)
        return next((day for day in found if day is not None and day.day is not None), None)

    def anchor(self, token: Token) -> PartialDate | None:
        """The last day told before a token."""
        found = [
            time.start for time in self.times if time.first < token.i and time.start and time.start.day is not None
        ]
        return found[-1] if found else None
