"""`kgbuild build`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.cluster import on_cluster
from kgbuild.cli.coverage import to_lines
from kgbuild.cli.place import PLACE
from kgbuild.cli.terminal import as_json, fail, printable, progress, say, shown, table, warn

if TYPE_CHECKING:
    from kgbuild.pipeline.summary import Built, Stamp, Summary
    from kgbuild.read import Place


_COLUMNS = {
    "entities": "entities",
    "positions": "positions",
    "events": "events",
    "numbers": "numbers",
    "unplaced": "not placed",
    "sentences": "sentences",
    "silent": "silent",
}

Rows = list[tuple[str, dict[str, int]]]
"""What each article holds, by column, and last all together."""


@click.command()
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1, type=PLACE)
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
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Build on the workers of a Dask scheduler, such as tcp://10.0.0.1:8786, into N-Quads that are not checked.",
)
@click.option(
    "-o",
    "--output",
    metavar="URL",
    help="With --cluster: the folder, on any file system, that gets the N-Quads (default: graphs.nq).",
)
@click.pass_context
def build(ctx: click.Context, /, articles: tuple["Place", ...], **asked: Any) -> None:
    """Build graphs/ from the articles, check it, and load the store.

    ARTICLE are files or folders to read beside the project's articles/. Only articles that changed are read anew. If
    the check finds a violation, the last good graph stays and the exit status is 1. So is it where an article breaks
    its reader: it is named, stands in the graph without what it tells, and is tried again by the next build.
    """
    from kgbuild import project
    from kgbuild.pipeline.summary import Stamp

    here = project.find(ctx.obj)
    if asked["cluster"]:
        on_cluster(ctx, here, articles, asked)
        return
    if asked["output"]:
        raise click.UsageError("-o goes with --cluster: a build on this machine writes graphs/ in the project")
    verbose = asked["verbose"]
    stamp = Stamp(here, articles)
    last = None if verbose else stamp.last()
    built = last or _built(stamp, asked["despite_problems"], asked["workers"])
    summary = built.summary
    for warning in summary.warnings:
        warn(warning)
    for name, reason in summary.failures.items():
        warn(f"{name} could not be read and tells nothing: {reason}")
    if summary.problems:
        from kgbuild.check.report import to_text

        say(to_text(summary.problems))
    rows = _rows(summary)
    if asked["json_"]:
        click.echo(as_json(_json(built, rows, verbose)))
    else:
        for line in _listing(built) if verbose else ():
            click.echo(line)
        click.echo(_table(rows), nl=False)
    if not built.placed:
        fail("the graph breaks its rules, so the last good one stays", "mend what is listed, or --despite-problems")
        ctx.exit(1)
    what = "written to" if built.changed else "unchanged in"
    say(f"\n{summary.triples:,} triples, checked, {what} {shown(here.graphs)}")
    if summary.copies:
        are = "is a copy" if summary.copies == 1 else "are copies"
        say(f"{summary.copies:,} of {len(rows) - 1:,} articles {are}: list them with kgbuild query copies")
    if not verbose:
        _hint(rows)
    if summary.failures:
        ctx.exit(1)


def _built(stamp: "Stamp", despite_problems: bool, workers: int | None) -> "Built":
    from kgbuild.pipeline import build as operation

    with progress() as advance:
        return operation.build(
            stamp.project,
            stamp.places,
            progress=advance,
            despite_problems=despite_problems,
            workers=workers,
            stamp=stamp,
        )


def _rows(summary: "Summary") -> Rows:
    """What each article holds, and all together."""
    rows = [
        (name, {_COLUMNS[column]: count for column, count in asdict(row).items()}) for name, row in summary.rows.items()
    ]
    whole = {name: sum(row[name] for _, row in rows) for name in _COLUMNS.values()}
    return [*rows, ("all", whole | {"entities": summary.entities, "events": summary.events})]


def _json(built: "Built", rows: Rows, verbose: bool) -> dict[str, object]:
    *articles, (_, whole) = rows
    left = {each.article: {"coverage": asdict(each)} for each in built.coverage()} if verbose else {}
    return {
        "articles": [{"article": name, **counts, **left.get(name, {})} for name, counts in articles],
        "all": whole,
        "triples": built.summary.triples,
        "copies": built.summary.copies,
        "failures": dict(built.summary.failures),
        "problems": len(built.summary.problems),
        "placed": built.placed,
        "changed": built.changed,
    }


def _listing(built: "Built") -> Iterator[str]:
    """The lines that tell what each article leaves over."""
    parts = ((each.article, list(to_lines(each))) for each in built.coverage())
    return (line for name, lines in parts if lines for line in (click.style(printable(name), bold=True), *lines))


def _hint(rows: Rows) -> None:
    """Say how much was left over, and how to see it."""
    _, whole = rows[-1]
    if whole["not placed"] or whole["silent"]:
        silent = f"{whole['silent']:,} of {whole['sentences']:,} sentences silent"
        findings = "finding" if whole["not placed"] == 1 else "findings"
        say(f"{whole['not placed']:,} {findings} not placed, {silent}: list them with -v")


def _table(rows: Rows) -> str:
    head = ("article", *rows[0][1])
    cells = [(name, *(f"{count:,}" for count in counts.values())) for name, counts in rows]
    return table(head, cells, unfolded=head[1:])
