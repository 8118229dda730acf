"""`kgbuild score`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.place import PLACE
from kgbuild.cli.terminal import as_json, progress, table

if TYPE_CHECKING:
    from kgbuild.read import Place
    from kgbuild.score import F1, Scores


@click.command()
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1, type=PLACE)
@click.option("--gold", required=True, type=click.Path(path_type=Path), help="Folder of NAME.json gold files.")
@click.option("--errors", is_flag=True, help="List what was missed and what is extra, by article.")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def score(folder: Path, articles: tuple["Place", ...], gold: Path, errors: bool, json_: bool) -> None:
    """How well extraction does against gold files, on the project's articles or on ARTICLE, files or folders.

    The articles are read as a build would read them; graphs/ is not touched.
    """
    from kgbuild import project
    from kgbuild.pipeline import scoring

    here = project.find(folder)
    with progress() as advance:
        scores = scoring.score_project(here, gold, articles, advance)
    click.echo(as_json(asdict(scores)) + "\n" if json_ else _text(scores, errors), nl=False)


def _text(scores: "Scores", errors: bool) -> str:
    parts = [_errors(scores)] if errors else []
    measures = [_row(name, figures) for name, figures in scores.measures.items()]
    shares = [
        (name, "–" if each.share is None else f"{each.share:.3f}", "", "", f"{each.right} of {each.of}")
        for name, each in scores.shares.items()
    ]
    head = ("measure", "F1 or share", "precision", "recall", "counts")
    parts.append(table(head, [*measures, *shares]))
    parts.append(table(("by type", *head[1:]), [_row(name, figures) for name, figures in scores.by_type.items()]))
    return "\n".join(parts)


def _row(name: str, figures: "F1") -> tuple[str, ...]:
    counts = f"{figures.hit} hit, {figures.predicted} predicted, {figures.gold} gold"
    return name, *(f"{value:.3f}" for value in (figures.f1, figures.precision, figures.recall)), counts


def _errors(scores: "Scores") -> str:
    return "".join(f"{name}\n" + "".join(f"  {each}\n" for each in found) for name, found in scores.errors.items())
