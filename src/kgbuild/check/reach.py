"""How far a query of a constraint looks from a node: the statements that its patterns lead to, and no others."""

from collections.abc import Callable, Collection, Iterable, Iterator

from kgbuild.check.paths import UnjudgedError
from kgbuild.store import Lookups, NamedNode, Pattern, Quad, QueryPath, patterns

Passed = Callable[[object], bool]
"""Whether all that is said of a node is known anyhow."""

_THIS = "this"


class Reach:
    """What a query can find out of a node, whichever way it is answered; UnjudgedError where that cannot be told."""

    def __init__(self, query: str, data: Lookups) -> None:
        self._data = data
        try:
            self._ways = _in_turn(patterns(query))
        except ValueError:
            raise UnjudgedError from None
        starts = {start for start, _, _ in self._ways}
        self._leading = {number for number, (_, _, end) in enumerate(self._ways) if end in starts}

    @property
    def names(self) -> frozenset[NamedNode]:
        """The properties that the query asks for."""
        return frozenset(name for _, path, _ in self._ways for name in _names(path))

    def around(self, nodes: Collection[object]) -> list[Quad]:
        """All statements that the answer for some nodes depends on."""
        return self._go(nodes, lambda _: False)

    def beyond(self, nodes: Collection[object]) -> list[Quad]:
        """The same, but for what is said of terms that only the portion at hand has."""
        return self._go(nodes, self._data.owns)

    def _go(self, nodes: Collection[object], passed: Passed) -> list[Quad]:
        """Follow all ways; at the last step of one, nodes may be passed over."""
        said: list[Quad] = []
        known: dict[str, set[object]] = {_THIS: set(nodes)}
        for number, (start, path, end) in enumerate(self._ways):
            begins = known[start]
            if number not in self._leading and path.name is not None:
                begins = {each for each in begins if not passed(each)}
            reached = self._follow(path, begins, False, passed, said)
            if end is not None:
                known.setdefault(end, set()).update(reached)
        return said

    def _follow(
        self, path: QueryPath, nodes: Iterable[object], back: bool, passed: Passed, said: list[Quad]
    ) -> set[object]:
        """The nodes at the other end of a path, or where it begins that ends at some nodes."""
        if path.name is not None:
            return self._step(path.name, nodes, back, passed, said)
        if path.kind == "back":
            return self._follow(path.parts[0], nodes, not back, passed, said)
        if path.kind == "or":
            return {each for part in path.parts for each in self._follow(part, nodes, back, passed, said)}
        if path.kind == "then":
            reached = set(nodes)
            for part in reversed(path.parts) if back else path.parts:
                reached = self._follow(part, reached, back, passed, said)
            return reached
        reached, new = set(nodes), set(nodes)
        while new:
            new = self._follow(path.parts[0], new, back, passed, said) - reached
            reached |= new
        return reached

    def _step(
        self, way: NamedNode, nodes: Iterable[object], back: bool, passed: Passed, said: list[Quad]
    ) -> set[object]:
        reached: set[object] = set()
        for node in nodes:
            found = self._data.holders(way, node) if back else self._data.objects(node, way)
            reached.update(found)
            if found and not passed(node):
                said += (Quad(each, way, node) if back else Quad(node, way, each) for each in found)  # type: ignore[arg-type]
        return reached


def _names(path: QueryPath) -> Iterator[NamedNode]:
    if path.name is not None:
        yield path.name
    for part in path.parts:
        yield from _names(part)


def _in_turn(found: list[Pattern]) -> list[tuple[str, QueryPath, str | None]]:
    """The patterns in an order in which each begins at a variable that is known; ValueError where there is none."""
    known, ways, left = {_THIS}, [], list(found)
    while left:
        each = next((each for each in left if each.subject in known), None)
        if each is not None and each.subject is not None:
            way = each.subject, each.path, each.value
        else:
            each = next((each for each in left if each.value in known), None)
            if each is None or each.value is None:
                raise ValueError("a pattern hangs together with no other")
            way = each.value, QueryPath("back", (each.path,)), each.subject
        left.remove(each)
        ways.append(way)
        known |= {way[2]} - {None}  # type: ignore[arg-type]
    return ways
