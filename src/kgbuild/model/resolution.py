"""The world as the articles together tell it: entities and events with identity, and what each article reports of them.

Identifiers are positions in the tuples of `Resolution`. Nothing here depends on the order of the articles.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from kgbuild.model.article import Span
from kgbuild.model.dates import PartialDate
from kgbuild.model.findings import Factuality, Filler, QuantityFinding, Source, Unplaced
from kgbuild.model.identity import Decision


@dataclass(frozen=True, slots=True)
class NameMention:
    """An article names an entity here."""

    article: str
    span: Span


class Mentions(Sequence[NameMention]):
    """Mentions in little memory: of hundreds of thousands a build need not make objects that stay."""

    __slots__ = ("_articles", "_offsets")

    def __init__(self, mentions: Iterable[tuple[str, Span]] = ()) -> None:
        articles: list[str] = []
        self._offsets = array("I")
        for article, span in mentions:
            articles.append(article)
            self._offsets.extend((span.start, span.end))
        self._articles = tuple(articles)

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, at: int) -> NameMention: ...
    @overload
    def __getitem__(self, at: slice) -> "Mentions": ...
    def __getitem__(self, at: int | slice) -> "NameMention | Mentions":
        if isinstance(at, slice):
            return Mentions(
                (each.article, each.span) for each in [self[number] for number in range(*at.indices(len(self)))]
            )
        number = range(len(self))[at]
        return NameMention(self._articles[number], Span(self._offsets[2 * number], self._offsets[2 * number + 1]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, state, organization, place or group over all articles; `key` is the name its IRI is minted from."""

    id: int
    key: str
    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: Sequence[NameMention]
    qid: str | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entity is an item of Wikidata, as the property `predicate` says it (an IRI): exactly, or so it is proposed."""

    qid: str
    predicate: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """An article says that a person holds a position, for another entity where told."""

    article: str
    person: int
    position: str
    represents: int | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class Event:
    """A happening in the world, whichever articles tell it, merged over its reports.

    `type` is the finest class; `realized` is false where no article reports it as happened or happening.
    """

    id: int
    type: str
    label: str
    realized: bool
    agents: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    part_of: int | None = None
    cause: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says about one event.

    `evidence` are quote spans in the article, in text order; `fillers` and `sources` use entity ids of the
    Resolution; a source without entity keeps its words.
    """

    event: int
    article: str
    factuality: Factuality
    evidence: tuple[Span, ...]
    triggers: tuple[Span, ...]
    frames: tuple[str, ...]
    fillers: tuple[Filler, ...] = ()
    sources: tuple[Source, ...] = ()
    quantities: tuple[QuantityFinding, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class UnplacedIn:
    """What one article holds that could not be placed."""

    article: str
    finding: Unplaced


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where the oldest article that tells an event begins to: its first quote there, its first trigger and its words.

    `quote` and `trigger` are where these start; `date` is the article's, `copied` whether that is a copy of another.
    """

    article: str
    date: PartialDate | None
    quote: int
    trigger: int
    words: str
    copied: bool = False

    @property
    def age(self) -> tuple[str, bool, str]:
        """What older articles have less of."""
        return self.age_of(self.date, self.article, self.copied)

    @staticmethod
    def age_of(date: PartialDate | None, article: str, copied: bool) -> tuple[str, bool, str]:
        """The age of an article: older ones come first, of one day copies last, and those without a date after all."""
        return str(date.first) if date else "9999-99-99", copied, article


@dataclass(frozen=True, slots=True)
class Share:
    """What one article has in a resolution, with the entity ids of that: what it names and what it says.

    `mentions` are in text order, each with its entity.
    """

    mentions: tuple[tuple[Span, int], ...] = ()
    tenures: tuple[Tenure, ...] = ()
    reports: tuple[Report, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """An article is a copy of another; `resemblance` is the share of the shorter text that the other has, 0 to 1."""

    article: str
    original: str
    resemblance: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Everything that goes into the graph, beside the articles themselves.

    `merges` are the tellings of several articles that the rules have made one, `gone` what people have decided of
    tellings and mentions that exist no more.
    """

    entities: tuple[Entity, ...] = ()
    tenures: Sequence[Tenure] = ()
    events: Sequence[Event] = ()
    reports: tuple[Report, ...] = ()
    unplaced: tuple[UnplacedIn, ...] = ()
    copies: tuple[Copy, ...] = ()
    merges: tuple[Decision, ...] = ()
    gone: tuple[Decision, ...] = ()
