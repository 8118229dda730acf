"""How the terminal tells why an event stands in the graph."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import printable, wrapped

if TYPE_CHECKING:
    from kgbuild.show import Entry, Explanation, Reason

_WIDTH = 12


def to_lines(explanations: Sequence["Explanation"]) -> Iterator[str]:
    """Each mention with its sentence and the words and paths behind what it tells; then the lexicon entries."""
    for each in explanations:
        where = f"{each.article}, line {each.sentence.line}, {each.sentence.start}–{each.sentence.end}"
        yield ""
        yield click.style(printable(where), fg="cyan")
        yield from wrapped("  ", f"“{each.sentence.quote}”")
        yield from wrapped(_head("frame"), each.entry.iri)
        for about, reasons in groupby(each.reasons, key=lambda reason: reason.about):
            for number, reason in enumerate(reasons):
                yield from _reason("" if number else about, reason)
    for entry in {each.entry.iri: each.entry for each in explanations}.values():
        yield ""
        yield from _entry(entry)


def _entry(entry: "Entry") -> Iterator[str]:
    """A frame with its words, slots and requirements."""
    yield click.style(printable(entry.iri), fg="cyan")
    yield from wrapped(_head("signals"), entry.type)
    for head, groups in (("words", entry.words), ("slots", entry.slots)):
        yield from wrapped(_head(head), _listed(groups))
    if entry.requires:
        yield from wrapped(_head("requires"), ", ".join(entry.requires))


def _listed(groups: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name}: {', '.join(words)}" for name, words in groups.items())


def _reason(name: str, reason: "Reason") -> Iterator[str]:
    """Who or what, in which words, by which slot or rule, and the path below."""
    words = f"“{reason.words.quote}”" if reason.words else ""
    yield from wrapped(_head(name), ", ".join(filter(None, (reason.value, words, reason.way))))
    if " " in reason.path:
        yield from wrapped(_head(""), reason.path, dim=True)


def _head(name: str) -> str:
    return "  " + click.style(f"{name:{_WIDTH}}", bold=True)
