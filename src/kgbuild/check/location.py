"""Where in the articles a node of the graph comes from."""

import re
from collections.abc import Iterator, Mapping

from kgbuild.model import Article
from kgbuild.store import DCTERMS, KG, Lookups

_BOUNDARY = re.compile(r"(?<!\b[A-Z])[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W\d_a-z])|\n+")
_FROM_ARTICLE = (KG["about"], KG["refersTo"], KG["attributedTo"], KG["quantity"], KG["evidence"], KG["holder"])
_HORIZON = 4


def locate(graph: Lookups, articles: Mapping[str, Article], node: object) -> tuple[str, str]:
    """The name of the article that the node comes from and the sentence there, empty where nothing tells.

    Evidence tells of itself, a report or tenure by its evidence, an event by its reports, an entity by its mentions.
    Where several tell, the first by IRI does.
    """
    article = ""
    for near in _around(graph, node):
        name = _article_name(graph, near)
        quote = graph.text(near, KG["quote"])
        if quote is not None and name:
            return name, _sentence(graph, near, articles.get(name), quote)
        article = article or name
    return article, ""


def _around(graph: Lookups, node: object) -> Iterator[object]:
    """The node, then what it stands on, nearest first."""
    seen, layer = {node}, [node]
    for _ in range(_HORIZON):
        yield from layer
        beyond: list[object] = []
        for each in layer:
            beyond += graph.nodes(each, KG["evidence"])
            beyond += [user for way in _FROM_ARTICLE for user in graph.subjects(way, each)]
        layer = [each for each in dict.fromkeys(beyond) if each not in seen]
        seen.update(layer)


def _article_name(graph: Lookups, node: object) -> str:
    """The name of the article that holds a node, or that the node is."""
    place = graph.node(node, KG["inArticle"])
    return graph.text(node if place is None else place, DCTERMS["identifier"]) or ""


def _sentence(graph: Lookups, evidence: object, article: Article | None, quote: str) -> str:
    """The sentence around a piece of evidence; the quote itself where it does not stand in the article."""
    start = graph.text(evidence, KG["start"]) or ""
    if article is None or not start.isdecimal() or not article.text.startswith(quote, int(start[:9])):
        return quote
    first, last = int(start), int(start) + len(quote)
    before = [match.end() for match in _BOUNDARY.finditer(article.text, 0, first + 1) if match.end() <= first]
    after = _BOUNDARY.search(article.text, max(first, last - 1))
    return article.text[before[-1] if before else 0 : after.end() if after else None].strip()
