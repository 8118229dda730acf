"""Events of an article: triggers with their arguments, times, numbers and sources, one draft for each mention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kgbuild.language import identity, syntax
from kgbuild.language.arguments import Arguments, support
from kgbuild.language.quantities import Counting
from kgbuild.language.dates import find_dates
from kgbuild.language.draft import Draft, domain
from kgbuild.language.entities import EntityReading
from kgbuild.language.factuality import factuality
from kgbuild.language.frames import Match, find_matches
from kgbuild.language.lexicon import Lexicon
from kgbuild.language.numbers import find_numbers
from kgbuild.language.phrases import Phrases
from kgbuild.language.timing import Timing
from kgbuild.model import Article, Span, Unplaced
from kgbuild.model.terms import AGENT, EVENT_PLACE, EVENT_TYPES, KG, TARGET

_STATEMENT = KG + "Statement"
_SPEECH = frozenset(
    KG + name for name in ("Appeal", "Condemnation", "Threat", "Pledge", "Refusal", "Endorsement", "Statement")
)
_FORCE = frozenset(KG + name for name in ("Attack", "Battle"))
_HARM = frozenset(KG + name for name in ("Casualties", "Destruction", "Displacement"))
_CONTENT = frozenset(
    KG + name for name in ("Meeting", "Agreement", "Withdrawal", "Aid", "Visit", "Deployment", "Surrender")
)


@dataclass(frozen=True)
class Scene:
    """One article in hand: its annotated body and what other readers found in it."""

    doc: Doc
    article: Article
    reading: EntityReading
    lexicon: Lexicon

    @cached_property
    def phrases(self) -> Phrases:
        """Whom its noun phrases stand for."""
        return Phrases(self.reading.heads, self.lexicon.group("representative"))

    @cached_property
    def names(self) -> frozenset[int]:
        """The tokens inside of names, which trigger nothing."""
        found: set[int] = set()
        offset = self.article.body.start
        for entity in self.reading.entities:
            for mention in entity.mentions:
                span = self.doc.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
                found.update(range(span.start, span.end) if span is not None else ())
        return frozenset(found)

    def span(self, first: int, last: int) -> Span:
        """The span in the article's text of the tokens `[first, last)`."""
        end = self.doc[last - 1]
        return Span(self.doc[first].idx + self.article.body.start, end.idx + len(end) + self.article.body.start)


def find_events(scene: Scene) -> tuple[list[Draft], list[Unplaced]]:
    """The event mentions of an article in text order, and the triggers that could not be placed."""
    candidates = find_matches(scene.doc, scene.lexicon, scene.names)
    drafts, unplaced = _accepted(scene, candidates)
    drafts = _one_each(drafts)
    _relate(drafts)
    identity.link(drafts)
    return drafts, unplaced


def contract_class(name: str, lexicon: Lexicon) -> str:
    """The class of the contract that an event class is or stands under; itself where there is none."""
    return next((each for each in lexicon.ancestors(name) if each in EVENT_TYPES), name)


def _accepted(scene: Scene, candidates: Sequence[Sequence[Match]]) -> tuple[list[Draft], list[Unplaced]]:
    """For each trigger the first of its frames that has what it requires; statements where nothing else is said."""
    ordered = sorted(
        candidates, key=lambda matches: (_is_statement(scene, matches[0]), matches[0].is_noun, matches[0].token.i)
    )
    timing = Timing(scene.doc, find_dates(scene.doc, scene.article.date), scene.article.date)
    counting = Counting(scene.doc, find_numbers(scene.doc), scene.lexicon, scene.span)
    arguments = Arguments(scene.lexicon, scene.phrases, [entity.type for entity in scene.reading.entities])
    drafts: list[Draft] = []
    unplaced: list[Unplaced] = []
    for matches in ordered:
        for match in matches:
            contract = contract_class(match.frame.type, scene.lexicon)
            if _consumed(match, contract, drafts):
                break
            draft = Draft(match, contract, support(match, scene.lexicon), arguments.fill(match))
            timing.date(draft, frozenset())
            counting.count(draft)
            draft.factuality = factuality(match.token)
            if not _missing(draft, drafts):
                drafts.append(draft)
                break
        else:
            reason = f"no {_missing(draft, drafts)} for {draft.contract.rsplit('#', 1)[-1]}"
            unplaced.append(Unplaced(scene.span(draft.token.i, draft.token.i + 1), reason))
    return sorted(drafts, key=lambda draft: draft.token.i), unplaced


def _is_statement(scene: Scene, match: Match) -> bool:
    return contract_class(match.frame.type, scene.lexicon) == _STATEMENT


def _consumed(match: Match, contract: str, drafts: Iterable[Draft]) -> bool:
    """Whether a trigger is already a word of another trigger that tells an event of the same class."""
    return any(
        match.token in draft.match.words and (draft.token == match.token or draft.contract == contract)
        for draft in drafts
    )


def _missing(draft: Draft, drafts: Iterable[Draft]) -> str:
    """What the frame requires and the text does not tell, "" where all is there."""
    checks = {
        "agent": bool(draft.roles[AGENT]),
        "target": bool(draft.roles[TARGET]),
        "place": bool(draft.roles[EVENT_PLACE]),
        "participant": bool(draft.participants),
        "argument": bool(draft.fillers or draft.quantities or draft.start),
        "clause": bool(syntax.complement_clauses(draft.token)) or _quotes(draft.token),
        "number": bool(draft.quantities),
        "speech": True,
    }
    missing = next((need for need in sorted(draft.match.frame.requires) if not checks[need]), "")
    if not missing and draft.contract == _STATEMENT and draft.match.frame.rank < 0 and _says_more(draft, drafts):
        return "assertion of its own"
    return missing


def _quotes(token: Token) -> bool:
    """Whether the sentence of a token holds a quotation."""
    return any(each.text in {'"', "“", "”", "''", "``"} for each in token.sent)


def _says_more(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Whether what is said is itself told as an event."""
    about = domain(draft.token)
    return any(other.token.sent == draft.token.sent and other.token.i not in about for other in drafts)


def _one_each(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those that a verb and its noun tell together ("signed an agreement") made one."""
    kept: list[Draft] = []
    for draft in drafts:
        other = next((each for each in kept if each.contract == draft.contract and _told_together(each, draft)), None)
        if other is None:
            kept.append(draft)
        else:
            _absorb(other, draft)
    return kept


def _told_together(one: Draft, other: Draft) -> bool:
    """Whether two triggers of one class are verb and noun of one happening."""
    if one.match.is_noun == other.match.is_noun:
        return (
            one.match.is_noun
            and other.token.dep_ in {"compound", "appos"}
            and one.token in (other.token.head, other.token)
        )
    noun, verb = (one.token, other.token) if one.match.is_noun else (other.token, one.token)
    if verb.dep_ in {"acl", "acl:relcl", "relcl"} and verb.head == noun:
        return True
    return syntax.governor(noun) == verb and syntax.preposition(noun) in {"", "in", "with", "by"}


def _absorb(kept: Draft, other: Draft) -> None:
    """Add to a draft what another mention of the same happening tells."""
    for role, mentions in other.roles.items():
        known = kept.ids(role) | (kept.participants if role != EVENT_PLACE else set())
        kept.roles[role] += [mention for mention in mentions if mention[0] not in known]
    if kept.start is None:
        kept.start, kept.end = other.start, other.end
    kept.quantities += [each for each in other.quantities if each not in kept.quantities]


def _relate(drafts: Sequence[Draft]) -> None:
    """Set the cause of harm told beside an attack, and let it share what is not said again."""
    for draft in drafts:
        if draft.contract not in _HARM:
            continue
        near = [each for each in drafts if each.contract in _FORCE and each.token.sent == draft.token.sent]
        if not near:
            continue
        draft.cause = min(near, key=lambda each: abs(each.token.i - draft.token.i))
        for role in (AGENT, EVENT_PLACE):
            if not draft.roles[role] and (role != AGENT or draft.cause.contract == KG + "Attack"):
                draft.roles[role] = list(draft.cause.roles[role])
        if draft.start is None:
            draft.start, draft.end = draft.cause.start, draft.cause.end
