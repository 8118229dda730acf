"""`kgbuild new`."""

import shlex
from pathlib import Path

import click

from kgbuild.cli.terminal import say, shown


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
def new(directory: Path) -> None:
    """Make a project in DIRECTORY, ready to build."""
    from kgbuild import project

    made = project.create(directory)
    click.echo(shown(made.root))
    command = f"kgbuild -C {shlex.quote(shown(made.root))} build"
    say(f"\nnext: put your articles into {shown(made.articles)}, then run\n\n  {command}")
