"""Property paths of SHACL: written in the syntax of SPARQL, and followed."""

from collections.abc import Callable, Iterator, Sequence

from kgbuild.store import RDF, SH, Index, Lookups, NamedNode

Steps = Callable[[object], Sequence[object]]
_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def path_text(graph: Index, path: object) -> str:
    """The IRI itself where the path is one property, else as SPARQL writes it, as in `^<…about>/<…label>`."""
    return path.value if isinstance(path, NamedNode) else _text(graph, path)


def _text(graph: Index, path: object) -> str:
    if isinstance(path, NamedNode):
        return f"<{path.value}>"
    if graph.objects(path, RDF["first"]):
        return "/".join(_step(graph, each) for each in items(graph, path))
    for choice in graph.objects(path, SH["alternativePath"]):
        return "|".join(_step(graph, each) for each in items(graph, choice))
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


def items(graph: Index, head: object) -> Iterator[object]:
    """The members of an RDF list; a list that runs in a circle ends where it would come round."""
    seen: set[object] = set()
    while head != RDF["nil"] and head not in seen:
        seen.add(head)
        yield from graph.objects(head, RDF["first"])[:1]
        head = next(iter(graph.objects(head, RDF["rest"])), RDF["nil"])


class UnjudgedError(Exception):
    """A shape, path or value that only the validator can judge."""


def steps(shapes: Index, path: object, data: Lookups) -> Steps:
    """The nodes that a path leads to, each once; raises UnjudgedError for what is no path."""
    if isinstance(path, NamedNode):
        return lambda node: data.objects(node, path)
    if shapes.objects(path, RDF["first"]):
        parts = [steps(shapes, each, data) for each in items(shapes, path)]
        return lambda node: _in_turn(node, parts)
    for choice in shapes.objects(path, SH["alternativePath"]):
        ways = [steps(shapes, each, data) for each in items(shapes, choice)]
        return lambda node: tuple(dict.fromkeys(value for way in ways for value in way(node)))
    for inner in shapes.objects(path, SH["inversePath"]):
        if not isinstance(inner, NamedNode):
            raise UnjudgedError
        back = inner
        return lambda node: data.holders(back, node)
    for inner in shapes.objects(path, SH["zeroOrMorePath"]):
        way = steps(shapes, inner, data)
        return lambda node: _on_and_on(node, way)
    raise UnjudgedError


def _in_turn(node: object, parts: Sequence[Steps]) -> Sequence[object]:
    reached: Sequence[object] = (node,)
    for part in parts:
        reached = tuple(dict.fromkeys(value for each in reached for value in part(each)))
    return reached


def _on_and_on(node: object, way: Steps) -> Sequence[object]:
    reached = {node: None}
    pending = [node]
    while pending:
        new = [each for each in dict.fromkeys(way(pending.pop())) if each not in reached]
        reached |= dict.fromkeys(new)
        pending += new
    return tuple(reached)
