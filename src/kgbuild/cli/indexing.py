"""`kgbuild link --index`: the index of names, built from a dump or a table."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import say, shown, steps, warn

if TYPE_CHECKING:
    from kgbuild.project import Project

INDEX = "wikidata.names"


def index(project: "Project", source: Path, target: Path, everything: bool) -> None:
    """Build the index and tell what is in it, what was not understood, and how it is used."""
    from kgbuild.pipeline.candidates import index_names

    with steps() as advance:
        made = index_names(project, source, target, everything=everything, progress=advance)
    for text in made.warnings:
        warn(text)
    for number, reason in made.faults:
        warn(f"{source}, line {number}: {reason}")
    if made.bad > len(made.faults):
        warn(f"{made.bad - len(made.faults)} more lines were not understood")
    click.echo(f"{made.items:,} items under {made.names:,} names of {made.entities:,} entities: {shown(target)}")
    inside = target.resolve().is_relative_to(project.root.resolve())
    path = target.resolve().relative_to(project.root.resolve()) if inside else target.resolve()
    if project.settings.wikidata.index != path.as_posix():
        say(f'\nto use it, write into kgbuild.toml:\n\n  [wikidata]\n  index = "{path.as_posix()}"')
