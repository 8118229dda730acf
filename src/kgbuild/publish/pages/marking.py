"""A text with marks that may nest, touch and cross: cut so that elements nest, and no mark loses its place.

A mark that crosses another is cut in parts; the first part carries its anchor, and all carry its number, by which they
are lit up together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from kgbuild.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text that is marked; `link` is where its words lead, `kind` and `title` are for the eye.

    One with an `anchor` becomes an element that can be linked to; one without only lends its link to its words.
    """

    span: Span
    anchor: str = ""
    kind: str = ""
    link: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """An element begins: a mark, whether this is its first part, and the number of a mark that is cut, else 0."""

    mark: Mark
    first: bool
    number: int
    does: ClassVar[str] = "open"


@dataclass(frozen=True, slots=True)
class Close:
    """The element that was opened last ends."""

    does: ClassVar[str] = "close"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of the text, and the mark that its link comes from: the shortest that holds it and has one."""

    text: str
    mark: Mark | None = None
    does: ClassVar[str] = "say"


Token = Open | Close | Words


def cut(text: str, blocks: Iterable[Span], marks: Iterable[Mark]) -> list[list[Token]]:
    """The text of each block as elements and words, in order: each Open has its Close in its block, and they nest.

    The words of a block together are its text. A mark that reaches over blocks is cut at their edges.
    """
    ordered = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.anchor))
    cuts = [list(_parts(text, block, ordered)) for block in blocks]
    return _numbered(cuts)


def _parts(text: str, block: Span, marks: Sequence[Mark]) -> Iterator[tuple[Token, int]]:
    """The tokens of a block, each with the position of its mark in `marks`, -1 for words.

    The marks are in order of starts, longer ones first.
    """
    inside = [at for at, mark in enumerate(marks) if mark.span.touches(block)]
    starts = {at: max(marks[at].span.start, block.start) for at in inside}
    ends = {at: min(marks[at].span.end, block.end) for at in inside}
    edges = sorted({block.start, block.end, *starts.values(), *ends.values()})
    stack: list[int] = []
    for here, following in zip(edges, [*edges[1:], block.end], strict=True):
        bottom = next((depth for depth, at in enumerate(stack) if ends[at] == here), len(stack))
        again = [at for at in stack[bottom:] if ends[at] != here]
        for at in reversed(stack[bottom:]):
            yield Close(), at
        stack = stack[:bottom]
        begun = [at for at in inside if starts[at] == here and marks[at].anchor]
        for at in sorted([*again, *begun], key=lambda at: (-ends[at], at)):
            stack.append(at)
            yield Open(marks[at], first=True, number=0), at
        if here < following:
            yield Words(text[here:following], _shortest(marks, inside, here)), -1


def _shortest(marks: Sequence[Mark], inside: Sequence[int], here: int) -> Mark | None:
    """The shortest mark with a link that holds the code point at a place."""
    holding = (marks[at] for at in inside if marks[at].link and marks[at].span.start <= here < marks[at].span.end)
    return min(holding, key=lambda mark: mark.span.end - mark.span.start, default=None)


def _numbered(blocks: Sequence[Sequence[tuple[Token, int]]]) -> list[list[Token]]:
    """The tokens, with the parts of a mark that was cut told apart and numbered, counted from 1 in text order."""
    parts = Counter(at for block in blocks for token, at in block if isinstance(token, Open))
    numbers = {at: number for number, at in enumerate((at for at, times in parts.items() if times > 1), 1)}
    seen: set[int] = set()
    found: list[list[Token]] = []
    for block in blocks:
        tokens: list[Token] = []
        for token, at in block:
            if isinstance(token, Open):
                token = Open(token.mark, at not in seen, numbers.get(at, 0))
                seen.add(at)
            tokens.append(token)
        found.append(tokens)
    return found
