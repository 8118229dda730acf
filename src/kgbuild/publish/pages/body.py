"""The text of an article with everything found in it marked, or the quotes that statements stand on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgbuild.graph import local_name
from kgbuild.model import Article, Span
from kgbuild.publish.pages import facts
from kgbuild.publish.pages.event import branch
from kgbuild.publish.pages.facts import Told
from kgbuild.publish.pages.marking import Mark, Token, cut
from kgbuild.publish.site import Site
from kgbuild.publish.templating import Here
from kgbuild.store import KG, RDF, NamedNode

_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_LINE = re.compile(r"\s*\n\s*")
_WRAPPED = 120
_LONGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the article that the graph points to: its words, and the entities that it names."""

    span: Span
    words: str
    entities: tuple[NamedNode, ...]
    is_evidence: bool

    @property
    def anchor(self) -> str:
        """What links to it end in."""
        return f"e-{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class Body:
    """Blocks of tokens; `whole` is whether they are the article's text, else they are quotes, and `missing` tells why.

    `loose` are the pieces that stand in none of the blocks.
    """

    blocks: list[list[Token]]
    whole: bool
    missing: bool
    loose: tuple[Piece, ...]


def body(here: Here, article: NamedNode, told: Sequence[Told], *, whole: bool) -> Body:
    """What to show of an article: its text, where it is there and `whole`, else its quotes."""
    pieces = _pieces(here.site, article)
    text = here.site.text_of(article)
    if text is not None and whole:
        shown, blocks = text.text, paragraphs(text)
    else:
        shown, blocks = quoted(pieces)
    placed, loose = _placed(shown, blocks, pieces)
    marks = [_mark(here, piece) for piece in placed]
    marks += _events(here, told, {piece.span for piece in placed})
    return Body(cut(shown, blocks, marks), text is not None and whole, text is None, tuple(loose))


def found_in(site: Site, article: NamedNode, kind: str) -> list[NamedNode]:
    """The findings and pieces of an article that are of a class of the ontology."""
    return [
        node
        for node in site.graph.subjects(KG["inArticle"], article)
        if KG[kind] in site.graph.nodes(node, RDF["type"])
    ]


def edges(site: Site, piece: NamedNode) -> tuple[int, int]:
    """Start and end of a piece."""
    return facts.number(site, piece, "start") or 0, facts.number(site, piece, "end") or 0


def paragraphs(article: Article) -> list[Span]:
    """The paragraphs of the body: parted by empty lines, or by any line break where no line is wrapped to a width."""
    text = article.text[article.body.start : article.body.end]
    wrapped = max(map(len, text.split("\n"))) <= _WRAPPED
    found, at = [], 0
    for gap in [*(_PARAGRAPH if wrapped else _LINE).finditer(text), None]:
        start, end = at, gap.start() if gap else len(text)
        if text[start:end].strip():
            found.append(Span(article.body.start + start, article.body.start + end))
        at = gap.end() if gap else end
    return found


def quoted(pieces: Iterable[Piece]) -> tuple[str, list[Span]]:
    """The quotes where they stand, with blanks between, and their spans, those that overlap as one."""
    evidence = [piece for piece in pieces if piece.is_evidence and piece.span.end <= _LONGEST]
    spans: list[Span] = []
    for piece in sorted(evidence, key=lambda each: each.span):
        if spans and piece.span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, piece.span.end))
        else:
            spans.append(piece.span)
    text = [" "] * max((span.end for span in spans), default=0)
    for piece in evidence:
        if len(piece.words) == piece.span.end - piece.span.start:
            text[piece.span.start : piece.span.end] = piece.words
    return "".join(text), spans


def _pieces(site: Site, article: NamedNode) -> list[Piece]:
    """The pieces of an article, one for each span, in text order; those without a span that can be are left out."""
    found: defaultdict[tuple[int, int], list[NamedNode]] = defaultdict(list)
    for kind in ("Evidence", "Mention"):
        for node in found_in(site, article, kind):
            found[edges(site, node)].append(node)
    return [_piece(site, Span(start, end), nodes) for (start, end), nodes in sorted(found.items()) if start < end]


def _piece(site: Site, span: Span, nodes: Sequence[NamedNode]) -> Piece:
    graph = site.graph
    entities = dict.fromkeys(entity for node in nodes for entity in graph.nodes(node, KG["refersTo"]))
    evidence = any(KG["Mention"] not in graph.nodes(node, RDF["type"]) for node in nodes)
    return Piece(span, graph.text(nodes[0], KG["quote"]) or "", tuple(entities), evidence)


def _placed(text: str, blocks: Sequence[Span], pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces that stand in the blocks with just their words, and the others."""
    placed: list[Piece] = []
    loose: list[Piece] = []
    for piece in pieces:
        there = text[piece.span.start : piece.span.end] == piece.words
        fits = there and any(block.touches(piece.span) for block in blocks)
        (placed if fits else loose).append(piece)
    return placed, loose


def _mark(here: Here, piece: Piece) -> Mark:
    if not piece.entities:
        return Mark(piece.span, piece.anchor, "evidence")
    entity = piece.entities[0]
    stem = here.site.routes.stem(entity) or ""
    names = ", ".join(here.label(each) for each in piece.entities)
    return Mark(piece.span, piece.anchor, stem.partition("/")[0], here.to(entity), names)


def _events(here: Here, told: Iterable[Told], placed: set[Span]) -> Iterator[Mark]:
    """The words that tell of events, each leading to its event: looked for in the quotes of the reports."""
    seen: set[Span] = set()
    for report in told:
        for quote in report.quotes:
            start, end = edges(here.site, quote.node)
            if start < end and Span(start, end) in placed and report.event:
                for span in _occurrences(report.triggers, quote.words, start):
                    if span not in seen:
                        seen.add(span)
                        yield _event_mark(here, span, report.event)


def _occurrences(triggers: Iterable[str], words: str, start: int) -> Iterator[Span]:
    """Where each trigger first stands as a word of its own."""
    for trigger in triggers:
        found = re.search(rf"(?<!\w){re.escape(trigger)}(?!\w)", words) if trigger.strip() else None
        if found:
            yield Span(start + found.start(), start + found.end())


def _event_mark(here: Here, span: Span, event: NamedNode) -> Mark:
    found = branch(here.site, here.site.kind(event))
    kind = f"event {local_name(found.value)}" if found else "event"
    return Mark(span, "", kind, here.to(event), here.label(event))
