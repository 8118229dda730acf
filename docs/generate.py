"""Write the reference pages from code, queries, shapes and ontology; a test compares them with the files.

Usage: python docs/generate.py
"""

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

import click

from kgbuild import shipped
from kgbuild.cli.group import kgbuild
from kgbuild.project import Settings
from kgbuild.query.saved import read_file, saved_paths
from kgbuild.store import KG, OWL, RDFS, SH, SKOS, Index, NamedNode, parse_file

REFERENCE = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """The reference pages by file name."""
    return {
        "commands.md": "\n".join(_commands()),
        "settings.md": "\n".join(_settings()),
        "queries.md": "\n".join(_queries()),
        "shapes.md": "\n".join(_shapes()),
        "ontology.md": "\n".join(_ontology()),
    }


def _commands() -> Iterator[str]:
    yield "# Commands\n\nExit status: 0 fine, 1 findings or no result, 2 wrong use or input.\n"
    top = click.Context(kgbuild, info_name="kgbuild", terminal_width=100, **kgbuild.context_settings)
    yield f"```\n{kgbuild.get_help(top)}\n```\n"
    for name, command in kgbuild.commands.items():
        context = click.Context(command, info_name=name, parent=top, terminal_width=100)
        yield f"## kgbuild {name}\n\n```\n{command.get_help(context)}\n```\n"


def _settings() -> Iterator[str]:
    yield "# Settings\n\nThe keys of `kgbuild.toml`; a key that is not listed is refused.\n"
    yield from _keys(Settings)
    for field in fields(Settings):
        if is_dataclass(field.default):
            yield f"## [{field.name}]\n"
            yield from _keys(type(field.default))


def _keys(table: type) -> Iterator[str]:
    """The keys of a table that are no tables, with their defaults."""
    yield " ".join((table.__doc__ or "").split()) + "\n"
    yield "| key | default |\n|---|---|"
    for field in fields(table):
        if not is_dataclass(field.default):
            default = "required" if field.default is MISSING else f"`{tomlish(field.default)}`"
            yield f"| `{field.name}` | {default} |"
    yield ""


def tomlish(value: object) -> str:
    """A value as it stands in TOML."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _queries() -> Iterator[str]:
    yield "# Saved queries\n\nRun one with `kgbuild query NAME`, its parameters with `-p name=value`.\n"
    for name, path in saved_paths([shipped.folder("queries")]).items():
        query = read_file(path)
        yield f"## {name}\n\n{query.title}. {query.description}\n"
        for each in query.parameters:
            default = "required" if each.default is None else f"default `{each.default}`"
            yield f"- `{each.name}` ({each.type}, {default}): {each.description}"
        body = "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("#"))
        yield f"\n```sparql\n{body.strip()}\n```\n"


def _index(folder: str) -> Index:
    return Index(quad for path in sorted(shipped.folder(folder).glob("*.ttl")) for quad in parse_file(path))


def _shapes() -> Iterator[str]:
    yield "# Shapes\n\nWhat `kgbuild check` asks of a graph, beside evidence and well-formed literals.\n"
    shapes = _index("shapes")
    for shape in shapes.instances(SH["NodeShape"]):
        title = shapes.text(shape, SH["name"]) or shape.value.rsplit("#", 1)[-1]
        yield f"## {title}\n\n{shapes.text(shape, SH['description']) or ''}\n"


def _ontology() -> Iterator[str]:
    yield f"# Ontology\n\nNamespace `{KG.iri}`, prefix `kg:`.\n"
    terms = _index("ontology")
    for title, kinds in (("Classes", ("Class",)), ("Properties", ("ObjectProperty", "DatatypeProperty"))):
        yield f"## {title}\n"
        for term in sorted({node for kind in kinds for node in terms.instances(OWL[kind]) if node in KG}, key=str):
            yield from _term(terms, term)


def _term(terms: Index, term: NamedNode) -> Iterator[str]:
    yield f"### kg:{term.value.removeprefix(KG.iri)}\n"
    yield f"{terms.text(term, SKOS['definition']) or terms.text(term, RDFS['comment']) or ''}\n"
    for words, predicate in (
        ("below", RDFS["subClassOf"]),
        ("below", RDFS["subPropertyOf"]),
        ("of", RDFS["domain"]),
        ("to", RDFS["range"]),
        ("close to", SKOS["closeMatch"]),
    ):
        if found := [_short(node) for node in terms.nodes(term, predicate)]:
            yield f"- {words}: {', '.join(found)}"
    if codes := terms.texts(term, SKOS["notation"]):
        yield f"- notation: {', '.join(codes)}"
    yield from (f"- example: {text}" for text in terms.texts(term, SKOS["example"]))
    yield ""


def _short(node: NamedNode) -> str:
    return f"kg:{node.value.removeprefix(KG.iri)}" if node in KG else f"<{node.value}>"


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
