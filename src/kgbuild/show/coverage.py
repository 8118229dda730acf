"""How much of an article is in the graph: what was found but could not be placed, and which sentences gave nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgbuild.model import Article, Findings, Span, Unplaced

_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article: the line it begins in (from 1), its offsets in code points, and its words on one line."""

    line: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """What was found at a place but could not be placed in the graph, why, and the sentence that it stands in."""

    reason: str
    found: Passage
    sentence: Passage


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences the body of an article has, what of it could not be placed, and which gave nothing.

    `silent` are the sentences in which there is no event, no position and nothing that could not be placed.
    """

    article: str
    sentences: int
    unplaced: tuple[Leftover, ...]
    silent: tuple[Passage, ...]


class Passages:
    """The passages of one article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts = [0, *(match.end() for match in _BREAK.finditer(article.text))]

    def at(self, span: Span) -> Passage:
        """The passage that a span is, without white space at its ends."""
        words = self._article.quote(span)
        start, end = span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip())
        return Passage(bisect_right(self._starts, start), start, end, " ".join(words.split()))


def coverage(article: Article, findings: Findings) -> Coverage:
    """What the findings of an article leave over of it, in text order."""
    passages, sentences = Passages(article), findings.sentences
    told = [event.sentence for event in findings.events]
    told += [tenure.evidence for tenure in findings.tenures]
    told += [each.span for each in findings.unplaced]
    reached = {at for span in told for at in _touched(span, sentences)}
    unplaced = sorted(findings.unplaced, key=lambda each: (each.span, each.reason))
    return Coverage(
        article.name,
        len(sentences),
        tuple(_leftover(each, sentences, passages) for each in unplaced),
        tuple(passages.at(span) for at, span in enumerate(sentences) if at not in reached),
    )


def _leftover(unplaced: Unplaced, sentences: Sequence[Span], passages: Passages) -> Leftover:
    around = next((sentences[at] for at in _touched(unplaced.span, sentences)), unplaced.span)
    return Leftover(unplaced.reason, passages.at(unplaced.span), passages.at(around))


def _touched(span: Span, sentences: Sequence[Span]) -> Iterator[int]:
    """The numbers of the sentences that share a code point with a span; the sentences are in text order."""
    at = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    while at < len(sentences) and sentences[at].start < span.end:
        yield at
        at += 1
