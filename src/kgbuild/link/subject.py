"""The entities that a link is looked for, with what the articles tell that helps to choose among items."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgbuild.language.names.offices import OfficeWords, office_words
from kgbuild.model import Article, Entity, NameMention, PartialDate, Resolution

Around = Callable[[str], str]
"""The text of an article by its name."""


@dataclass(frozen=True, slots=True)
class Told:
    """An office that an article of a date gives to a person, and the IRI of the entity that it is held for."""

    office: OfficeWords
    body: str | None
    date: PartialDate | None


class Spans(Mapping[str, tuple[tuple[int, int], ...]]):
    """Spans by article, in little memory; the mentions that they are made of are ordered by article and text."""

    __slots__ = ("_articles", "_begins", "_offsets")

    def __init__(self, mentions: Iterable[NameMention]) -> None:
        articles: list[str] = []
        self._begins, self._offsets = array("I"), array("I")
        for each in mentions:
            if not articles or articles[-1] != each.article:
                articles.append(each.article)
                self._begins.append(len(self._offsets))
            self._offsets.extend((each.span.start, each.span.end))
        self._begins.append(len(self._offsets))
        self._articles = tuple(articles)

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __getitem__(self, article: str) -> tuple[tuple[int, int], ...]:
        at = bisect_left(self._articles, article)
        if self._articles[at : at + 1] != (article,):
            raise KeyError(article)
        offsets = self._offsets[self._begins[at] : self._begins[at + 1]]
        return tuple(zip(offsets[::2], offsets[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity under one IRI; `classes` are its finest class and those above it.

    `names` are its forms, the one it is known by first; `qid` is the item that the reading of the articles found it to
    be; `spans` are where it is named, by article.
    """

    iri: str
    names: tuple[str, ...]
    classes: tuple[str, ...]
    qid: str | None = None
    point: tuple[float, float] | None = None
    spans: Mapping[str, tuple[tuple[int, int], ...]] | None = None
    dates: tuple[PartialDate, ...] = ()
    offices: tuple[Told, ...] = ()

    @property
    def name(self) -> str:
        """The name it is known by."""
        return self.names[0]

    @property
    def articles(self) -> tuple[str, ...]:
        """The names of the articles that name it."""
        return tuple(self.spans or ())


def subjects(
    resolution: Resolution,
    iris: Iterable[str],
    dates: Mapping[str, PartialDate | None],
    classes_of: Callable[[str], tuple[str, ...]],
) -> tuple[Subject, ...]:
    """The subjects of a resolution, one for each IRI, by IRI.

    `iris` are the entities' IRIs by their id, `dates` those of the articles; `classes_of` gives a class and those
    above it.
    """
    known = list(iris)
    together: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in resolution.entities:
        together[known[entity.id]].append(entity)
    offices: defaultdict[str, list[Told]] = defaultdict(list)
    for tenure in resolution.tenures:
        body = None if tenure.represents is None else known[tenure.represents]
        offices[known[tenure.person]].append(Told(office_words(tenure.position), body, dates.get(tenure.article)))
    return tuple(
        _subject(iri, entities, tuple(offices[iri]), dates, classes_of) for iri, entities in sorted(together.items())
    )


def _subject(
    iri: str,
    entities: list[Entity],
    offices: tuple[Told, ...],
    dates: Mapping[str, PartialDate | None],
    classes_of: Callable[[str], tuple[str, ...]],
) -> Subject:
    entities = sorted(entities, key=lambda each: (-len(each.mentions), each.name, each.type))
    mentions = sorted((m for each in entities for m in each.mentions), key=lambda m: (m.article, m.span))
    spans = Spans(mentions)
    days = {str(day): day for article in spans if (day := dates.get(article)) is not None}
    return Subject(
        iri=iri,
        names=tuple(dict.fromkeys(form for each in entities for form in (each.name, *each.aliases))),
        classes=tuple(dict.fromkeys(above for each in entities for above in classes_of(each.type))),
        qid=min((each.qid for each in entities if each.qid), default=None),
        point=min((each.point for each in entities if each.point), default=None),
        spans=spans,
        dates=tuple(days[day] for day in sorted(days)),
        offices=offices,
    )


def texts(articles: Iterable[Article]) -> Around:
    """The texts of articles that are at hand."""
    known = {article.name: article.text for article in articles}
    return lambda name: known.get(name, "")
