"""`kgbuild publish`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.place import PLACE
from kgbuild.cli.terminal import progress, say, shown, warn

if TYPE_CHECKING:
    from kgbuild.read import Place


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--articles",
    "places",
    multiple=True,
    type=PLACE,
    help="Article files or folders whose texts to show, beside the project's articles/.",
)
@click.pass_obj
def publish(here: Path, folder: Path, places: tuple["Place", ...]) -> None:
    """Make a site of the built graph in DIR: pages to read, and beside each its RDF.

    It opens with a double click and works on any web server. What did not change is not written again; files in DIR
    that are not the site's stay as they are.
    """
    from kgbuild import project
    from kgbuild.pipeline import publishing

    found = project.find(here)
    with progress() as advance:
        done = publishing.publish(found, folder, places, partial(advance, "publishing"))
    for warning in done.warnings:
        warn(warning)
    written = done.written
    removed = f", {written.removed:,} removed" if written.removed else ""
    say(f"{written.files:,} files in {shown(folder)}: {written.written:,} written{removed}")
    click.echo(shown(folder / "index.html"))
