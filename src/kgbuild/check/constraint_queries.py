"""The queries of sh:sparql constraints, asked of Oxigraph once for all nodes."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from kgbuild.check.paths import UnjudgedError
from kgbuild.store import RDF, SH, XSD, Index, Lookups, Quad, QuerySolutions, Store, bulk_load, is_well_formed

_KNOWN = {SH["prefixes"], SH["select"], SH["message"], RDF["type"]}
_WORDS = {XSD["string"], RDF["langString"], XSD["anyURI"]}
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
        return node in self._nodes

    @cached_property
    def _nodes(self) -> set[object]:
        rows = self._asker.store.query(self._query)
        return {row["this"] for row in rows} if isinstance(rows, QuerySolutions) else set()


class Asker:
    """Statements that queries are asked of; with the first query they are loaded, into `folder` where there is one."""

    def __init__(self, statements: Lookups, folder: Path | None = None) -> None:
        self._statements = statements
        self._folder = folder

    @cached_property
    def store(self) -> Store:
        """The statements."""
        store = Store() if self._folder is None else Store(str(self._folder))
        bulk_load(store, (Quad(*each) for each in self._statements.statements()))  # type: ignore[arg-type]
        return store

    @cached_property
    def _sound(self) -> bool:
        """Whether all literals are of their datatypes: engines differ on others."""
        literals = self._statements.literals()
        return all(each.datatype in _WORDS or is_well_formed(each.value, each.datatype.value) for each in literals)

    def finder(self, shapes: Index, constraint: object) -> Callable[[object], bool]:
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

        return _Found(self, query).__contains__


def _prefixes(shapes: Index, constraint: object) -> Iterable[str]:
    """The declarations that a constraint refers to."""
    for place in shapes.objects(constraint, SH["prefixes"]):
        for each in shapes.objects(place, SH["declare"]):
            names, spaces = shapes.texts(each, SH["prefix"]), shapes.texts(each, SH["namespace"])
            if len(names) != 1 or len(spaces) != 1:
                raise UnjudgedError
            yield f"PREFIX {names[0]}: <{spaces[0]}>"
