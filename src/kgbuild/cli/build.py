"""`kgbuild build`."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import as_json, fail, progress, say, shown, table, warn

if TYPE_CHECKING:
    from kgbuild.pipeline.build import Built


@click.command()
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--despite-problems", is_flag=True, help="Put the graph in place even if the check finds violations.")
@click.option("--json", "json_", is_flag=True, help="Print what was found as one JSON object instead of a table.")
@click.pass_context
def build(ctx: click.Context, articles: tuple[Path, ...], despite_problems: bool, json_: bool) -> None:
    """Build graphs/ from the articles, check it, and load the store.

    ARTICLE are files or folders to read beside the project's articles/. Only articles that changed are read anew. If
    the check finds a violation, the last good graph stays and the exit status is 1.
    """
    from kgbuild import project
    from kgbuild.pipeline import build as operation

    here = project.find(ctx.obj)
    with progress("reading articles") as advance:
        built = operation.build(here, articles, progress=advance, despite_problems=despite_problems)
    for warning in built.graph.warnings:
        warn(warning)
    if built.problems:
        from kgbuild.check.report import to_text

        say(to_text(built.problems))
    click.echo(as_json(_summary(built)) if json_ else _table(built), nl=json_)
    if not built.placed:
        fail("the graph breaks its rules, so the last good one stays", "mend what is listed, or --despite-problems")
        ctx.exit(1)
    what = "written to" if built.changed else "unchanged in"
    say(f"\n{built.triples:,} triples, checked, {what} {shown(here.graphs)}")


def _rows(built: "Built") -> list[tuple[str, dict[str, int]]]:
    """What each article holds, and all together."""
    world = built.graph.resolution
    mentions = {(mention.article, entity.id) for entity in world.entities for mention in entity.mentions}
    columns = {
        "entities": Counter(article for article, _ in mentions),
        "positions": Counter(tenure.article for tenure in world.tenures),
        "events": Counter(report.article for report in world.reports),
        "numbers": Counter(report.article for report in world.reports for _ in report.quantities),
        "not placed": Counter(each.article for each in world.unplaced),
    }
    rows = [
        (article.name, {name: counts[article.name] for name, counts in columns.items()})
        for article in built.graph.articles
    ]
    whole = {name: counts.total() for name, counts in columns.items()}
    return [*rows, ("all", whole | {"entities": len(world.entities), "events": len(world.events)})]


def _summary(built: "Built") -> dict[str, object]:
    *articles, (_, whole) = _rows(built)
    return {
        "articles": [{"article": name, **counts} for name, counts in articles],
        "all": whole,
        "triples": built.triples,
        "problems": len(built.problems),
        "placed": built.placed,
        "changed": built.changed,
    }


def _table(built: "Built") -> str:
    rows = _rows(built)
    head = ("article", *rows[0][1])
    return table(head, [(name, *(f"{count:,}" for count in counts.values())) for name, counts in rows])
