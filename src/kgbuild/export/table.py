"""CSV: one row for each event, in the columns that users of event data expect."""

import csv
import io
from collections.abc import Iterable

from kgbuild.export.dataset import Dataset
from kgbuild.graph import independent, local_name
from kgbuild.store import KG, SCHEMA, NamedNode

MEASURES = (
    *("killed", "wounded", "missing", "casualties", "displaced", "detained"),
    *("affected", "money_usd", "vehicles", "troops", "tonnes"),
)
ROLES = {"agent": "agents", "target": "targets", "place": "places"}
COLUMNS = (
    *("event_id", "label", "date_start", "date_end", "type", "branch", "plover_code", "acled_code", "factuality"),
    *(column for role, plural in ROLES.items() for column in (plural, f"{role}_iris")),
    *("sources", "reports", "articles", "independent_sources", "article_dates", "urls", "quotes"),
    *(f"{measure}_{bound}" for measure in MEASURES for bound in ("min", "max")),
)
SEPARATOR = " | "


def to_csv(dataset: Dataset) -> bytes:
    """A table of all events by IRI, with a head line: RFC 4180 with LF, UTF-8, ` | ` between several values of a cell.

    A `_min` column is the least minimum, a `_max` column the greatest maximum, that any report gives for the measure,
    and empty where one report leaves that side open. `independent_sources` counts an article and its copies
    once, and the articles of one publisher. Cells are verbatim, also one that starts with `=`.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(dataset, event) for event in dataset.events)
    return text.getvalue().encode()


def _row(dataset: Dataset, event: NamedNode) -> dict[str, str]:
    kind = dataset.event_class(event)
    branch = dataset.classes.branch(kind)
    row = {
        "event_id": event.value,
        "label": dataset.label(event),
        "date_start": dataset.whole.text(event, KG["startDate"]) or "",
        "date_end": dataset.whole.text(event, KG["endDate"]) or "",
        "type": local_name(kind),
        "branch": local_name(branch) if branch else "",
        "plover_code": dataset.classes.notation(kind, KG["ploverCode"]) or "",
        "acled_code": dataset.classes.notation(kind, KG["acledCode"]) or "",
        "factuality": _cell(dataset.factuality(event)),
    }
    for role, plural in ROLES.items():
        row[plural] = _cell(dataset.labels(event, KG[role]))
        row[f"{role}_iris"] = _cell(node.value for node in dataset.whole.nodes(event, KG[role]))
    return row | _reported(dataset, event) | _numbers(dataset, event)


def _cell(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _reported(dataset: Dataset, event: NamedNode) -> dict[str, str]:
    """Who says it, in which articles, with the first quote of each."""
    reports = dataset.reports(event)
    told = [(article, report) for report in reports for article in dataset.whole.nodes(report, KG["inArticle"])]
    articles = list(dict.fromkeys(article for article, _ in told))
    sources = {node for report in reports for node in dataset.whole.nodes(report, KG["attributedTo"])}
    return {
        "sources": _cell(dataset.label(node) for node in sorted(sources, key=lambda node: node.value)),
        "reports": str(len(reports)),
        "articles": _cell(dataset.name(article) for article in articles),
        "independent_sources": str(len(independent(dataset.whole, articles))),
        "article_dates": _cell(dataset.whole.text(article, SCHEMA["datePublished"]) or "" for article in articles),
        "urls": _cell(node.value for article in articles for node in dataset.whole.nodes(article, SCHEMA["url"])),
        "quotes": _cell(
            quote
            for article in articles
            for quote in dataset.quotes(*(report for place, report in told if place == article))[:1]
        ),
    }


def _numbers(dataset: Dataset, event: NamedNode) -> dict[str, str]:
    found: dict[str, str] = {}
    quantities = [node for report in dataset.reports(event) for node in dataset.whole.nodes(report, KG["quantity"])]
    for measure in MEASURES:
        bounds = [dataset.bounds(node) for node in quantities if dataset.whole.node(node, KG["measure"]) == KG[measure]]
        lows, highs = [low for low, _ in bounds if low is not None], [high for _, high in bounds if high is not None]
        found[f"{measure}_min"] = str(min(lows)) if lows and len(lows) == len(bounds) else ""
        found[f"{measure}_max"] = str(max(highs)) if highs and len(highs) == len(bounds) else ""
    return found
