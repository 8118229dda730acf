"""What the graph can give back to Wikidata: events as new items, each statement with the articles that it stands on.

Only what is settled goes out: events that an article reports as happened, with a participant or place whose item a
person has accepted. A statement without an article that has a URL stays at home.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.export.dataset import Dataset
from kgbuild.graph import EVENT, local_name
from kgbuild.model import PartialDate
from kgbuild.store import DCTERMS, KG, OWL, RDF, SCHEMA, SKOS, WD, NamedNode

INSTANCE_OF, LOCATION, COUNTRY, PARTICIPANT = "P31", "P276", "P17", "P710"
POINT_IN_TIME, START, END = "P585", "P580", "P582"
REFERENCE_URL, TITLE, PUBLISHED = "P854", "P1476", "P577"
COUNTS = {"killed": "P1120", "wounded": "P1339", "missing": "P1446"}
OCCURRENCE = "Q1190554"
_ACCEPTED = (SKOS["exactMatch"], OWL["sameAs"])
_CLASS_LINKS = (SKOS["closeMatch"], SKOS["exactMatch"])


@dataclass(frozen=True, slots=True)
class Reference:
    """An article that a statement stands on."""

    url: str
    title: str = ""
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A property with its value: the QID of an item, a date, or a number of people."""

    property: str
    value: str | PartialDate | int
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that Wikidata may lack; `language` is that of label and description."""

    iri: str
    label: str
    description: str
    language: str
    statements: tuple[Statement, ...]


def new_items(dataset: Dataset, language: str = "en") -> tuple[NewItem, ...]:
    """The events to give back, by IRI."""
    return tuple(item for event in dataset.events if (item := _item(dataset, event, language)))


def _item(dataset: Dataset, event: NamedNode, language: str) -> NewItem | None:
    everywhere = _references(dataset, dataset.reports(event), event)
    if not everywhere or NamedNode(EVENT) not in dataset.whole.nodes(event, RDF["type"]):
        return None
    told = [*_participants(dataset, event), *_dates(dataset, event), *_counts(dataset, event)]
    if not any(each.property in {PARTICIPANT, LOCATION, COUNTRY} for each in told):
        return None
    label, name = dataset.label(event), dataset.classes.label(dataset.event_class(event))
    day = dataset.whole.text(event, KG["startDate"])
    description = f"{name} of {day}" if day else name
    statements = (Statement(INSTANCE_OF, _class_item(dataset, event), everywhere), *told)
    return NewItem(event.value, label, description, language, statements)


def _class_item(dataset: Dataset, event: NamedNode) -> str:
    """The item of the event's class, or of the nearest class above that has one, or else that of any occurrence."""
    kind = dataset.event_class(event)
    for each in (kind, *dataset.classes.above(kind)):
        items = dataset.classes.linked(each, _CLASS_LINKS)
        if items:
            return items[0]
    return OCCURRENCE


def _participants(dataset: Dataset, event: NamedNode) -> Iterator[Statement]:
    """Participants and places whose item is accepted, with the articles that say so."""
    for role in ("agent", "target", "place"):
        for entity in dataset.whole.nodes(event, KG[role]):
            qid = accepted(dataset, entity)
            references = _references(dataset, dataset.reports(event), event, role, entity)
            if qid and references:
                state = KG["State"] in dataset.whole.nodes(entity, RDF["type"])
                where = COUNTRY if state else LOCATION
                yield Statement(where if role == "place" else PARTICIPANT, qid, references)


def accepted(dataset: Dataset, entity: NamedNode) -> str | None:
    """The item of an entity that a person has accepted."""
    links = (node for name in _ACCEPTED for node in dataset.whole.nodes(entity, name) if node in WD)
    return next((link.value.removeprefix(WD.iri) for link in links), None)


def _dates(dataset: Dataset, event: NamedNode) -> Iterator[Statement]:
    start, end = (dataset.whole.text(event, KG[name]) for name in ("startDate", "endDate"))
    references = _references(dataset, dataset.reports(event), event)
    if start and end and start != end:
        yield Statement(START, PartialDate.parse(start), references)
        yield Statement(END, PartialDate.parse(end), references)
    elif start or end:
        yield Statement(POINT_IN_TIME, PartialDate.parse(start or end or ""), references)


def _counts(dataset: Dataset, event: NamedNode) -> Iterator[Statement]:
    """Numbers that a report gives exactly; those of different reports stand side by side."""
    told: dict[tuple[str, int], list[NamedNode]] = {}
    for report in dataset.reports(event):
        for quantity in dataset.whole.nodes(report, KG["quantity"]):
            measure = dataset.whole.node(quantity, KG["measure"])
            low, high = dataset.bounds(quantity)
            property_ = COUNTS.get(local_name(measure.value)) if measure else None
            if property_ and low is not None and low == high:
                told.setdefault((property_, low), []).append(report)
    for (property_, number), reports in sorted(told.items()):
        references = _references(dataset, reports, event)
        if references:
            yield Statement(property_, number, references)


def _references(
    dataset: Dataset,
    reports: Iterable[NamedNode],
    event: NamedNode,
    role: str = "",
    entity: NamedNode | None = None,
) -> tuple[Reference, ...]:
    """The articles of reports that have a URL, by it; with `role` those whose own file says that of the entity."""
    articles = {article for report in reports for article in dataset.whole.nodes(report, KG["inArticle"])}
    found = {}
    for article in articles:
        says = entity is None or entity in dataset.page(article).nodes(event, KG[role])
        for url in dataset.whole.nodes(article, SCHEMA["url"]) if says else ():
            day = dataset.whole.text(article, SCHEMA["datePublished"])
            title = dataset.whole.text(article, DCTERMS["title"]) or ""
            found[url.value] = Reference(url.value, title, PartialDate.parse(day) if day else None)
    return tuple(found[url] for url in sorted(found))
