"""What one article says of events and of offices, as triples of its file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kgbuild.errors import GraphError
from kgbuild.graph.classes import local_name
from kgbuild.graph.page import Page
from kgbuild.graph.slugs import slug
from kgbuild.graph.world import World
from kgbuild.model import QuantityFinding, Report, Source, Span, Tenure
from kgbuild.model.terms import PLACE
from kgbuild.store import KG, XSD, NamedNode, iri, literal, whole


def add_reports(page: Page) -> None:
    """Each report of the article, with its evidence, sources and numbers."""
    world = page.world
    reports = page.share.reports
    numbers = _numbering(world, reports)
    for report, node in zip(reports, _nodes(page, reports), strict=True):
        page.a(node, KG["Report"])
        page.label(node, f"{world.events[report.event].label} ({page.article.title or page.article.name})")
        page.say(node, KG["about"], world.event(report.event))
        page.say(node, KG["inArticle"], page.node)
        page.say(node, KG["factuality"], KG[report.factuality.value])
        page.say(node, KG["confidence"], literal(_decimal(report.confidence), XSD["decimal"]))
        for span in report.evidence:
            page.point(node, span)
        for span in report.triggers:
            page.say(node, KG["trigger"], literal(page.article.quote(span)))
        for frame in report.frames:
            page.say(node, KG["frame"], iri(frame))
        for source in report.sources:
            page.say(node, KG["attributedTo"], _source(page, source))
        for quantity in report.quantities:
            page.say(node, KG["quantity"], _quantity(page, quantity, numbers[report, quantity]))
    _add_unnamed(page)


def _nodes(page: Page, reports: Sequence[Report]) -> list[NamedNode]:
    """The IRI of each report; a second one on the same event also tells its voice, by factuality and sources."""
    minter, slugs = page.world.minter, {page.world.slugs[report.event] for report in reports}
    first: dict[str, NamedNode] = {}
    for each in sorted(slugs):
        first[each] = minter.report(page.article.name, each, slugs - {each})
    taken = set(first.values())
    nodes: list[NamedNode] = []
    for report in reports:
        node = first[page.world.slugs[report.event]]
        if node in nodes:
            voice = (report.factuality.value, *(slug(source.words) for source in report.sources))
            base, number = local_name(node.value), 1
            while node in taken:
                node = minter.node("report", base, *voice, str(number) if number > 1 else "")
                number += 1
            taken.add(node)
        nodes.append(node)
    return nodes


def _decimal(value: float) -> str:
    """A share between 0 and 1 in at most four decimals, at least one."""
    if not 0 <= value <= 1:
        raise GraphError(f"no confidence: {value}", "a confidence lies between 0 and 1")
    text = f"{value:.4f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _source(page: Page, source: Source) -> NamedNode:
    """Who says it: an entity that can speak, or a node of this article for a source without a name."""
    if source.entity is not None and page.world.kind(source.entity) != PLACE:
        return page.world.nodes[source.entity]
    node = page.world.minter.source(page.article.name, source.words)
    page.unnamed[node] = max(page.unnamed.get(node, ""), source.words)
    return node


def _add_unnamed(page: Page) -> None:
    """The sources without a name, each with one label: "officials" where a sentence begins with "Officials" too."""
    for node, words in page.unnamed.items():
        page.a(node, KG["UnnamedSource"])
        page.label(node, words)


def _numbering(world: World, reports: Iterable[Report]) -> dict[tuple[Report, QuantityFinding], int]:
    """A number for each quantity of each report: 1, but for further ones at one span and of one measure.

    A quantity belongs to one report and has one value, so that what differs in either is a node of its own.
    """
    same: defaultdict[tuple[Span, str], list[tuple[Report, QuantityFinding]]] = defaultdict(list)
    for report in reports:
        for quantity in report.quantities:
            same[quantity.span, quantity.measure].append((report, quantity))

    def order(told: tuple[Report, QuantityFinding]) -> tuple[int, int, str, str]:
        low, high = (-1 if bound is None else bound for bound in (told[1].minimum, told[1].maximum))
        return low, high, told[1].unit or "", world.slugs[told[0].event]

    return {told: number for group in same.values() for number, told in enumerate(sorted(group, key=order), 1)}


def _quantity(page: Page, quantity: QuantityFinding, number: int) -> NamedNode:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", quantity.measure):
        raise GraphError(f"no measure: {quantity.measure!r}", "a measure is a name such as killed or money_usd")
    node = page.world.minter.quantity(page.article.name, quantity.span, quantity.measure, number)
    page.a(node, KG["Quantity"])
    page.say(node, KG["measure"], KG[quantity.measure])
    if quantity.minimum is not None:
        page.say(node, KG["minimum"], whole(quantity.minimum, XSD["integer"]))
    if quantity.maximum is not None:
        page.say(node, KG["maximum"], whole(quantity.maximum, XSD["integer"]))
    if quantity.unit:
        page.say(node, KG["unit"], literal(quantity.unit))
    page.point(node, quantity.span)
    return node


def add_tenures(page: Page) -> None:
    """The offices that the article says persons hold; several sayings of one are one node."""
    world = page.world
    same: defaultdict[NamedNode, list[Tenure]] = defaultdict(list)
    for tenure in page.share.tenures:
        key = world.entities[tenure.person].key
        same[world.minter.tenure(page.article.name, key, tenure.position)].append(tenure)
    for node, tenures in same.items():
        _tenure(page, node, sorted(tenures, key=lambda each: (each.evidence, each.position)))


def _tenure(page: Page, node: NamedNode, tenures: list[Tenure]) -> None:
    world, first = page.world, tenures[0]
    page.a(node, KG["Tenure"])
    page.label(node, f"{world.entities[first.person].name}, {first.position}")
    page.say(node, KG["position"], literal(first.position))
    page.say(node, KG["inArticle"], page.node)
    for tenure in tenures:
        page.say(node, KG["holder"], world.nodes[tenure.person])
        page.point(node, tenure.evidence)
        if tenure.represents is not None:
            page.say(node, KG["heldFor"], world.nodes[tenure.represents])
