"""Events of an article: triggers with their arguments, times, numbers and sources, one draft for each mention."""

from collections.abc import Sequence

from kgbuild.language.events import identity, relations
from kgbuild.language.events.arguments import Arguments
from kgbuild.language.events.draft import Draft, did
from kgbuild.language.events.frames import Match, find_matches
from kgbuild.language.events.journeys import meet_at_stops
from kgbuild.language.events.lexicon import REQUIREMENTS
from kgbuild.language.events.quantities import Quantities
from kgbuild.language.events.requirements import (
    FORCE,
    HARM,
    SPEECH,
    STATEMENT,
    by_somebody,
    happens,
    missing,
    stands_alone,
)
from kgbuild.language.events.scene import Scene
from kgbuild.language.events.story import carry_on
from kgbuild.language.events.support import support
from kgbuild.language.events.timing import Timing
from kgbuild.language.grammar.negation import NEGATION
from kgbuild.language.numbers.numbers import find_numbers
from kgbuild.language.speech.factuality import factuality
from kgbuild.language.time.dates import find_dates
from kgbuild.model import Factuality, Unplaced
from kgbuild.model.terms import AGENT, KG

_NAMES = frozenset({"agent", "participant"})
_PROMISES = frozenset(KG + name for name in ("Pledge", "Threat"))
_AHEAD = frozenset(KG + name for name in ("Withdrawal", "Deployment", "Visit", "Aid", "Meeting", "Attack", "Sanction"))


def find_events(scene: Scene) -> tuple[list[Draft], list[Unplaced]]:
    """The event mentions of an article in text order, and the triggers that could not be placed."""
    candidates = find_matches(scene.doc, scene.lexicon, scene.taken, scene.inner)
    collector = _Collector(scene)
    for matches in sorted(candidates, key=collector.turn):
        collector.collect(matches)
    collector.admit_force()
    collector.admit_empty()
    drafts = [draft for draft in collector.drafts if stands_alone(draft, collector.drafts)]
    alone = {id(draft) for draft in drafts}
    drafts = relations.one_each(sorted(drafts, key=lambda draft: draft.token.i), scene.lexicon)
    collector.quantities.count_statements(drafts)
    known = identity.linked(drafts, collector.rejected, scene.states)
    _note(known, "from what is told together with it")
    relations.answer_for_claims(known)
    _note(known, "from who claims responsibility")
    relations.set_causes(known)
    _note(known, "from the attack or harm beside it")
    relations.answer_for_deeds(known, scene)
    relations.do_what_is_pledged(known)
    _note(known, "from the deed that it is about")
    meet_at_stops(known, scene)
    _note(known, "from the journey made for it")
    relations.share_scene(known, scene)
    _note(known, "from the event before it")
    carry_on(known, collector.timing)
    _note(known, "from the story so far")
    kept = {id(draft) for draft in known}
    unplaced = [collector.unplaced(draft) for draft in collector.rejected if id(draft) not in kept]
    within = (draft for draft in collector.drafts if id(draft) not in alone)
    return known, [*unplaced, *(collector.left(draft, "told only as what another event is about") for draft in within)]


def _note(drafts: Sequence[Draft], rule: str) -> None:
    for draft in drafts:
        draft.note(rule)


class _Collector:
    """Takes for each trigger the first of its frames that has what it requires."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.drafts: list[Draft] = []
        self.rejected: list[Draft] = []
        times = find_dates(scene.doc, scene.article.date)
        self.timing = Timing(scene, times)
        self.quantities = Quantities(
            scene.doc, find_numbers(scene.doc, times), scene.lexicon, scene.span, scene.phrases.heads
        )
        self._arguments = Arguments(scene.lexicon, scene.phrases, scene.types, scene.speakers)

    def turn(self, matches: Sequence[Match]) -> tuple[bool, bool, int, bool, int]:
        """The order of reading: verbs, nouns, harm (which may rest on an attack), and statements last."""
        kind = self.scene.contract(matches[0].frame.type)
        last = -matches[0].frame.rank if kind == STATEMENT else 0
        at = matches[0].token.i
        return kind == STATEMENT, kind in HARM, last, matches[0].is_noun, -at if kind == STATEMENT else at

    def collect(self, matches: Sequence[Match]) -> None:
        """Add the draft of the first match that is told well enough, else keep the most specific as rejected."""
        rejected: Draft | None = None
        for match in matches:
            draft = self._draft(match)
            if (wider := self._wider(draft)) is not None and not missing(draft, self.drafts, self.scene):
                draft.roles = {role: draft.roles[role] or mentions for role, mentions in wider.roles.items()}
                self.drafts[self.drafts.index(wider)] = draft
                return
            if self._consumed(draft):
                return
            if not missing(draft, self.drafts, self.scene):
                self.drafts.append(draft)
                return
            rejected = rejected or draft
        if rejected is not None:
            self.rejected.append(rejected)

    def admit_force(self) -> None:
        """Take the attacks and battles of which only the harm that they did is told ("shelling killed 12")."""
        harms = [draft for draft in self.drafts if draft.contract in HARM]
        for draft in [each for each in self.rejected if each.contract in FORCE]:
            told = missing(draft, self.drafts, self.scene)
            if told == "argument" and any(did(draft, harm) for harm in harms):
                self.rejected.remove(draft)
                self.drafts.append(draft)

    def admit_empty(self) -> None:
        """Take the events of which nothing is told but that they happen ("two suspects were arrested")."""
        nouns = [draft for draft in (*self.drafts, *self.rejected) if draft.match.is_noun]
        for draft in self.rejected[:]:
            if any(draft.token in other.match.words for other in nouns if other is not draft):
                continue
            need = missing(draft, self.drafts, self.scene)
            if happens(draft) and (
                need == "argument" or (need in _NAMES and by_somebody(draft, self.drafts, self.scene))
            ):
                self.rejected.remove(draft)
                self.drafts.append(draft)

    def unplaced(self, draft: Draft) -> Unplaced:
        """A rejected trigger with what was missing."""
        need = missing(draft, self.drafts, self.scene) or "a participant of its own"
        return self.left(draft, f"without {REQUIREMENTS.get(need, need)}")

    def left(self, draft: Draft, why: str) -> Unplaced:
        """A trigger that is not in the graph, and why."""
        span = self.scene.span(draft.token.i, draft.token.i + 1)
        return Unplaced(span, f"{draft.contract.rsplit('#', 1)[-1]} {why}")

    def _draft(self, match: Match) -> Draft:
        contract = self.scene.contract(match.frame.type)
        roles, slots = self._arguments.fill(match)
        draft = Draft(match, contract, support(match, self.scene.lexicon), roles, match.token.sent.start, slots)
        draft.factuality = Factuality.ACTUAL if match.is_auxiliary else factuality(match.token, self.scene.factuality)
        if draft.factuality is Factuality.DENIED and NEGATION & {word.lower_ for word in match.words}:
            draft.factuality = Factuality.ACTUAL
        if draft.factuality is Factuality.ACTUAL and self._promised(draft):
            draft.factuality = Factuality.PLANNED
        self.timing.date(draft)
        draft.note("from its clause")
        self.quantities.count(draft)
        if contract == STATEMENT and draft.roles[AGENT]:
            draft.roles[AGENT] = [mention for mention in draft.roles[AGENT] if not self.scene.unnamed(match.anchor)]
        draft.sources = self.scene.sources(match.token)
        if contract not in SPEECH:
            self._leave_out_sources(draft)
        if contract == STATEMENT:
            told_by = self.scene.spoken(match.token)
            if not told_by and not draft.roles[AGENT] and self.scene.own_voice(match.token):
                draft.roles[AGENT] = self.scene.speakers(match.token)
            sayers = self.scene.sayers(match.token)
            if sayers and not draft.ids(AGENT) & {entity for entity, _ in sayers}:
                draft.roles[AGENT] = sayers
            draft.sources = told_by or self.scene.named_sources(draft.roles[AGENT])
        draft.note("as who says it")
        return draft

    def _leave_out_sources(self, draft: Draft) -> None:
        """Take from the roles who only says that it happened ("According to X, forces of Y attacked", "…, X said")."""
        said_in = self.scene.source_tokens(draft.token)
        there = {entity for (_, entity), slot in draft.slots.items() if slot == "attendee"}
        for role, mentions in draft.roles.items():
            draft.roles[role] = [each for each in mentions if each[1].i not in said_in or each[0] in there]
        telling = {source.entity for source in draft.sources} - there
        told = self.scene.told_with(draft.token)
        verbs = {one.verb for one in self.scene.attributions}
        if telling and draft.token.i not in verbs:
            for role, mentions in draft.roles.items():
                kept = [mention for mention in mentions if mention[0] not in telling or mention[1].i in told]
                draft.roles[role] = kept or mentions

    def _promised(self, draft: Draft) -> bool:
        """Whether an event is what a pledge or threat is about ("announced a withdrawal")."""
        return draft.contract in _AHEAD and any(
            draft.token in other.match.words and other.contract in _PROMISES for other in self.drafts
        )

    def _wider(self, draft: Draft) -> Draft | None:
        """The draft that has the trigger among its words and evokes a class above that of the trigger's own frame.

        "Imposed an embargo" is a sanction; where a frame says what an embargo is, it is that.
        """
        finer = draft.match.frame.type
        return next(
            (
                other
                for other in self.drafts
                if draft.token in other.match.words
                and draft.token != other.token
                and finer != other.match.frame.type
                and self.scene.lexicon.is_a(finer, other.match.frame.type)
            ),
            None,
        )

    def _consumed(self, draft: Draft) -> bool:
        """Whether a trigger is already a word of another trigger that tells an event of the same class, or of force."""
        force = draft.contract in FORCE
        return any(
            draft.token in other.match.words
            and (draft.token == other.token or draft.contract == other.contract or (force and other.contract in FORCE))
            for other in self.drafts
        )
