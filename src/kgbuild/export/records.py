"""One JSON record for each article: its entities and events by name, as annotators write them, with IRIs."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgbuild.export.dataset import Dataset
from kgbuild.graph import local_name
from kgbuild.store import KG, OWL, SKOS, WD, Index, NamedNode

_LINKS = (SKOS["exactMatch"], OWL["sameAs"], SKOS["closeMatch"])

Record = dict[str, Any]


def to_json(dataset: Dataset) -> dict[str, bytes]:
    """The file of each article by name, e.g. `talks.json`: UTF-8, one space of indent.

    Keys: `article`, `iri`, `copy_of` (the name of its original, null where it is no copy), `entities` (name, type,
    aliases, wikidata, position, represents, iri, ancestors), `events` (type, quotes, start, end, places, agents,
    targets, factuality, attributed_to, quantities, iri, ancestors).
    `wikidata` is the QID of the accepted item, else of the one proposed. `attributed_to` is null where the article
    names no source, a name where it names one, else a list of names.
    """
    return {f"{_stem(dataset, article)}.json": _dump(article_record(dataset, article)) for article in dataset.articles}


def _stem(dataset: Dataset, article: NamedNode) -> str:
    """The article's name where it can be that of a file, else the end of its IRI."""
    name = dataset.name(article)
    return local_name(article.value) if re.search(r"[/\\\0]|^\.", name) else name


def _dump(record: Record) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def article_record(dataset: Dataset, article: NamedNode) -> Record:
    """What one article tells, its entities in order of first mention and its events in order of first evidence."""
    page = dataset.page(article)
    forms = _forms(dataset, page, article)
    names = {entity: _fullest(dataset.label(entity), found) for entity, found in forms.items()}
    offices = _offices(dataset, page, article)
    reports = [node for node in page.instances(KG["Report"]) if page.node(node, KG["inArticle"]) == article]
    reports.sort(key=lambda node: _first_evidence(dataset, page, node))
    by_event: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for report in reports:
        event = page.node(report, KG["about"])
        if event is not None:
            by_event[event].append(report)
    return {
        "article": dataset.name(article),
        "iri": article.value,
        "copy_of": next((dataset.name(each) for each in dataset.whole.nodes(article, KG["copyOf"])), None),
        "entities": [_entity(dataset, each, names, forms[each], offices.get(each)) for each in forms],
        "events": [_event(dataset, page, event, told, names) for event, told in by_event.items()],
    }


def _forms(dataset: Dataset, page: Index, article: NamedNode) -> dict[NamedNode, list[str]]:
    """The distinct forms by which the article names each entity, in order of mention."""
    found: defaultdict[NamedNode, dict[str, None]] = defaultdict(dict)
    mentions = [each for each in page.instances(KG["Mention"]) if page.node(each, KG["inArticle"]) == article]
    for mention in sorted(mentions, key=dataset.position):
        for entity in page.nodes(mention, KG["refersTo"]):
            found[entity][page.text(mention, KG["quote"]) or ""] = None
    return {entity: list(forms) for entity, forms in found.items()}


def _fullest(label: str, forms: list[str]) -> str:
    """The label where the article has it, else the longest form it has."""
    return label if label in forms else max(forms, key=len)


def _entity(
    dataset: Dataset, entity: NamedNode, names: Mapping[NamedNode, str], forms: Iterable[str], office: NamedNode | None
) -> Record:
    kind = dataset.entity_class(entity)
    links = (node for name in _LINKS for node in dataset.whole.nodes(entity, name) if node in WD)
    link = next(links, None)
    record: Record = {
        "name": names[entity],
        "type": local_name(kind),
        "aliases": [form for form in forms if form != names[entity]],
        "wikidata": local_name(link.value) if link else None,
    }
    if office is not None:
        whom = dataset.whole.node(office, KG["heldFor"])
        record["position"] = dataset.whole.text(office, KG["position"])
        record["represents"] = _name(dataset, whom, names) if whom else None
    return {**record, "iri": entity.value, "ancestors": dataset.ancestors(kind)}


def _offices(dataset: Dataset, page: Index, article: NamedNode) -> dict[NamedNode, NamedNode]:
    """The office of each person that the article tells first, one held for somebody before others."""
    found: dict[NamedNode, NamedNode] = {}
    tenures = [each for each in page.instances(KG["Tenure"]) if page.node(each, KG["inArticle"]) == article]
    for tenure in sorted(
        tenures, key=lambda node: (page.node(node, KG["heldFor"]) is None, _first_evidence(dataset, page, node))
    ):
        for person in page.nodes(tenure, KG["holder"]):
            found.setdefault(person, tenure)
    return found


def _first_evidence(dataset: Dataset, page: Index, node: NamedNode) -> tuple[tuple[int, int, str], str]:
    pieces = [dataset.position(piece) for piece in page.nodes(node, KG["evidence"])]
    return min(pieces, default=(0, 0, "")), node.value


def _name(dataset: Dataset, node: NamedNode, names: Mapping[NamedNode, str]) -> str:
    return names.get(node) or dataset.label(node)


def _event(
    dataset: Dataset, page: Index, event: NamedNode, reports: Sequence[NamedNode], names: Mapping[NamedNode, str]
) -> Record:
    """One event as an article tells it in all its reports: their quotes, sources and numbers in the order of the text.

    Of what they say on whether it happened the strongest counts: actual, else planned, else denied.
    """
    kind = dataset.event_class(event)
    dates = [page.text(event, KG[name]) for name in ("startDate", "endDate")]
    sources = list(dict.fromkeys(_name(dataset, each, names) for each in _all(page, reports, "attributedTo")))
    said = {local_name(each.value) for each in _all(page, reports, "factuality")}
    factuality = next((each for each in ("actual", "planned", "denied") if each in said), None)

    def told(role: str) -> list[str]:
        return list(dict.fromkeys(_name(dataset, node, names) for node in page.nodes(event, KG[role])))

    return {
        "type": local_name(kind),
        "quotes": list(dict.fromkeys(dataset.quotes(*reports))),
        "start": dates[0],
        "end": dates[1] if dates[1] != dates[0] else None,
        "places": told("place"),
        "agents": told("agent"),
        "targets": told("target"),
        "factuality": factuality,
        "attributed_to": None if not sources else sources[0] if len(sources) == 1 else sources,
        "quantities": _quantities(dataset, page, reports),
        "iri": event.value,
        "ancestors": dataset.ancestors(kind),
    }


def _all(page: Index, reports: Iterable[NamedNode], name: str) -> list[NamedNode]:
    """The distinct values of a property over some reports."""
    return list(dict.fromkeys(node for report in reports for node in page.nodes(report, KG[name])))


def _quantities(dataset: Dataset, page: Index, reports: Iterable[NamedNode]) -> list[Record]:
    """The numbers of some reports in the order of the text; what two voices give alike is told once."""
    nodes = sorted(_all(page, reports, "quantity"), key=lambda node: _first_evidence(dataset, page, node))
    found: list[Record] = []
    for record in (_quantity(dataset, node) for node in nodes):
        if record not in found:
            found.append(record)
    return found


def _quantity(dataset: Dataset, quantity: NamedNode) -> Record:
    measure = dataset.whole.node(quantity, KG["measure"])
    low, high = dataset.bounds(quantity)
    quotes = dataset.quotes(quantity)
    return {
        "measure": local_name(measure.value) if measure else None,
        "min": low,
        "max": high,
        "quote": quotes[0] if quotes else None,
    }
