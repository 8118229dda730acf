"""`kgbuild build`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.coverage import to_lines
from kgbuild.cli.terminal import as_json, fail, printable, progress, say, shown, table, warn

if TYPE_CHECKING:
    from kgbuild.pipeline.build import Built


Rows = list[tuple[str, dict[str, int]]]
"""What each article holds, by column, and last all together."""


@click.command()
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--despite-problems", is_flag=True, help="Put the graph in place even if the check finds violations.")
@click.option(
    "-v", "--verbose", is_flag=True, help="List by article what was not placed and which sentences gave nothing."
)
@click.option(
    "-j",
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read articles; by default as many as there are processors, for few articles one.",
)
@click.option("--json", "json_", is_flag=True, help="Print what was found as one JSON object instead of a table.")
@click.pass_context
def build(
    ctx: click.Context,
    articles: tuple[Path, ...],
    despite_problems: bool,
    verbose: bool,
    workers: int | None,
    json_: bool,
) -> None:
    """Build graphs/ from the articles, check it, and load the store.

    ARTICLE are files or folders to read beside the project's articles/. Only articles that changed are read anew. If
    the check finds a violation, the last good graph stays and the exit status is 1. So is it where an article breaks its
    reader: it is named, stands in the graph without what it tells, and is tried again by the next build.
    """
    from kgbuild import project
    from kgbuild.pipeline import build as operation

    here = project.find(ctx.obj)
    with progress() as advance:
        built = operation.build(here, articles, progress=advance, despite_problems=despite_problems, workers=workers)
    for warning in built.graph.warnings:
        warn(warning)
    for name, failure in built.graph.failures.items():
        warn(f"{name} could not be read and tells nothing: {failure.reason}")
    if built.problems:
        from kgbuild.check.report import to_text

        say(to_text(built.problems))
    rows = _rows(built)
    if json_:
        click.echo(as_json(_summary(built, rows, verbose)))
    else:
        for line in _listing(built) if verbose else ():
            click.echo(line)
        click.echo(_table(rows), nl=False)
    if not built.placed:
        fail("the graph breaks its rules, so the last good one stays", "mend what is listed, or --despite-problems")
        ctx.exit(1)
    what = "written to" if built.changed else "unchanged in"
    say(f"\n{built.triples:,} triples, checked, {what} {shown(here.graphs)}")
    if not verbose:
        _hint(rows)
    if built.graph.failures:
        ctx.exit(1)


def _rows(built: "Built") -> Rows:
    """What each article holds, and all together."""
    world = built.graph.resolution
    mentions = {(mention.article, entity.id) for entity in world.entities for mention in entity.mentions}
    left = [(each.article, each.sentences, len(each.silent)) for each in built.graph.coverage()]
    columns = {
        "entities": Counter(article for article, _ in mentions),
        "positions": Counter(tenure.article for tenure in world.tenures),
        "events": Counter(report.article for report in world.reports),
        "numbers": Counter(report.article for report in world.reports for _ in report.quantities),
        "not placed": Counter(each.article for each in world.unplaced),
        "sentences": Counter({article: sentences for article, sentences, _ in left}),
        "silent": Counter({article: silent for article, _, silent in left}),
    }
    rows = [
        (article.name, {name: counts[article.name] for name, counts in columns.items()})
        for article in built.graph.articles
    ]
    whole = {name: counts.total() for name, counts in columns.items()}
    return [*rows, ("all", whole | {"entities": len(world.entities), "events": len(world.events)})]


def _summary(built: "Built", rows: Rows, verbose: bool) -> dict[str, object]:
    *articles, (_, whole) = rows
    left = ({"coverage": asdict(each)} for each in built.graph.coverage()) if verbose else repeat({}, len(articles))
    return {
        "articles": [{"article": name, **counts, **more} for (name, counts), more in zip(articles, left, strict=True)],
        "all": whole,
        "triples": built.triples,
        "problems": len(built.problems),
        "placed": built.placed,
        "changed": built.changed,
    }


def _listing(built: "Built") -> Iterator[str]:
    """The lines that tell what each article leaves over."""
    parts = ((each.article, list(to_lines(each))) for each in built.graph.coverage())
    return (line for name, lines in parts if lines for line in (click.style(printable(name), bold=True), *lines))


def _hint(rows: Rows) -> None:
    """Say how much was left over, and how to see it."""
    _, whole = rows[-1]
    if whole["not placed"] or whole["silent"]:
        silent = f"{whole['silent']:,} of {whole['sentences']:,} sentences silent"
        say(f"{whole['not placed']:,} findings not placed, {silent}: list them with -v")


def _table(rows: Rows) -> str:
    head = ("article", *rows[0][1])
    return table(head, [(name, *(f"{count:,}" for count in counts.values())) for name, counts in rows])
