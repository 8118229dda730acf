"""Which articles tell of an event, and how many independent sources they are.

An article and its copies are one source, and so are the articles of one publisher.
"""

from collections.abc import Iterable

from kgbuild.store import DCTERMS, KG, Lookups, NamedNode


def tellers(graph: Lookups, event: NamedNode) -> set[NamedNode]:
    """The articles with a report about an event."""
    return {
        article for report in graph.subjects(KG["about"], event) for article in graph.nodes(report, KG["inArticle"])
    }


def independent(graph: Lookups, articles: Iterable[NamedNode]) -> set[str]:
    """The sources of articles: each the publisher by name, or else the article's IRI; of a copy those of its original.

    The original counts even where it is not among the articles.
    """
    originals = {graph.node(article, KG["copyOf"]) or article for article in articles}
    return {(graph.text(each, DCTERMS["source"]) or each.value).casefold() for each in originals}
