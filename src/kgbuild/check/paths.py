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
        return "/".join(_step(graph, each) for each in _items(graph, path))
    for choice in graph.objects(path, SH["alternativePath"]):
        return "|".join(_step(graph, each) for each in _items(graph, choice))
    for inner in graph.objects(path, SH["inversePath"]):
        return "^" + _whole(graph, inner)
    for name, suffix in _SUFFIXES.items():
        for inner in graph.objects(path, SH[name]):
            return _whole(graph, inner) + suffix
    return "?"


def _step(graph: Index, path: object) -> str:
    """A member of a sequence or of a choice, in brackets where it is one itself."""
    text = _text(graph, path)
    return f"({text})" if graph.objects(path, RDF["first"]) or graph.objects(path, SH["alternativePath"]) else text


def _whole(graph: Index, path: object) -> str:
    """What is inverted or repeated, in brackets unless it is a property."""
    text = _text(graph, path)
    return text if isinstance(path, NamedNode) else f"({text})"


def _items(graph: Index, head: object) -> Iterator[object]:
    """The members of an RDF list; a list that runs in a circle ends where it would come round."""
    seen: set[object] = set()
    while head != RDF["nil"] and head not in seen:
        seen.add(head)
        yield from graph.objects(head, RDF["first"])[:1]
        head = next(iter(graph.objects(head, RDF["rest"])), RDF["nil"])
