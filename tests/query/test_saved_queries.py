"""Every shipped query: documented, answered as expected, and the same in other engines."""

import csv
import io
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kgbuild.query import GraphFiles, Limits, Result, Table, ask, render
from kgbuild.query.render import as_table
from kgbuild.query.runner import Worker
from kgbuild.store import Store, parse_file, to_rdflib
from tests.query.asked import DATA, EXPECTED, FILES, NAMES, SOURCE, VALUES, bound, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

RANGED = tuple(name for name in NAMES if {each.name for each in saved(name).parameters} >= {"since", "until"})
NARROWED = {
    "claims-by-speaker": {"speaker": "anonymous"},
    "corroborated": {"articles": "3"},
    "events-by-plover": {"code": "CONSULT"},
    "independent-sources": {"sources": "2"},
    "numbers-over-time": {"event": "displacement"},
    "positions-over-time": {"person": "klaar"},
    "representatives": {"body": "union"},
    "timeline": {"type": "kg:DiplomaticEvent"},
    "unrealized": {"type": "kg:MilitaryOperation"},
    "who-met-whom": {"actor": "KLAAR"},
}


@pytest.fixture(scope="module")
def worker() -> "Iterator[Worker]":
    """A process that holds the fixture graph."""
    with Worker(SOURCE, Limits(seconds=60)) as process:
        yield process


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Worker]":
    """A process that holds the fixture graph in two named graphs."""
    copy = tmp_path_factory.mktemp("twice") / "copy.ttl"
    copy.write_bytes(DATA.read_bytes())
    with Worker(GraphFiles((*FILES, copy)), Limits(seconds=60)) as process:
        yield process


@cache
def graph() -> "rdflib.Graph":
    """The fixture graph and the ontology in rdflib, literals as Oxigraph keeps them (1.0 is 1)."""
    store = Store()
    store.extend(quad for path in FILES for quad in parse_file(path))
    return to_rdflib(store)


def rows(result: Result) -> list[tuple[str, ...]]:
    """The plain texts of an answer."""
    table = list(csv.reader(io.StringIO(render(result, "csv"), newline="")))
    return [tuple(row) for row in table[1:]]


def test_there_are_enough_queries_and_each_has_a_table() -> None:
    """There are at least 20 saved queries, and just as many expected tables of the same names."""
    assert len(NAMES) >= 20
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_header(name: str) -> None:
    """The header has a title, a sentence, and a description of every parameter; the name is in kebab case."""
    query = saved(name)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert query.title[:1].isupper()
    assert query.description.endswith(".")
    assert all(each.description for each in query.parameters)
    assert set(VALUES.get(name, {})) == {each.name for each in query.parameters if each.default is None}


@pytest.mark.parametrize("name", NAMES)
def test_answer(name: str, worker: Worker) -> None:
    """The answer over the fixture graph is the expected table, which has a row and leaves something out."""
    result = worker.ask(bound(name))
    expected = (EXPECTED / f"{name}.csv").read_bytes().decode()
    assert render(result, "csv") == expected
    assert as_table(result).rows


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_agrees(name: str, worker: Worker) -> None:
    """rdflib answers the same text with the same rows in the same order."""
    found = graph().query(bound(name))
    if found.type == "CONSTRUCT":
        theirs = sorted(tuple(map(str, triple)) for triple in found)  # type: ignore[arg-type]
        assert theirs == sorted(rows(worker.ask(bound(name))))
        return
    theirs = [tuple("" if term is None else str(term) for term in row) for row in found]  # type: ignore[union-attr]
    assert theirs == rows(worker.ask(bound(name)))


@pytest.mark.parametrize("name", NAMES)
def test_statements_told_twice_count_once(name: str, worker: Worker, twice: Worker) -> None:
    """A graph that repeats every statement of the data under another name changes no answer."""
    assert twice.ask(bound(name)) == worker.ask(bound(name))


@pytest.mark.parametrize("name", RANGED)
def test_range_of_days(name: str, worker: Worker) -> None:
    """`since` and `until` keep what may lie in between and what has no date, and drop the rest."""
    everything = worker.ask(bound(name))
    assert isinstance(everything, Table)
    if name in {"actors-by-activity", "interactions"}:
        assert len(as_table(worker.ask(bound(name, since="2023-12-05"))).rows) < len(everything.rows)
        return
    day = everything.columns.index("date")
    all_of = rows(everything)
    dropped = 0
    for since, until in (("2023-09-18", "2023-09-19"), ("2023-12-05", "9999-12-31"), ("0001-01-01", "2022-12-31")):
        kept = rows(worker.ask(bound(name, since=since, until=until)))
        assert kept == [row for row in all_of if until >= row[day] and _last(row, everything) >= since[: len(row[day])]]
        dropped += len(all_of) - len(kept)
    assert dropped


def _last(row: tuple[str, ...], table: Table) -> str:
    """The last day of a row; only the offensive of the fixture has another one than its first."""
    return "2023-09-20" if row[-1].endswith("2023-09-19-attack-nagorno-karabakh") else row[table.columns.index("date")]


@pytest.mark.parametrize(("name", "values"), NARROWED.items())
def test_narrowed(name: str, values: dict[str, str], worker: Worker) -> None:
    """The other parameters keep some rows of the whole answer and drop others."""
    everything, kept = rows(worker.ask(bound(name))), rows(worker.ask(bound(name, **values)))
    assert set(kept) < set(everything)
    assert kept


def test_whole_operation() -> None:
    """`ask` binds, asks and answers in one call."""
    result = ask(SOURCE, saved("sanctions"), {"since": "2023-01-01"})
    assert [row[2:4] for row in rows(result)] == [("European Union", "Azerbaijan")]
