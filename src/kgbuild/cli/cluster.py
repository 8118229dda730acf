"""`kgbuild build --cluster`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.terminal import as_json, progress, say, shown, warn

if TYPE_CHECKING:
    from kgbuild.project import Project
    from kgbuild.read import Place

_ALONE = ("despite_problems", "verbose", "workers")


def on_cluster(ctx: click.Context, here: "Project", articles: "Sequence[Place]", asked: Mapping[str, Any]) -> None:
    """Build on a cluster and say what was built; exit 1 where an article could not be read."""
    for name in _ALONE:
        if asked[name]:
            raise click.UsageError(f"--{name.replace('_', '-')} does not go with --cluster")
    from kgbuild.pipeline.cluster.building import build
    from kgbuild.read import is_url

    output = asked["output"] or ""
    output = output if not output or is_url(output) else str(Path(output).absolute())
    with progress() as advance:
        built = build(here, asked["cluster"], articles, output, advance)
    made = built.manifest
    for warning in built.warnings:
        warn(warning)
    for name, reason in made.failures.items():
        warn(f"{name} could not be read and tells nothing: {reason}")
    if asked["json_"]:
        click.echo(as_json({"output": built.output, **asdict(made)}))
    where = built.output if is_url(built.output) else shown(Path(built.output))
    say(
        f"{made.articles:,} articles, {made.entities:,} entities, {made.events:,} events: {made.triples:,} triples in "
        f"{len(made.parts):,} parts, not checked, written to {where}"
    )
    if made.failures:
        ctx.exit(1)
