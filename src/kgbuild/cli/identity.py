"""How the terminal tells why two are one."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import printable, wrapped

if TYPE_CHECKING:
    from kgbuild.model.identity import Decision
    from kgbuild.resolve.bonds import Bond

_WIDTH = 12


def merges_to_lines(merges: Sequence["Decision"]) -> Iterator[str]:
    """Which tellings were made one, or are held apart, by whom and why."""
    for each in merges:
        yield ""
        yield click.style(printable(f"{each.one}  {each.verdict.value}  {each.other}"), fg="cyan")
        score = "" if each.score is None else f", score {each.score:.2f}"
        yield from wrapped(_head("by"), f"{each.by or 'a person'}{score}")
        for head, text in (("because", each.reason), ("what", each.what)):
            if text:
                yield from wrapped(_head(head), text)


def bonds_to_lines(bonds: Sequence["Bond"]) -> Iterator[str]:
    """By which signs the names of an entity are one, and in which articles."""
    for each in bonds:
        yield ""
        yield click.style(printable(f"{each.sign}  {each.value}"), fg="cyan")
        for article, name in each.names:
            yield from wrapped(_head(""), f"“{name}” {article}")


def _head(name: str) -> str:
    return "  " + click.style(f"{name:{_WIDTH}}", bold=True)
