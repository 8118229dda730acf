"""RDF files to statements, with errors that name file and line."""

import gzip
import json
import zlib
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kgbuild.errors import GraphError, KgbuildError

PACKED = ".gz"

FORMATS: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


def parse_file(path: Path, error: type[KgbuildError] = GraphError) -> list[Quad]:
    """The statements of an RDF file, its syntax told by its suffix, before `.gz`; `error` where it cannot be read."""
    packed = path.suffix == PACKED
    try:
        content = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    except (OSError, EOFError, zlib.error) as fault:
        words = (fault.strerror if isinstance(fault, OSError) else "") or str(fault)
        raise error(f"{path} cannot be read: {words}", "check the path and its permissions") from None
    return parse(content, path.with_suffix("").suffix if packed else path.suffix, str(path), error)


def is_rdf(path: Path) -> bool:
    """Whether a file is called as RDF files are, packed or not."""
    return (path.with_suffix("") if path.suffix == PACKED else path).suffix in FORMATS


def parse(
    content: str | bytes, suffix: str, name: str, error: type[KgbuildError] = GraphError, base: str | None = None
) -> list[Quad]:
    """The statements of RDF text in the syntax of a file suffix (`.ttl`, `.nt`, `.nq`, `.trig`, `.jsonld`, `.rdf`).

    Blank nodes get labels that no other text shares. `name` is what the error calls the text. Nothing is fetched.
    """
    if suffix.lower() not in FORMATS:
        raise error(f"{name}: no RDF syntax has the suffix {suffix!r}", f"use one of {', '.join(FORMATS)}")
    syntax = FORMATS[suffix.lower()]
    if syntax is RdfFormat.JSON_LD or syntax == RdfFormat.JSON_LD:
        _refuse_remote_context(content, name, error)
    try:
        return list(pyoxigraph.parse(content, syntax, base_iri=base, rename_blank_nodes=True))
    except SyntaxError as fault:
        place = f"{name}, line {fault.lineno}" if fault.lineno else name
        raise error(
            f"{place}: {_reason(fault)}", "mend the file; the fault is at this line or just before it"
        ) from None
    except ValueError as fault:
        raise error(f"{name}: {fault}", "mend the file") from None


def _reason(fault: SyntaxError) -> str:
    """What is wrong, without the position that the message repeats."""
    message = str(fault.msg)
    return message.split(": ", 1)[1] if message.startswith("Parser error at ") and ": " in message else message


def _refuse_remote_context(content: str | bytes, name: str, error: type[KgbuildError]) -> None:
    """Raise `error` where a JSON-LD text names a context that lies elsewhere."""
    try:
        pending: list[object] = [json.loads(content)]
    except (ValueError, RecursionError):
        return
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            pending.extend(value.values())
            context = value.get("@context")
            contexts = context if isinstance(context, list) else [context]
            if "@import" in value or any(isinstance(part, str) for part in contexts):
                raise error(f"{name}: a remote @context is not fetched", "put the context itself into the file")
