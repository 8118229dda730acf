"""`kgbuild show`."""

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import as_json, printable

if TYPE_CHECKING:
    from kgbuild.show import Description, Statement


@click.command()
@click.argument("thing", metavar="ENTITY|EVENT|IRI")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(folder: Path, thing: str, json_: bool) -> None:
    """What is known of an entity, event or article, with the quotes each statement stands on.

    THING is a name ("Igor Khovaev"), the end of an IRI (person/igor-khovaev), or an IRI.
    """
    from kgbuild import project
    from kgbuild import show as operation
    from kgbuild.pipeline import graphs
    from kgbuild.store import Index

    here = project.find(folder)
    graph, ontology = graphs.index(here), Index(graphs.ontology(here))
    described = operation.describe(graph, ontology, operation.find(graph, thing, here.settings.base))
    click.echo(as_json(asdict(described)) if json_ else _text(described))


def _text(described: "Description") -> str:
    lines = [click.style(printable(described.label), bold=True), f"{', '.join(described.types)}   {described.iri}"]
    for words, group in groupby(described.statements, key=lambda statement: statement.property):
        lines += ["", click.style(words, fg="cyan")]
        for statement in group:
            lines += _statement(statement)
    return "\n".join(lines)


def _statement(statement: "Statement") -> list[str]:
    lines = [f"  {printable(statement.value)}"]
    for quotation in statement.evidence:
        where = f"{quotation.article}, {quotation.date}" if quotation.date else quotation.article
        lines.append(click.style(f"    “{printable(quotation.quote)}”", dim=True))
        lines.append(click.style(f"     {printable(where)}, {quotation.start}–{quotation.end}", dim=True))
    return lines
