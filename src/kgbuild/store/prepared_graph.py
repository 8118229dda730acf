"""An rdflib graph that parses each SPARQL query once, for validators that ask one query of many nodes.

This module loads rdflib: import it inside functions.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import rdflib
from pyparsing import ParseException
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.query import Result

from kgbuild.errors import GraphError

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

_FOREIGN = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}


class PreparedGraph(rdflib.Graph):
    """A graph in memory whose `query` parses a text once, and reads nothing but this graph."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """The answer of rdflib; GraphError where the query would read another source, or is not SPARQL."""
        return super().query(_prepare(str(query_object)), *args, **options)


@lru_cache(maxsize=256)
def _prepare(query: str) -> "Query":
    refuse_foreign_sources(query)
    try:
        return prepareQuery(query)
    except Exception as fault:  # noqa: BLE001 -- rdflib raises Exception itself, for a prefix that is not declared
        raise GraphError(f"not a SPARQL query: {fault}", "declare its prefixes") from None


@lru_cache(maxsize=256)
def refuse_foreign_sources(query: str) -> None:
    """Raise GraphError where a SPARQL query names another source than the graph it is asked of, or cannot be parsed."""
    try:
        parsed = parseQuery(query)
    except ParseException as fault:
        raise GraphError(f"not a SPARQL query: {fault.msg}, line {fault.lineno}", "mend the query") from None
    for part in _parts(parsed):
        if part in _FOREIGN:
            raise GraphError(f"the query uses {_FOREIGN[part]}", "it may ask only the graph that is checked")


def _parts(parsed: object) -> Iterator[str]:
    """The names of the grammar rules that a parsed query is made of."""
    pending = [parsed]
    while pending:
        part = pending.pop()
        name = getattr(part, "name", None)
        if isinstance(name, str):
            yield name
        if isinstance(part, dict):
            pending.extend(part.values())
        elif hasattr(part, "__iter__") and not isinstance(part, str):
            pending.extend(part)
