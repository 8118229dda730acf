"""`kgbuild show`."""

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kgbuild.cli import coverage, explanation, identity
from kgbuild.cli.place import PLACE
from kgbuild.cli.terminal import as_json, fail, printable, warn
from kgbuild.errors import ArticleError, GraphError

if TYPE_CHECKING:
    from kgbuild.read import Place
    from kgbuild.show import Description, Quotation


@click.command()
@click.argument("thing", metavar="ENTITY|EVENT|IRI")
@click.option(
    "--why",
    is_flag=True,
    help="Of an event: the lexicon entry and the parse path behind each mention, and why several articles' are one; "
    "of an entity: the signs by which its names are one.",
)
@click.option(
    "--articles",
    "places",
    multiple=True,
    type=PLACE,
    help="Article files or folders to read again, beside the project's articles/.",
)
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@click.pass_context
def show(ctx: click.Context, thing: str, why: bool, places: tuple["Place", ...], json_: bool) -> None:
    """What is known of an entity, event or article, with the quotes each statement stands on.

    It is a name ("Igor Khovaev"), an IRI, or a short one as tables print it (person:igor-khovaev). Exit 1 if there is
    none, or several. Of an article it also tells what in it could not be placed, and which sentences gave nothing.
    """
    from kgbuild import project
    from kgbuild import show as operation
    from kgbuild.pipeline import graphs, reasons, rereading
    from kgbuild.store import Index

    here = project.find(ctx.obj)
    graph, ontology = graphs.index(here), Index(graphs.ontology(here))
    try:
        node = operation.find(graph, _written_out(thing), here.settings.base)
    except GraphError as error:
        fail(error.message, error.hint)
        ctx.exit(1)
    described = operation.describe(graph, ontology, node)
    left, explained, merges, bonds = None, [], [], []
    if why and reasons.is_event(graph, node):
        explained = rereading.event_explanations(here, graph, node, places)
        merges = reasons.event_merges(here, graph, node, places)
    elif why:
        bonds = reasons.entity_bonds(here, graph, node, places)
    elif rereading.is_article(graph, node):
        try:
            left = rereading.article_coverage(here, graph, node, places)
        except ArticleError as error:
            warn(f"what it leaves over cannot be told: {error.message}; {error.hint}")
    if json_:
        told = {"why": list(map(asdict, explained or bonds)), "merges": list(map(asdict, merges))}
        more = {"coverage": asdict(left)} if left else told if why else {}
        click.echo(as_json(asdict(described) | more))
    elif why:
        one = [*identity.merges_to_lines(merges), *identity.bonds_to_lines(bonds)]
        click.echo("\n".join([*_head(described), *one, *explanation.to_lines(explained)]))
    else:
        click.echo("\n".join([_text(described), *(["", *coverage.to_lines(left)] if left else [])]).rstrip())


def _written_out(thing: str) -> str:
    """A short IRI as tables print it (`event:NAME`) as the end of an IRI."""
    from kgbuild.graph.iris import KINDS

    kind, colon, name = thing.partition(":")
    return f"{kind}/{name}" if colon and kind in KINDS else thing


def _text(described: "Description") -> str:
    """The statements by property, with numbers that lead to the quotes below them."""
    quotations = dict.fromkeys(quotation for statement in described.statements for quotation in statement.evidence)
    numbers = {quotation: number for number, quotation in enumerate(quotations, 1)}
    lines = _head(described)
    for words, group in groupby(described.statements, key=lambda statement: statement.property):
        lines += ["", click.style(words, fg="cyan")]
        for statement in group:
            marks = "".join(f"[{numbers[quotation]}]" for quotation in statement.evidence)
            lines.append(f"  {printable(statement.value)}" + (f"  {click.style(marks, dim=True)}" if marks else ""))
    lines += [""] if numbers else []
    return "\n".join([*lines, *(_quoted(number, quotation) for quotation, number in numbers.items())])


def _head(described: "Description") -> list[str]:
    return [click.style(printable(described.label), bold=True), f"{', '.join(described.types)}   {described.iri}"]


def _quoted(number: int, quotation: "Quotation") -> str:
    where = ", ".join(filter(None, (quotation.article, quotation.date, f"{quotation.start}–{quotation.end}")))
    quote = " ".join(quotation.quote.split())
    return f"{click.style(f'[{number}]', dim=True)} “{printable(quote)}” {click.style(printable(where), dim=True)}"
