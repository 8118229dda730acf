"""The queries of sh:sparql constraints, asked of Oxigraph: once for all nodes, or for those of a portion."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kgbuild.check.paths import UnjudgedError
from kgbuild.check.reach import Reach
from kgbuild.store import RDF, SH, Index, Lookups, NamedNode, Quad, QuerySolutions, Statement, Store, bulk_load

Finds = Callable[[object], bool]
"""Whether a query finds anything in a node."""

_KNOWN = {SH["prefixes"], SH["select"], SH["message"], RDF["type"]}
_ODD = re.compile(
    r"(?i:\b(?:MINUS|VALUES|SERVICE|FROM)\b)|[?$](?:PATH|currentShape|shapesGraph)\b|(?is:SELECT.*SELECT)"
    r"|(?i:AS\s+[?$]this\b)|(?i:\b(?:FILTER|BIND)\b(?!\s+(?:NOT\s+)?EXISTS)[^{}]*?[?$]this\b)"
)
"""What means something else where $this is bound beforehand: what asks for more than patterns that hold of a node."""


class Asker:
    """Statements that queries are asked of; with the first query they are loaded, into `folder` where there is one."""

    def __init__(self, statements: Lookups, folder: Path | None = None) -> None:
        self._statements = statements
        self._folder = folder

    def expect(self, statements: Sequence[Statement], nodes: Mapping[object, Collection[object]]) -> None:
        """Be told which statements are at hand, and of which nodes each shape will be asked."""

    @cached_property
    def store(self) -> Store:
        """The statements."""
        store = Store() if self._folder is None else Store(str(self._folder))
        bulk_load(store, (Quad(*each) for each in self._statements.statements()))  # type: ignore[arg-type]
        return store

    @cached_property
    def _sound(self) -> bool:
        """Whether all literals are of their datatypes: engines differ on others."""
        return self._statements.sound()

    def finder(self, shapes: Index, constraint: object) -> Finds:
        """Whether the query of a constraint finds anything in a node; raises UnjudgedError for no plain query."""
        query = self._query(shapes, constraint)
        found: list[set[object]] = []

        def finds(node: object) -> bool:
            if not found:
                found.append(_nodes(self.store, query))
            return node in found[0]

        return finds

    def _query(self, shapes: Index, constraint: object) -> str:
        texts = shapes.texts(constraint, SH["select"])
        told = {predicate for predicate, _ in shapes.about(constraint)}
        if len(texts) != 1 or told - _KNOWN or not self._sound:
            raise UnjudgedError
        if _ODD.search(texts[0]):
            raise UnjudgedError
        query = "\n".join((*_prefixes(shapes, constraint), texts[0]))
        try:
            Store().query(query)
        except (SyntaxError, ValueError):
            raise UnjudgedError from None
        return query


class PortionAsker(Asker):
    """The same portion by portion: only the one at hand is loaded, with what the answers depend on elsewhere.

    All of that is looked up, so that who keeps the statements knows of it.
    """

    def __init__(self, statements: Lookups) -> None:
        super().__init__(statements)
        self._near: defaultdict[object, list[_Near]] = defaultdict(list)
        self._ways: set[NamedNode] = set()
        self._at_hand: Sequence[Statement] = ()
        self._loaded: Store | None = None

    def expect(self, statements: Sequence[Statement], nodes: Mapping[object, Collection[object]]) -> None:
        """Be told which statements are at hand, and of which nodes each shape will be asked."""
        self._at_hand, self._loaded = statements, None
        for shape, near in self._near.items():
            for each in near:
                each.expect(nodes.get(shape, ()))

    def finder(self, shapes: Index, constraint: object) -> Finds:
        """Whether the query of a constraint finds anything in a node; raises UnjudgedError for no plain query."""
        query = self._query(shapes, constraint)
        near = _Near(query, Reach(query, self._statements), self._store)
        self._ways |= near.ways
        for shape in shapes.holders(SH["sparql"], constraint):
            self._near[shape].append(near)
        return near

    def _store(self) -> Store:
        """The statements at hand that queries ask for, and what was added to them."""
        if self._loaded is None:
            self._loaded = Store()
            asked = (Quad(*each) for each in self._at_hand if each[1] in self._ways)  # type: ignore[arg-type]
            self._loaded.bulk_extend(asked)
        return self._loaded


class _Near:
    """Whether a query finds anything in a node, one of the expected ones, which are asked for together, or another."""

    def __init__(self, query: str, reach: Reach, store: Callable[[], Store]) -> None:
        self._query, self._reach, self._store = query, reach, store
        self._expected: Collection[object] = ()
        self._found: set[object] | None = None
        self.ways = reach.names

    def expect(self, nodes: Collection[object]) -> None:
        self._expected, self._found = nodes, None

    def __call__(self, node: object) -> bool:
        if node not in self._expected:
            store = Store()
            store.bulk_extend(self._reach.around({node}))
            return node in _nodes(store, self._query)
        if self._found is None:
            store = self._store()
            store.bulk_extend(self._reach.beyond(self._expected))
            self._found = _nodes(store, self._query)
        return node in self._found


def _nodes(store: Store, query: str) -> set[object]:
    """The nodes in which a query finds something."""
    rows = store.query(query)
    return {row["this"] for row in rows} if isinstance(rows, QuerySolutions) else set()


def _prefixes(shapes: Index, constraint: object) -> Iterable[str]:
    """The declarations that a constraint refers to."""
    for place in shapes.objects(constraint, SH["prefixes"]):
        for each in shapes.objects(place, SH["declare"]):
            names, spaces = shapes.texts(each, SH["prefix"]), shapes.texts(each, SH["namespace"])
            if len(names) != 1 or len(spaces) != 1:
                raise UnjudgedError
            yield f"PREFIX {names[0]}: <{spaces[0]}>"
