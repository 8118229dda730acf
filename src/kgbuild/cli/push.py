"""`kgbuild push`."""

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.terminal import as_json, fail, progress, say, table, warn, warn_of_readers

if TYPE_CHECKING:
    from kgbuild.push import Outcome, Step

_DONE = {"write": "written", "keep": "unchanged", "remove": "removed"}


@click.command()
@click.argument("url")
@click.option("--ontology", is_flag=True, help="Push the ontology too, into the graph that its namespace names.")
@click.option("--all", "everything", is_flag=True, help="Push all graphs, also those that have not changed.")
@click.option("--dry-run", is_flag=True, help="List what would be done; the store is not asked.")
@click.option("--jobs", type=click.IntRange(1, 16), default=2, show_default=True, help="Graphs pushed at a time.")
@click.option(
    "--timeout", type=click.IntRange(1, 86_400), default=300, show_default=True, help="Seconds for one graph."
)
@click.option("--json", "json_", is_flag=True, help="Print what was done as one JSON object instead of a table.")
@click.pass_context
def push(ctx: click.Context, /, url: str, **asked: Any) -> None:
    """Write the built graphs into the store at URL, through the SPARQL 1.1 Graph Store Protocol.

    Only graphs that changed since the last push to that URL are written; those that a push wrote and that are no longer
    built are removed; all others of the store are let alone. A push that was stopped goes on where it stopped. Exit 1
    if a graph could not be pushed.

    Who you are is said in the environment: KGBUILD_PUSH_USER and KGBUILD_PUSH_PASSWORD, or KGBUILD_PUSH_TOKEN.
    """
    from kgbuild import project
    from kgbuild.errors import PushError
    from kgbuild.pipeline import pushing
    from kgbuild.push.graph_store import NAMES

    here = project.find(ctx.obj)
    wanted = pushing.Wanted(url, asked["ontology"], asked["everything"], asked["jobs"], float(asked["timeout"]))
    if asked["dry_run"]:
        steps = pushing.planned(here, wanted)
        click.echo(_json(url, map(_record, steps)) if asked["json_"] else _listing(steps), nl=False)
        return
    warn_of_readers(url, NAMES, PushError)
    with progress() as advance:
        outcomes = pushing.push(here, wanted, os.environ, advance)
    failed = [each for each in outcomes if each.reason]
    for each in failed[:20]:
        warn(f"{each.step.graph} is not {_DONE[each.step.action]}: {each.reason}")
    records = (_record(each.step, each.reason) for each in outcomes)
    click.echo(_json(url, records) if asked["json_"] else _summary(outcomes), nl=False)
    if failed:
        fail(f"{len(failed):,} of {len(outcomes):,} graphs could not be pushed", "push again: what is done stays done")
        ctx.exit(1)


def _json(url: str, records: Iterable[dict[str, object]]) -> str:
    return as_json({"url": url, "graphs": list(records)}) + "\n"


def _record(step: "Step", reason: str = "") -> dict[str, object]:
    return {"graph": step.graph, "action": step.action, "bytes": step.size} | ({"failed": reason} if reason else {})


def _listing(steps: Sequence["Step"]) -> str:
    """Each graph that something would be done with."""
    rows = [(step.action, step.graph, f"{step.size:,}" if step.file else "") for step in steps if step.action != "keep"]
    say(f"{len(rows):,} of {len(steps):,} graphs to push")
    return table(("action", "graph", "bytes"), rows) if rows else ""


def _summary(outcomes: Sequence["Outcome"]) -> str:
    """How many graphs, of how many bytes, were written, left as they are, removed, and not done."""
    rows = []
    for action, done in _DONE.items():
        steps = [each.step for each in outcomes if each.step.action == action and not each.reason]
        rows.append((done, f"{len(steps):,}", f"{sum(step.size for step in steps):,}"))
    failed = [each for each in outcomes if each.reason]
    if failed:
        rows.append(("failed", f"{len(failed):,}", f"{sum(each.step.size for each in failed):,}"))
    return table(("", "graphs", "bytes"), rows)
