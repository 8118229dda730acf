"""`kgbuild diff`."""

from dataclasses import asdict
from pathlib import Path

import click

from kgbuild.cli.terminal import as_json, printable, say


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "json_", is_flag=True, help="Print a JSON list of changes.")
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path, json_: bool) -> None:
    """What changed between two builds, in words; OLD and NEW are graph folders or RDF files.

    Exit 0 if nothing changed, 1 if anything did.
    """
    from kgbuild import diff as operation
    from kgbuild.pipeline.checking import parsed

    changes = operation.changes(parsed([old]), parsed([new]))
    if json_:
        click.echo(as_json([asdict(change) for change in changes]))
    elif changes:
        click.echo("\n".join(printable(line) for line in operation.to_lines(changes)))
    say(f"{len(changes)} changes" if changes else "no changes")
    ctx.exit(1 if changes else 0)
