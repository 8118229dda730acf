"""How the terminal tells why two are one."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import printable, wrapped
from kgbuild.model.identity import RULE

if TYPE_CHECKING:
    from kgbuild.model.identity import Decision
    from kgbuild.resolve.bonds import Bond

_WIDTH = 12


def merges_to_lines(merges: Sequence["Decision"]) -> Iterator[str]:
    """Which tellings were made one, or are held apart, by whom and why."""
    for each in merges:
        yield ""
        yield click.style(printable(f"{each.one}  {each.verdict.value}  {each.other}"), fg="cyan")
        yield from wrapped(_head("by"), _decider(each))
        for head, text in (("because", each.reason), ("what", each.what)):
            if text:
                yield from wrapped(_head(head), text)


def _decider(decision: "Decision") -> str:
    """Who has decided, and the score, which is the rule's even where a person decides otherwise."""
    if decision.by_rule:
        return RULE if decision.score is None else f"{RULE}, score {decision.score:.2f}"
    who = "a person" if decision.by in {"", RULE} else decision.by
    return who if decision.score is None else f"{who}; score by the rule {decision.score:.2f}"


def bonds_to_lines(bonds: Sequence["Bond"]) -> Iterator[str]:
    """By which signs the names of an entity are one, and in which articles."""
    for each in bonds:
        yield ""
        yield click.style(printable(f"{each.sign}  {each.value}"), fg="cyan")
        for article, name in each.names:
            yield from wrapped(_head(""), f"“{name}” {article}")


def _head(name: str) -> str:
    return "  " + click.style(f"{name:{_WIDTH}}", bold=True)
