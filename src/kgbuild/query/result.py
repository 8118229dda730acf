"""What a query is answered with: a table, yes or no, or a graph."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kgbuild.errors import LimitError
from kgbuild.store import QueryBoolean, QueryResultsFormat, QuerySolutions, Term, Triple, parse, parse_query_results


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to SELECT: names of columns, and rows of one term or None for each, in the order of the query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The answer to CONSTRUCT or DESCRIBE: distinct triples in the order of their N-Triples."""

    triples: tuple[Triple, ...]


Result = Table | Truth | Graph


def from_results(content: bytes, most_rows: int) -> Table | Truth:
    """The answer in SPARQL results JSON; LimitError where it has more than `most_rows` rows."""
    return from_engine(parse_query_results(content, QueryResultsFormat.JSON), most_rows)


def from_engine(answer: QuerySolutions | QueryBoolean, most_rows: int) -> Table | Truth:
    """The answer as the engine gives it; LimitError where it has more than `most_rows` rows."""
    if isinstance(answer, QueryBoolean):
        return Truth(bool(answer))
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(solution) for solution in islice(answer, most_rows + 1))
    _check_size(len(rows), most_rows, "rows")
    return Table(columns, rows)


def from_ntriples(content: bytes, most_rows: int) -> Graph:
    """The answer in N-Triples; LimitError where it has more than `most_rows` triples."""
    return from_triples((each.triple for each in parse(content, ".nt", "the answer")), most_rows)


def from_triples(answer: Iterable[Triple], most_rows: int) -> Graph:
    """The answer as the engine gives it; LimitError where it has more than `most_rows` triples."""
    triples: set[Triple] = set()
    for each in answer:
        triples.add(each)
        _check_size(len(triples), most_rows, "triples")
    return Graph(tuple(sorted(triples, key=str)))


def _check_size(size: int, most: int, what: str) -> None:
    if size > most:
        raise LimitError(f"the answer has more than {most:,} {what}", "add a LIMIT to the query, or ask for less")
