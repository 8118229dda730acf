"""What goes to the terminal: data on stdout, words on stderr, colour only where it is wanted."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from kgbuild.errors import KgbuildError


_SHORT, _NARROW = 20, 1.2
_INDENT, _LEAST = 14, 40
_GAP, _FOLDED, _LINES = 3, 8, 4


def words() -> "Console":
    """The console for words to the user, on stderr; NO_COLOR and a redirected stderr turn colour off."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line of words on stderr."""
    click.echo(text, err=True)


def warn(text: str) -> None:
    """One warning on stderr, with the paths in it from here where they lie below."""
    say(f"{_coloured('warning:', 'yellow')} {printable(_from_here(text))}")


def warn_of_readers(url: str, names: str, fault: "type[KgbuildError]") -> None:
    """Warn where a password or token of the environment would go to another machine unencrypted."""
    from kgbuild.web.credentials import Credentials

    if Credentials.from_environment(names, os.environ, fault).are_exposed(url):
        warn("who you are is said unencrypted, for all on the way to read: name an https URL, if there is one")


def fail(message: str, hint: str = "") -> None:
    """Say what is wrong and what to do about it, on stderr, with the paths in it from here where they lie below."""
    say(f"{_coloured('error:', 'red')} {printable(_from_here(message))}")
    if hint:
        say(f"\n{_coloured('hint:', 'cyan')} {printable(hint)}")


def _from_here(text: str) -> str:
    """The text without the folder that one is in before the paths in it; the root of all paths is left."""
    try:
        here = Path.cwd()
    except OSError:
        return text
    return text if here == here.parent else text.replace(f"{here}{os.sep}", "")


def printable(text: str) -> str:
    """The text with control and bidi characters made visible, so that no input can steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)


def shown(path: Path) -> str:
    """The path from here where it lies below, else as it is."""
    here = Path.cwd()
    path = path.absolute()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr while the block runs, moved by calling what is yielded with step, how many are done, of how many.

    It tells how many are done in a second, and the time left of the step; nothing where stderr is no terminal.
    """
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = words()
    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def advance(step: str, done: int, of: int) -> None:
            if step not in tasks:
                for task in tasks.values():
                    bar.update(task, visible=False)
                tasks[step] = bar.add_task(step, total=of, rate="")
            speed = bar.tasks[tasks[step]].speed
            bar.update(tasks[step], completed=done, total=of, rate=f"{speed:.1f}/s" if speed else "")

        yield advance


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr for work of several steps, moved by calling what is yielded with the step, done, and of how much.

    Where stderr is no terminal, nothing is shown.
    """
    from rich.progress import Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = words()
    columns: tuple[Any, ...] = (TextColumn("{task.description}"), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda step, done, of: bar.update(task, description=step, completed=done, total=of)


def _coloured(text: str, colour: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour, bold=True)


def wrapped(head: str, text: str, *, dim: bool = False) -> Iterator[str]:
    """The text behind its head; on a terminal in lines that fit, indented by the head or a little, else in one line."""
    text, width = printable(text), len(click.unstyle(head))
    lines = [text]
    if sys.stdout.isatty():
        indent = " " * min(width, _INDENT)
        room = max(shutil.get_terminal_size().columns, _INDENT + _LEAST)
        filled = textwrap.wrap(" " * width + text, room, subsequent_indent=indent, break_on_hyphens=False)
        lines = [filled[0][width:], *filled[1:]] if filled else [""]
    first, *others = (click.style(line, dim=True) if dim else line for line in lines)
    yield head + first
    yield from others


def as_json(value: Any) -> str:
    """Indented JSON, keys as given."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], unfolded: Collection[str] = ()) -> str:
    """The rows under their head; on a terminal that is a little too narrow, closer together and words folded, and on
    one that is far too narrow each row as lines of name and value.

    No cell is cut, and no number folded. Where columns are named that are to be `unfolded`, it stays a table as long as
    these fit, and the others are folded. What is no terminal is as wide as it needs to be.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    tight = console.is_terminal and sum(widths) + _GAP * (len(head) - 1) > console.width
    whole = [all(len(row[column]) <= _SHORT for row in rows) for column in range(len(head))]
    if tight:
        whole = [
            name in unfolded or not any(row[column][:1].isalpha() for row in rows) for column, name in enumerate(head)
        ]
        cells = [[row[column] for row in (head, *rows)] for column in range(len(head))]
        folded = map(_narrowest, cells) if unfolded else [min(width, _FOLDED) for width in widths]
        least = sum(width if kept else part for width, part, kept in zip(widths, folded, whole, strict=True))
        far = not unfolded and sum(widths) + _GAP * len(head) > _NARROW * console.width
        if far or least + (_GAP - 1) * (len(head) - 1) > console.width:
            return _records(head, rows)
    laid_out = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, collapse_padding=tight)
    for name, kept in zip(head, whole, strict=True):
        laid_out.add_column(Text(printable(name)), overflow="fold", no_wrap=kept)
    for row in rows:
        laid_out.add_row(*(Text(printable(cell)) for cell in row))
    if not console.is_terminal:
        console.width = 100_000
        console.width = max(console.measure(laid_out).maximum, 1)
    with console.capture() as capture:
        console.print(laid_out)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _narrowest(cells: Sequence[str]) -> int:
    """How narrow a column can be: as its longest word, or where none has a blank, so that it takes four lines."""
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    return longest if any(" " in cell for cell in cells) else max(min(longest, _FOLDED), -(-longest // _LINES))


def _records(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as a paragraph of names and values; empty cells are left out."""
    width = max(map(len, head)) + 2
    return "\n".join(
        "".join(f"{name:{width}}{printable(cell)}\n" for name, cell in zip(head, row, strict=True) if cell)
        for row in rows
    )
