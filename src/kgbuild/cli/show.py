"""`kgbuild show`."""

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kgbuild.cli.terminal import as_json, fail, printable
from kgbuild.errors import GraphError

if TYPE_CHECKING:
    from kgbuild.show import Description, Quotation


@click.command()
@click.argument("thing", metavar="ENTITY|EVENT|IRI")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@click.pass_context
def show(ctx: click.Context, thing: str, json_: bool) -> None:
    """What is known of an entity, event or article, with the quotes each statement stands on.

    It is a name ("Igor Khovaev"), an IRI, or a short one as tables print it (person:igor-khovaev). Exit 1 if there is
    none, or several.
    """
    from kgbuild import project
    from kgbuild import show as operation
    from kgbuild.pipeline import graphs
    from kgbuild.store import Index

    here = project.find(ctx.obj)
    graph, ontology = graphs.index(here), Index(graphs.ontology(here))
    try:
        node = operation.find(graph, _written_out(thing), here.settings.base)
    except GraphError as error:
        fail(error.message, error.hint)
        ctx.exit(1)
    described = operation.describe(graph, ontology, node)
    click.echo(as_json(asdict(described)) if json_ else _text(described))


def _written_out(thing: str) -> str:
    """A short IRI as tables print it (`event:NAME`) as the end of an IRI."""
    from kgbuild.graph.iris import KINDS

    kind, colon, name = thing.partition(":")
    return f"{kind}/{name}" if colon and kind in KINDS else thing


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
