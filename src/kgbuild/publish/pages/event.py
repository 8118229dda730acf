"""The page of an event: when, where, who, and what each article reports of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.graph import independent, local_name, tellers
from kgbuild.publish.pages import facts
from kgbuild.publish.pages.facts import Number, Told
from kgbuild.publish.pages.links import LINKING, elsewhere
from kgbuild.publish.routes import HTML
from kgbuild.publish.site import Site, node_of
from kgbuild.publish.templating import render
from kgbuild.store import KG, RDF, RDFS, NamedNode

_SHOWN = {
    RDF["type"],
    RDFS["label"],
    *LINKING,
    *map(KG.__getitem__, ("eventType", "startDate", "endDate", "agent", "target", "place", "partOf", "cause")),
}
_CODES = {"PLOVER": KG["ploverCode"], "ACLED": KG["acledCode"]}


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers that articles give for one measure, each with its report, and whether they differ."""

    measure: NamedNode | None
    numbers: tuple[tuple[Number, Told], ...]

    @property
    def differ(self) -> bool:
        """Whether two of them are not the same."""
        return len({(each.low, each.high, each.unit) for each, _ in self.numbers}) > 1


def paths(site: Site) -> Iterable[str]:
    """One page for each event."""
    for node in site.events:
        yield f"{site.routes.stem(node)}{HTML}"


def content(site: Site, path: str) -> bytes:
    """All that is known of an event."""
    node = node_of(site, path)
    graph = site.graph
    told = facts.reports(site, graph.subjects(KG["about"], node))
    articles = tellers(graph, node)
    kind = site.kind(node)
    return render(
        site,
        path,
        "event.html",
        site.label(node),
        node=node,
        event=facts.happening(site, node),
        branch=branch(site, kind),
        codes=_codes(site, kind),
        elsewhere=elsewhere(site, node),
        relations=_relations(site, node),
        told=told,
        articles=len(articles),
        independent=len(independent(graph, articles)),
        measured=_measured(told),
        others=facts.others(site, node, _SHOWN),
    )


def branch(site: Site, kind: NamedNode | None) -> NamedNode | None:
    """The branch of a class of events: diplomatic, military, humanitarian, or none of them."""
    found = site.classes.branch(kind.value) if kind else None
    return NamedNode(found) if found else None


def _codes(site: Site, kind: NamedNode | None) -> list[tuple[str, str]]:
    """The codes of a class of events in schemes of others, with the names of the schemes."""
    found = ((name, site.classes.notation(kind.value, scheme)) for name, scheme in _CODES.items() if kind)
    return [(name, code) for name, code in found if code]


def _relations(site: Site, node: NamedNode) -> list[tuple[str, tuple[NamedNode, ...]]]:
    """The events that an event is bound up with, by how."""
    graph = site.graph
    found = [
        ("Part of", graph.nodes(node, KG["partOf"])),
        ("Caused by", graph.nodes(node, KG["cause"])),
        ("Led to", graph.subjects(KG["cause"], node)),
        ("Holds", graph.subjects(KG["partOf"], node)),
    ]
    return [(words, nodes) for words, nodes in found if nodes]


def _measured(told: Iterable[Told]) -> list[Measured]:
    """The numbers of all reports, side by side for each measure."""
    found: defaultdict[NamedNode | None, list[tuple[Number, Told]]] = defaultdict(list)
    for report in told:
        for number in report.numbers:
            found[number.measure].append((number, report))
    order = sorted(found.items(), key=lambda each: local_name(each[0].value) if each[0] else "")
    return [Measured(measure, tuple(numbers)) for measure, numbers in order]
