"""`kgbuild export`."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from kgbuild.cli.terminal import as_json, fail, say

FORMATS = ("json", "csv", "jsonld", "nquads", "geojson", "quickstatements", "wikibase")
_GIVEN_BACK = FORMATS[-2:]
_NOTHING = "accept links of participants or places (kgbuild link --review), and give articles their URL"


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for json; file or folder for the others.")
@click.pass_context
def export(ctx: click.Context, format_: str, output: Path | None) -> None:
    """Write the graph as json (a file for each article), csv (a row for each event), jsonld, nquads or geojson.

    What can be given back to Wikidata, events with accepted links, goes out as quickstatements or wikibase (JSON).

    Without --output it goes to stdout, json as one list of articles.
    """
    from kgbuild import project
    from kgbuild.export import EXPORTERS, Dataset
    from kgbuild.graph import Classes
    from kgbuild.pipeline import graphs
    from kgbuild.store import quads_of

    here = project.find(ctx.obj)
    files = EXPORTERS[format_](Dataset(quads_of(graphs.files(here)), Classes(graphs.ontology(here))))
    if format_ in _GIVEN_BACK and files[next(iter(files))] in {b"", b"[]\n"}:
        fail("there is nothing to give back to Wikidata", _NOTHING)
        ctx.exit(1)
    if output is None:
        click.echo(_joined(files) if format_ == "json" else b"".join(files.values()), nl=False)
        return
    placed = _placed(files, output, as_folder=format_ == "json" or output.is_dir())
    say(f"{len(placed)} files written to {output}" if len(placed) > 1 else f"written to {placed[0]}")


def _joined(files: Mapping[str, bytes]) -> str:
    return as_json([json.loads(content) for content in files.values()]) + "\n"


def _placed(files: Mapping[str, bytes], output: Path, *, as_folder: bool) -> list[Path]:
    from kgbuild.store import write_atomically

    places = {output / name if as_folder else output: content for name, content in files.items()}
    for path, content in places.items():
        write_atomically(path, content)
    return list(places)
