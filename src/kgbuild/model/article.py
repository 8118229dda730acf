"""An article as it was read."""

from dataclasses import dataclass

from kgbuild.model.dates import PartialDate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range `[start, end)` of Unicode code points in an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One source text with its head; `name` is unique in a project, `text` is what spans count in.

    `revises` is the name of the article that this one is a later version of; one that has a later version is
    `superseded`: it is known, and tells nothing.
    """

    name: str
    text: str
    body: Span
    sha256: str
    title: str | None = None
    date: PartialDate | None = None
    source: str | None = None
    url: str | None = None
    license: str | None = None
    modified: PartialDate | None = None
    revises: str | None = None
    superseded: bool = False

    def quote(self, span: Span) -> str:
        """The verbatim text of a span."""
        return self.text[span.start : span.end]
