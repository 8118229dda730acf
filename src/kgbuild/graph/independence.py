"""Which articles tell of an event, and how many independent sources they are: an article and its copies are one."""

from collections.abc import Iterable

from kgbuild.store import KG, Lookups, NamedNode


def tellers(graph: Lookups, event: NamedNode) -> set[NamedNode]:
    """The articles with a report about an event."""
    return {
        article for report in graph.subjects(KG["about"], event) for article in graph.nodes(report, KG["inArticle"])
    }


def independent(graph: Lookups, articles: Iterable[NamedNode]) -> set[NamedNode]:
    """The originals of articles: of a copy its original, even where that is not among them, else the article itself."""
    return {graph.node(article, KG["copyOf"]) or article for article in articles}
