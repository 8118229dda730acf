"""What goes to the terminal: data on stdout, words on stderr, colour only where it is wanted."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


def words() -> "Console":
    """The console for words to the user, on stderr; NO_COLOR and a redirected stderr turn colour off."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line of words on stderr."""
    click.echo(text, err=True)


def warn(text: str) -> None:
    """One warning on stderr."""
    say(f"{_coloured('warning:', 'yellow')} {printable(text)}")


def fail(message: str, hint: str = "") -> None:
    """Say what is wrong and what to do about it, on stderr."""
    say(f"{_coloured('error:', 'red')} {printable(message)}")
    if hint:
        say(f"\n{_coloured('hint:', 'cyan')} {printable(hint)}")


def printable(text: str) -> str:
    """The text with control and bidi characters made visible, so that no input can steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)


@contextmanager
def progress(description: str) -> Iterator["Progress"]:
    """A progress bar on stderr while the block runs; nothing where stderr is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = words()
    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(description, total=None)
        yield bar


def _coloured(text: str, colour: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour, bold=True)


def as_json(value: Any) -> str:
    """Indented JSON, keys as given."""
    return json.dumps(value, ensure_ascii=False, indent=2)
