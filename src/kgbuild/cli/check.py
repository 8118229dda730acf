"""`kgbuild check`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.place import PLACE
from kgbuild.cli.terminal import say, warn

if TYPE_CHECKING:
    from kgbuild.read import Place


@click.command()
@click.argument("graphs", metavar="[GRAPH]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--format", "format_", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True)
@click.option(
    "--reason",
    is_flag=True,
    help="Also check that the ontology is in OWL 2 DL, and ask the reasoner HermiT whether it and the graph are "
    "consistent.",
)
@click.option(
    "--articles",
    "places",
    multiple=True,
    type=PLACE,
    help="Article files or folders to re-read evidence from, beside the project's articles/; with GRAPH, in place of "
    "them.",
)
@click.pass_context
def check(
    ctx: click.Context, graphs: tuple[Path, ...], format_: str, reason: bool, places: tuple["Place", ...]
) -> None:
    """Check a graph: shapes, evidence, well-formed terms, and with --reason consistency.

    GRAPH are RDF files or folders of them (default: the project's graphs/). Exit 0 if nothing is found, else 1.
    """
    from kgbuild import project
    from kgbuild.check.report import FORMATS
    from kgbuild.pipeline import checking

    here = project.find(ctx.obj)
    findings, warnings = checking.check_project(here, graphs, places, reason)
    for warning in warnings:
        warn(warning)
    report = FORMATS[format_](findings)
    if report:
        click.echo(report, nl=False)
    count = f"{len(findings):,} {'finding' if len(findings) == 1 else 'findings'}"
    say(count if findings else "the graph conforms: no findings")
    if any(each.rule_name == "ArticleIsAtHand" for each in findings):
        say("\nhint: say where the articles lie: --articles FILE|FOLDER, once for each place")
    ctx.exit(1 if findings else 0)
