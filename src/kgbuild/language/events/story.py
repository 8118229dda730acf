"""Dates that carry on through an article: from one event to the next that tells no time of its own."""

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from kgbuild.language.events.draft import Draft, domain
from kgbuild.language.events.requirements import FORCE, HARM, SPEECH
from kgbuild.language.events.timing import Timing
from kgbuild.language.grammar import syntax
from kgbuild.language.time.dates import TimeExpression
from kgbuild.model import Factuality, PartialDate
from kgbuild.model.terms import AGENT, KG

_PAST = frozenset({"VBD", "VBN"})
_WAS = frozenset({"was", "were"})
_ENCOUNTERS = frozenset({KG + "Meeting", KG + "Visit"})
_ACTS = SPEECH | _ENCOUNTERS | {KG + "Sanction"}
_VIOLENT = FORCE | HARM
_HARM = frozenset({KG + "Casualties", KG + "Destruction"})


def carry_on(drafts: Sequence[Draft], timing: Timing) -> None:
    """Date the events that tell no time: acts of a release with the release, others as the story goes on."""
    story = _Story(timing)
    for at, draft in enumerate(drafts):
        if draft.start is None and draft.same_as is None:
            story.date(draft, drafts[:at])


class _Story:
    """The events of an article in the order in which they are told."""

    def __init__(self, timing: Timing) -> None:
        self.timing = timing
        self.scene = timing.scene
        self._hazards = list(self._dated_hazards())
        self._lead = self._lead_day()

    def date(self, draft: Draft, earlier: Sequence[Draft]) -> None:
        """Date a draft by what was told before it.

        What somebody does in a paragraph goes on from the last dated act of the same agent or source there, what
        happens in the simple past from the last dated deed, and harm from the last dated deed of the article or the
        hazard that did it, else from the only day of the first paragraph. A deed of other paragraphs is of the day of
        all deeds told before it, where they are of one. What is planned on a journey is planned for its last stop.
        """
        if draft.factuality is Factuality.PLANNED:
            before = self._stop(draft, earlier)
        elif draft.factuality is not Factuality.ACTUAL:
            return
        elif draft.contract in _ACTS:
            before = self._act(draft, earlier)
            if before is None and draft.contract in _ENCOUNTERS and draft.anchor.tag_ == "VBG":
                before = self._deed(draft, earlier)
        else:
            joint = self._act(draft, earlier) if self.scene.release and draft.contract == KG + "Agreement" else None
            before = joint or self._deed(draft, earlier)
        if before is not None:
            draft.start, draft.end = before.start, before.end
        elif draft.contract in _HARM and (hazard := self._hazard(draft.token) or self._lead) is not None:
            draft.start, draft.end, draft.time = hazard.start, hazard.end, hazard
        elif draft.contract in _ACTS and self.scene.release and _told_by_verb(draft) and self._of_today(draft):
            draft.start, draft.end = self.timing.reference, None

    def _here(self, one: Draft, other: Draft) -> bool:
        """Whether two events stand in one paragraph."""
        return self.scene.paragraphs[one.token.i] == self.scene.paragraphs[other.token.i]

    def _stop(self, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
        """The last planned and dated stop in the paragraph, for a meeting that is to be held there."""
        if draft.contract not in _ENCOUNTERS or draft.match.is_noun:
            return None
        stops = (each for each in reversed(earlier) if each.contract in _ENCOUNTERS and each.start is not None)
        last = next((each for each in stops if each.factuality is Factuality.PLANNED), None)
        same = last is not None and (self._here(last, draft) or last.ids(AGENT) & draft.ids(AGENT))
        return last if same else None

    def _deed(self, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
        """The last deed dated to a day, for harm or for what is told of the same paragraph in the simple past."""
        days = (each for each in reversed(earlier) if each.start is not None and each.start.day is not None)
        deeds = [each for each in days if each.contract not in _ACTS]
        last = next(iter(deeds), None)
        if last is None or draft.contract in _HARM:
            return next((each for each in deeds if each.contract in _VIOLENT), None)
        if draft.match.is_noun or not _simple_past(draft.anchor):
            return None
        told = {each.start for each in earlier if each.start is not None and each.contract not in _ACTS}
        alike = not draft.fillers or draft.fillers & last.fillers
        return last if self._here(last, draft) or (len(told) == 1 and alike and not self.scene.release) else None

    def _act(self, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
        """The last dated act before a draft that it goes on from; in a release, the encounter that it is about."""
        if any(auxiliary.lower_ == "had" for auxiliary in syntax.auxiliaries(draft.anchor)):
            return None
        acting = draft.ids(AGENT) | {source.entity for source in draft.sources if source.entity is not None}
        for each in reversed(earlier):
            if each.start is None or each.contract not in _ACTS or each.factuality is not Factuality.ACTUAL:
                continue
            told = each.anchor.tag_ in _PAST and (_in_past(draft) or bool(draft.sources))
            if self.scene.release:
                together = acting & each.ids(AGENT) or _is_joint(draft)
                if together and told and each.contract in _ENCOUNTERS:
                    return each
                continue
            gathered = each.contract in _ENCOUNTERS and len(each.ids(AGENT)) > 1 and _is_joint(draft, each.ids(AGENT))
            if gathered or (acting & each.ids(AGENT) and self._here(each, draft)):
                return each
        return self._reported(draft, earlier) if self.scene.release else None

    def _reported(self, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
        """The encounter with which a release begins, for what it tells in the past and where it tells of no other."""
        met = [each for each in earlier if each.contract in _ENCOUNTERS and each.start is not None and each.dated]
        first = met[0] if met and len({each.start for each in met}) == 1 else None
        told = first is not None and first.factuality is Factuality.ACTUAL and first.anchor.tag_ in _PAST
        begins = first is not None and told and self._here(first, earlier[0])
        past = not draft.match.is_noun and draft.anchor.tag_ == "VBD"
        return first if begins and past else None

    def _of_today(self, draft: Draft) -> bool:
        """Whether an act is done by the release itself: its own judgement, or told without the perfect."""
        if draft.contract in _ENCOUNTERS and draft.factuality is Factuality.PLANNED:
            return False
        own = "speaker" in draft.match.frame.slots[AGENT]
        return own or not any(auxiliary.lemma_ == "have" for auxiliary in syntax.auxiliaries(draft.anchor))

    def _dated_hazards(self) -> Iterator[tuple[int, TimeExpression]]:
        """The hazards of nature and accidents whose clause tells the day, by their token."""
        words = self.scene.lexicon.group("hazard")
        for token in self.scene.doc:
            if token.lower_ in words:
                time = self.timing.nearest(domain(syntax.clause_head(token)), token)
                if time is not None and time.start is not None and time.start.day is not None:
                    yield token.i, time

    def _lead_day(self) -> TimeExpression | None:
        """The time of the first paragraph, where it tells one day and that day has come."""
        today, paragraphs = self.timing.reference, self.scene.paragraphs
        days: dict[PartialDate, TimeExpression] = {}
        for time in self.timing.times:
            point = time.start is not None and time.start.day is not None and time.end is None
            if paragraphs[time.first] == paragraphs[0] and time.start is not None and point:
                days.setdefault(time.start, time)
        if len(days) != 1 or today is None:
            return None
        return next((time for day, time in days.items() if day.first <= today.last), None)

    def _hazard(self, token: Token) -> TimeExpression | None:
        """The day of the hazard told last before a token, else of the first told after it."""
        before = [time for at, time in self._hazards if at < token.i]
        after = [time for at, time in self._hazards if at >= token.i]
        return before[-1] if before else after[0] if after else None


def _told_by_verb(draft: Draft) -> bool:
    """Whether a verb tells an act, or a noun that a verb of the present carries ("has concerns about")."""
    spoken = draft.contract in SPEECH and any(verb.tag_ in {"VBZ", "VBP"} for verb in draft.support.light)
    return spoken or not draft.match.is_noun


def _in_past(draft: Draft) -> bool:
    """Whether the clause of an event is in the simple past or the passive."""
    return syntax.clause_head(draft.anchor).tag_ in _PAST


def _is_joint(draft: Draft, met: Collection[int] = ()) -> bool:
    """Whether they who met are the subject, as "they" or "both", and nobody else."""
    subject = syntax.own_subject(draft.anchor)
    return subject is not None and subject.lower_ in {"they", "both"} and draft.ids(AGENT) <= set(met)


def _simple_past(verb: Token) -> bool:
    """Whether a verb is in the simple past or the past progressive, active or passive."""
    auxiliaries = syntax.auxiliaries(verb)
    past = verb.tag_ == "VBD" or any(auxiliary.lower_ in _WAS for auxiliary in auxiliaries)
    return past and not any(auxiliary.lemma_ == "have" for auxiliary in auxiliaries)
