"""Every quote stands in its article just where the graph says: the text itself is read again."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kgbuild.check.finding import RULES, Finding, Severity
from kgbuild.model import Article
from kgbuild.store import DCTERMS, KG, RDF, Literal, Lookups, NamedNode, Statement

_OFFSET = re.compile(r"\+?0*[0-9]{1,18}")
_MISSING = "The article is at hand, so that its evidence can be read again."
_CHANGED = "The SHA-256 of an article is that of its text: the text was not changed since the graph was built."
_LENGTH = "The length of an article is the number of code points of its text."
_QUOTE = "A quote is, letter for letter, what stands in the article from its start to its end."


def reread(statements: Iterable[Statement], graph: Lookups, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """A finding for each article that is missing or changed, and each piece of evidence that does not stand there.

    Those are looked at that some `statements` of the graph name as such; `articles` are by name, as dcterms:identifier
    tells it. Evidence that is not whole (no quote, no offsets, no article) is left to the shapes.
    """
    for node, predicate, kind in statements:
        if predicate == RDF["type"] and isinstance(node, NamedNode):
            if kind == KG["Article"]:
                yield from _article_findings(graph, node, articles)
            elif kind in (KG["Evidence"], KG["Mention"]):
                yield from _evidence_findings(graph, node, articles)


def _article_findings(graph: Lookups, node: NamedNode, articles: Mapping[str, Article]) -> Iterator[Finding]:
    for name in graph.texts(node, DCTERMS["identifier"]):
        article = articles.get(name)
        if article is None:
            yield _finding(node, "ArticleIsAtHand", _MISSING, DCTERMS["identifier"], Literal(name))
            continue
        for stated in graph.texts(node, KG["sha256"]):
            if stated != article.sha256:
                yield _finding(node, "ArticleIsUnchanged", _CHANGED, KG["sha256"], Literal(stated))
        for stated in graph.texts(node, KG["length"]):
            if stated != str(len(article.text)):
                yield _finding(node, "ArticleLengthIsRight", _LENGTH, KG["length"], Literal(stated))


def _evidence_findings(graph: Lookups, node: NamedNode, articles: Mapping[str, Article]) -> Iterator[Finding]:
    for place in graph.nodes(node, KG["inArticle"]):
        article = articles.get(graph.text(place, DCTERMS["identifier"]) or "")
        start, end = _offset(graph.text(node, KG["start"])), _offset(graph.text(node, KG["end"]))
        if article is None or start is None or end is None:
            continue
        for quote in graph.texts(node, KG["quote"]):
            if article.text[start:end] != quote:
                yield _finding(node, "EvidenceRereads", _QUOTE, KG["quote"], Literal(quote))


def _offset(text: str | None) -> int | None:
    """The number that is written, None where it is none or beyond any text."""
    return int(text) if text is not None and _OFFSET.fullmatch(text) else None


def _finding(node: NamedNode, rule: str, message: str, path: NamedNode, value: Literal) -> Finding:
    return Finding(node.value, RULES + rule, Severity.VIOLATION, message, path.value, value)
