"""How the terminal tells what an article leaves over."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import printable, wrapped

if TYPE_CHECKING:
    from kgbuild.show import Coverage, Leftover, Passage


def to_lines(coverage: "Coverage") -> Iterator[str]:
    """What could not be placed, with the reason and the sentence, and the sentences that gave nothing."""
    if coverage.unplaced:
        yield click.style("could not be placed", fg="cyan")
        for sentence, found in groupby(coverage.unplaced, key=lambda each: each.sentence):
            yield from wrapped(f"  {_where(sentence)}  ", f"“{sentence.quote}”")
            yield from (_found(each) for each in found)
        yield ""
    if coverage.silent:
        yield click.style(f"gave nothing ({len(coverage.silent)} of {coverage.sentences} sentences)", fg="cyan")
        for passage in coverage.silent:
            yield from wrapped(f"  {_where(passage)}  ", f"“{passage.quote}”")
        yield ""


def _found(leftover: "Leftover") -> str:
    return f"      {click.style(f'“{printable(leftover.found.quote)}”', bold=True)}: {printable(leftover.reason)}"


def _where(passage: "Passage") -> str:
    return click.style(f"line {passage.line}, {passage.start}–{passage.end}", dim=True)
