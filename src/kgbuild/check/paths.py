"""Property paths of SHACL, written in the syntax of SPARQL."""

from collections.abc import Iterator

from kgbuild.store import RDF, SH, Index, NamedNode

_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def path_text(graph: Index, path: object) -> str:
    """The IRI itself where the path is one property, else as SPARQL writes it, as in `^<…about>/<…label>`."""
    return path.value if isinstance(path, NamedNode) else _text(graph, path)


def _text(graph: Index, path: object) -> str:
    if isinstance(path, NamedNode):
        return f"<{path.value}>"
    if graph.objects(path, RDF["first"]):
        return "/".join(_grouped(graph, step) for step in _items(graph, path))
    for choice in graph.objects(path, SH["alternativePath"]):
        return "|".join(_grouped(graph, step) for step in _items(graph, choice))
    for inner in graph.objects(path, SH["inversePath"]):
        return "^" + _grouped(graph, inner)
    for name, suffix in _SUFFIXES.items():
        for inner in graph.objects(path, SH[name]):
            return _grouped(graph, inner) + suffix
    return "?"


def _grouped(graph: Index, path: object) -> str:
    """The text of a part of a path, in brackets where it has parts itself."""
    text = _text(graph, path)
    return text if isinstance(path, NamedNode) or text.startswith("^") or text[-1:] in "*+?" else f"({text})"


def _items(graph: Index, head: object) -> Iterator[object]:
    """The members of an RDF list; a list that runs in a circle ends where it would come round."""
    seen: set[object] = set()
    while head != RDF["nil"] and head not in seen:
        seen.add(head)
        yield from graph.objects(head, RDF["first"])[:1]
        head = next(iter(graph.objects(head, RDF["rest"])), RDF["nil"])
