"""How the terminal tells what an article leaves over."""

import shutil
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import printable

if TYPE_CHECKING:
    from kgbuild.show import Coverage, Leftover, Passage


def to_lines(coverage: "Coverage") -> Iterator[str]:
    """What could not be placed, with the reason and the sentence, and the sentences that gave nothing."""
    if coverage.unplaced:
        yield click.style("could not be placed", fg="cyan")
        for sentence, found in groupby(coverage.unplaced, key=lambda each: each.sentence):
            yield from _wrapped(f"  {_where(sentence)}  ", f"“{sentence.quote}”")
            yield from (_found(each) for each in found)
        yield ""
    if coverage.silent:
        yield click.style(f"gave nothing ({len(coverage.silent)} of {coverage.sentences} sentences)", fg="cyan")
        for passage in coverage.silent:
            yield from _wrapped(f"  {_where(passage)}  ", f"“{passage.quote}”")
        yield ""


def _found(leftover: "Leftover") -> str:
    return f"      {click.style(f'“{printable(leftover.found.quote)}”', bold=True)}: {printable(leftover.reason)}"


def _where(passage: "Passage") -> str:
    return click.style(f"line {passage.line}, {passage.start}–{passage.end}", dim=True)


def _wrapped(head: str, text: str) -> Iterator[str]:
    """The text behind its head; on a terminal in lines that fit, else in one."""
    text = printable(text)
    if not sys.stdout.isatty():
        yield head + text
        return
    room = max(shutil.get_terminal_size().columns - 6, 40)
    width = len(click.unstyle(head))
    first, *others = textwrap.wrap(" " * width + text, room + 6, subsequent_indent=" " * 6, break_on_hyphens=False)
    yield head + first[width:]
    yield from others
