"""The queries of sh:sparql constraints, asked of Oxigraph: once for all nodes, or of what lies around one node."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from kgbuild.check.paths import UnjudgedError
from kgbuild.check.reach import Reach
from kgbuild.store import RDF, SH, Index, Lookups, Quad, QuerySolutions, Store, bulk_load

Finds = Callable[[object], bool]
"""Whether a query finds anything in a node."""

_KNOWN = {SH["prefixes"], SH["select"], SH["message"], RDF["type"]}
_ODD = re.compile(
    r"(?i:\b(?:MINUS|VALUES|SERVICE|FROM)\b)|[?$](?:PATH|currentShape|shapesGraph)\b|(?is:SELECT.*SELECT)"
    r"|(?i:AS\s+[?$]this\b)|(?i:\b(?:FILTER|BIND)\b(?!\s+(?:NOT\s+)?EXISTS)[^{}]*?[?$]this\b)"
)
"""What means something else where $this is bound beforehand: what asks for more than patterns that hold of a node."""


class _Found:
    """The nodes in which a query finds something."""

    def __init__(self, asker: "Asker", query: str) -> None:
        self._asker = asker
        self._query = query

    def __contains__(self, node: object) -> bool:
        return node in self.nodes

    @cached_property
    def nodes(self) -> set[object]:
        return _nodes(self._asker.store, self._query)


class Asker:
    """Statements that queries are asked of; with the first query they are loaded, into `folder` where there is one."""

    def __init__(self, statements: Lookups, folder: Path | None = None) -> None:
        self._statements = statements
        self._folder = folder
        self._whole: list[_Found] = []

    def prepare(self) -> None:
        """Ask all queries now, so that forks of this process need not."""
        for each in self._whole:
            each.nodes  # noqa: B018 -- asked for once, then known

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

        return self._finds(query)

    def _finds(self, query: str) -> Finds:
        found = _Found(self, query)
        self._whole.append(found)
        return found.__contains__


class TracingAsker(Asker):
    """The same, and all that an answer depends on is looked up, so that who keeps the statements knows of it."""

    def _finds(self, query: str) -> Finds:
        found, reach = super()._finds(query), Reach(query, self._statements)

        def finds(node: object) -> bool:
            reach.trace(node)
            return found(node)

        return finds


class NearAsker(Asker):
    """The same for few nodes: of each only what the answer depends on is loaded."""

    def _finds(self, query: str) -> Finds:
        reach = Reach(query, self._statements)

        def finds(node: object) -> bool:
            store = Store()
            store.bulk_extend(reach.around(node))
            return node in _nodes(store, query)

        return finds


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
