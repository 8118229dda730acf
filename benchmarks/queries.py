"""How long each saved query takes on a synthetic graph of about a million statements, asked as the command asks it.

    python benchmarks/queries.py [--statements 1000000] [--smoke] [NAME…]

Prints milliseconds of processor time and rows for each query, its process included, and the ratio to a plain count of
all statements on the same machine. Exit 1 where a query takes more than a second.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from world import BASE, STATEMENTS_PER_EVENT, World, statements

from kgbuild.errors import QueryError
from kgbuild.query import Limits, StoreFolder, ask, find, read_text, saved_paths
from kgbuild.query.render import as_table
from kgbuild.shipped import folder
from kgbuild.store import Store, lexical


def main() -> None:
    """Build the graph in a temporary folder, ask every query, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="saved queries; all of them if none is given")
    parser.add_argument("--statements", type=int, default=1_000_000, help="about how many statements the graph has")
    parser.add_argument(
        "--smoke", action="store_true", help="a graph of 20,000 statements, to see that all queries run"
    )
    parser.add_argument("--store", type=Path, help="keep the store in this folder, and use it where it is there")
    options = parser.parse_args()
    size = 20_000 if options.smoke else options.statements
    with tempfile.TemporaryDirectory() as scratch:
        path = options.store or Path(scratch) / "store"
        if not path.exists():
            began = time.perf_counter()
            store = Store(str(path))
            store.bulk_extend(statements(World(size // STATEMENTS_PER_EVENT)))
            store.optimize()
            store.flush()
            del store
            print(f"built in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        sys.exit(report(StoreFolder(path), options.names or list(saved_paths([folder("queries")]))))


def report(source: StoreFolder, names: list[str]) -> int:
    """Print the time of each query; 1 where one takes more than a second, its process included."""
    count, counted = measure(source, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    print(f"{counted} statements, counted in {count * 1000:.0f} ms\n\n{'query':28}{'ms':>8}{'ratio':>8}{'rows':>10}")
    slow = 0
    for name in names:
        seconds, rows = measure(source, name)
        slow += seconds > 1
        print(f"{name:28}{seconds * 1000:8.0f}{seconds / count:8.2f}{rows:>10}", flush=True)
    print(f"\n{slow} of {len(names)} queries take more than a second")
    return int(slow > 0)


def measure(source: StoreFolder, query: str) -> tuple[float, str]:
    """The processor seconds that a query (by name, or text) takes from a cold start, and its rows or one number."""
    saved = read_text(query) if " " in query else find(query, [folder("queries")])
    given = {"event": "event/e500", "actor": "State 0", "name": "the state 0"}
    values = {each.name: given[each.name] for each in saved.parameters if each.default is None}
    began = _spent()
    try:
        table = as_table(ask(source, saved, values, Limits(seconds=60), BASE))
    except QueryError as fault:
        return _spent() - began, fault.message[:40]
    taken = _spent() - began
    first = table.rows[0][0] if table.rows and " " in query else None
    return taken, lexical(first) if first else f"{len(table.rows):,}"


def _spent() -> float:
    """The processor seconds of this process and of those that have ended below it."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
