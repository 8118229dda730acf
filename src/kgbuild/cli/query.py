"""`kgbuild query`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kgbuild.cli.terminal import as_json, table, warn_of_readers

if TYPE_CHECKING:
    from kgbuild.project import Project
    from kgbuild.query import Result, SavedQuery

_FORMATS = ("table", "csv", "tsv", "json", "turtle", "md")


def _complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The saved queries whose names begin so, for the shell."""
    from kgbuild.errors import KgbuildError
    from kgbuild.query import saved_paths

    try:
        names = saved_paths(_folders(ctx.find_root().params.get("folder") or Path()))
    except KgbuildError:
        return []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command()
@click.argument("name", metavar="[NAME|FILE|-]", required=False, shell_complete=_complete)
@click.option("--list", "list_", is_flag=True, help="List the saved queries with their parameters.")
@click.option("-p", "--param", "given", metavar="NAME=VALUE", multiple=True, help="Give a parameter a value.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="Form of the answer (default: table; turtle for a graph).",
)
@click.option(
    "--graph",
    "graphs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Ask these RDF files, with the ontology.",
)
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint on the network.")
@click.option("--timeout", type=click.IntRange(1, 86_400), default=30, show_default=True, help="Seconds.")
@click.pass_context
def query(
    ctx: click.Context,
    /,
    name: str | None,
    list_: bool,
    given: tuple[str, ...],
    format_: str | None,
    **asked: object,
) -> None:
    """Ask a question: a saved query by NAME, a .rq FILE, or - for a query on stdin.

    Exit 0 if there is an answer, 1 if it has no rows.
    """
    if list_:
        click.echo(_listed(ctx.obj, format_), nl=False)
        return
    if name is None:
        raise click.UsageError("name a query, or list them with --list", ctx)
    result = _ask(ctx.obj, name, given, asked)
    click.echo(_rendered(ctx.obj, result, format_), nl=False)
    ctx.exit(0 if _has_rows(result) else 1)


def _folders(folder: Path, name: str = "queries") -> tuple[Path, ...]:
    """The folders of that name: the shipped one, then the project's where there is a project."""
    from kgbuild import project, shipped
    from kgbuild.errors import ProjectError

    try:
        return tuple(project.find(folder).folders(name))
    except ProjectError:
        if any((parent / project.CONFIG).is_file() for parent in (folder.resolve(), *folder.resolve().parents)):
            raise
        return (shipped.folder(name),)


def _saved(folder: Path, name: str) -> "SavedQuery":
    from kgbuild.query import find, read_text

    if name != "-":
        return find(name, _folders(folder))
    if sys.stdin is None:
        raise click.UsageError("there is no standard input to read the query from")
    return read_text(sys.stdin.read())


def _ask(folder: Path, name: str, given: tuple[str, ...], asked: dict[str, object]) -> "Result":
    from kgbuild import project
    from kgbuild.errors import QueryError
    from kgbuild.pipeline.checking import rdf_files
    from kgbuild.query import Endpoint, GraphFiles, Limits, ask

    if asked["graphs"] and asked["endpoint"]:
        raise click.UsageError("--graph and --endpoint exclude each other")
    saved = _saved(folder, name)
    values = _written_out(saved, dict(_value(each) for each in given))
    limits = Limits(seconds=float(str(asked["timeout"])))
    if asked["endpoint"]:
        warn_of_readers(str(asked["endpoint"]), "KGBUILD_QUERY", QueryError)
        return ask(Endpoint(str(asked["endpoint"])), saved, values, limits, _base(folder))
    if isinstance(asked["graphs"], tuple) and asked["graphs"]:
        ontology = (path for each in _folders(folder, "ontology") for path in sorted(each.rglob("*.ttl")))
        return ask(GraphFiles((*rdf_files(asked["graphs"]), *ontology)), saved, values, limits, _base(folder))
    here: Project = project.find(folder)
    from kgbuild.pipeline import graphs

    return ask(graphs.asked(here), saved, values, limits, here.settings.base)


def _base(folder: Path) -> str | None:
    """What a short IRI is relative to: the base of the project, where there is one."""
    from kgbuild import project
    from kgbuild.errors import ProjectError

    try:
        return project.find(folder).settings.base
    except ProjectError:
        return None


def _value(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise click.UsageError(f"-p takes NAME=VALUE, not {given!r}")
    return name, value


def _written_out(saved: "SavedQuery", values: dict[str, str]) -> dict[str, str]:
    """The values, a short IRI as tables print it (`event:NAME`) as one relative to the base."""
    from kgbuild.graph.iris import KINDS

    for each in saved.parameters:
        kind, colon, name = values.get(each.name, "").partition(":")
        if each.type == "iri" and colon and kind in KINDS:
            values[each.name] = f"{kind}/{name}"
    return values


def _listed(folder: Path, format_: str | None) -> str:
    from kgbuild.query import saved, saved_paths

    queries = [saved.read_file(path) for path in saved_paths(_folders(folder)).values()]
    if format_ == "json":
        return as_json([_described(each) for each in queries]) + "\n"
    rows = [(each.name, each.title, ", ".join(f"{p.name} ({p.type})" for p in each.parameters)) for each in queries]
    return table(("query", "asks", "parameters"), rows, unfolded=("query", "asks"))


def _described(saved: "SavedQuery") -> dict[str, object]:
    parameters = [
        {"name": each.name, "type": each.type, "default": each.default, "description": each.description}
        for each in saved.parameters
    ]
    return {"name": saved.name, "title": saved.title, "description": saved.description, "parameters": parameters}


def _rendered(folder: Path, result: "Result", format_: str | None) -> str:
    from kgbuild.query import Graph, render
    from kgbuild.query.render import cells

    form = format_ or ("turtle" if isinstance(result, Graph) else "table")
    prefixes = _prefixes(folder)
    if form == "table" and sys.stdout.isatty():
        return table(*cells(result, prefixes))
    return render(result, form, prefixes)


def _prefixes(folder: Path) -> dict[str, str]:
    """The prefixes of the vocabularies, and those of the project's data where there is a project."""
    from kgbuild import project
    from kgbuild.errors import ProjectError
    from kgbuild.graph.iris import Minter
    from kgbuild.store import PREFIXES

    try:
        return Minter(project.find(folder).settings.base).prefixes
    except ProjectError:
        return PREFIXES


def _has_rows(result: "Result") -> bool:
    from kgbuild.query import Graph, Table

    return (
        bool(result.rows) if isinstance(result, Table) else bool(result.triples) if isinstance(result, Graph) else True
    )
