"""Positions that people hold for somebody, as articles tell them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.graph import local_name
from kgbuild.publish import wording
from kgbuild.publish.pages import facts
from kgbuild.publish.pages.facts import Quote
from kgbuild.publish.site import Site
from kgbuild.store import KG, NamedNode


@dataclass(frozen=True, slots=True)
class Office:
    """A position that a person holds for somebody: when articles first and last told it, and in which words."""

    position: str
    holder: NamedNode | None
    bodies: tuple[NamedNode, ...]
    tenures: tuple[NamedNode, ...]
    first: str
    last: str
    quotes: tuple[Quote, ...]

    @property
    def anchors(self) -> list[str]:
        """What links to its tenures end in, on the page of the holder."""
        return [f"tenure-{local_name(each.value)}" for each in self.tenures]

    @property
    def told(self) -> str:
        """When it was told, in words."""
        return wording.period(self.first, self.last)


def offices(site: Site, tenures: Iterable[NamedNode]) -> list[Office]:
    """Tenures, those of one holder, position and body together, by the time they were first told."""
    graph = site.graph
    together: defaultdict[tuple[str, NamedNode | None, tuple[NamedNode, ...]], list[NamedNode]] = defaultdict(list)
    for tenure in tenures:
        position = graph.text(tenure, KG["position"]) or ""
        bodies = graph.nodes(tenure, KG["heldFor"])
        together[position.casefold(), graph.node(tenure, KG["holder"]), bodies].append(tenure)
    found = []
    for (_, holder, bodies), group in together.items():
        dates = sorted(
            date
            for tenure in group
            for article in graph.nodes(tenure, KG["inArticle"])
            if (date := facts.published(site, article))
        )
        quotes = tuple(quote for tenure in group for quote in facts.quotes(site, tenure))
        words = graph.text(group[0], KG["position"]) or ""
        first, last = (dates[0], dates[-1]) if dates else ("", "")
        found.append(Office(words, holder, bodies, tuple(group), first, last, quotes))
    return sorted(found, key=lambda each: (each.first or "9", each.position, each.tenures[0].value))
