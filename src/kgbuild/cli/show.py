"""`kgbuild show`."""

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import as_json, printable

if TYPE_CHECKING:
    from kgbuild.show import Description, Quotation


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
    """The statements by property, with numbers that lead to the quotes below them."""
    quotations = dict.fromkeys(quotation for statement in described.statements for quotation in statement.evidence)
    numbers = {quotation: number for number, quotation in enumerate(quotations, 1)}
    lines = [click.style(printable(described.label), bold=True), f"{', '.join(described.types)}   {described.iri}"]
    for words, group in groupby(described.statements, key=lambda statement: statement.property):
        lines += ["", click.style(words, fg="cyan")]
        for statement in group:
            marks = "".join(f"[{numbers[quotation]}]" for quotation in statement.evidence)
            lines.append(f"  {printable(statement.value)}  {click.style(marks, dim=True)}".rstrip())
    lines += [""] if numbers else []
    return "\n".join([*lines, *(_quoted(number, quotation) for quotation, number in numbers.items())])


def _quoted(number: int, quotation: "Quotation") -> str:
    where = ", ".join(filter(None, (quotation.article, quotation.date, f"{quotation.start}–{quotation.end}")))
    quote = " ".join(quotation.quote.split())
    return f"{click.style(f'[{number}]', dim=True)} “{printable(quote)}” {click.style(printable(where), dim=True)}"
