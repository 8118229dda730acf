"""`kgbuild new`."""

from pathlib import Path

import click

from kgbuild.cli.terminal import say


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
def new(directory: Path) -> None:
    """Make a project in DIRECTORY, ready to build."""
    from kgbuild import project

    made = project.create(directory)
    click.echo(made.root)
    say(f"\nnext: put your articles into {made.articles}, then run\n\n  kgbuild -C {directory} build")
