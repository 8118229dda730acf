"""A check that goes on from the last one: only what a changed statement can matter to is looked at again.

The statements of the last check lie on disk, with what each portion of them yielded and with hashes of all that was
looked up for it: its own terms, and of other terms each with the property that was asked for. Where none of these is
touched by a statement that came or went, the portion yields the same again. What is then found, and in which words, is
told by the same validator from the same graph as in a check from scratch.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from kgbuild.check import notes
from kgbuild.check.constraint_queries import PortionAsker
from kgbuild.check.finding import Finding
from kgbuild.check.inspection import Inspection, Rules
from kgbuild.check.terms import beginnings
from kgbuild.errors import GraphError
from kgbuild.forks import shared_out
from kgbuild.model import Article
from kgbuild.store import (
    RDF,
    SCHEMA_KEY,
    DiskIndex,
    Keys,
    Quad,
    Texts,
    statement_texts,
    term_text,
    touched,
)

_FILE = "statements"
_TYPE = f"<{RDF['type'].value}>"
_MOST = 3000
_PART = 1000
_GROUP, _GROUPS, _WORTH_IT = 8, 64, 64


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a graph, such as a file: its name, a digest of what it holds, and how that is read."""

    name: str
    digest: str
    read: Callable[[], Iterable[Quad]]


class NamelessError(Exception):
    """A part has blank nodes, which have no name that would be the same next time."""


def check_further(
    parts: Collection[Part], rules: Rules, articles: Mapping[str, Article], folder: Path, key: str, forks: int = 1
) -> tuple[int, list[Finding]]:
    """How many statements a graph has, and all that is wrong with it, as `check` finds it.

    The last check is kept in `folder`; it counts only for the same `key`, which stands for the rules and the code. Many
    parts are looked at by `forks` of this process.
    Raises NamelessError where there are blank nodes.
    """
    kept, busy = folder / _FILE, folder / f"{_FILE}.open"
    folder.mkdir(parents=True, exist_ok=True)
    busy.unlink(missing_ok=True)
    if kept.exists():
        kept.rename(busy)
    try:
        found = _checked(busy, parts, rules, articles, key, forks)
    except (sqlite3.Error, GraphError, ValueError):
        busy.unlink(missing_ok=True)
        found = _checked(busy, parts, rules, articles, key, forks)
    busy.rename(kept)
    return found


def _checked(
    file: Path, parts: Collection[Part], rules: Rules, articles: Mapping[str, Article], key: str, forks: int
) -> tuple[int, list[Finding]]:
    with closing(DiskIndex(file)) as graph:
        fresh = graph.fact("key") != key
        own = graph.fact("own")
        seen = _put(graph, parts)
        anew = fresh or graph.fact("own") != own or SCHEMA_KEY in seen
        asking = set(graph.names() if anew else graph.asking(seen))
        inspection = Inspection(graph, rules, articles, frozenset(graph.fact("own").split()), PortionAsker)
        _inspect(inspection, graph, asking, forks)
        found = inspection.findings(trusted=not fresh)
        graph.keep("key", key)
        return len(graph), found


def _inspect(inspection: Inspection, graph: DiskIndex, asking: Collection[str], forks: int) -> None:
    """Look at what may yield something else than last time, and take in what all portions yield."""
    if len(asking) < _WORTH_IT:
        forks = 1

    def judged(names: Collection[str]) -> list[tuple[str, bytes, bytes]]:
        """The note of each portion, and what was looked up for it."""
        portions = graph.named_portions(names)
        return [(name, notes.write(inspection.judge(said)), graph.asked()) for name, said in portions]

    names = [name for name in graph.names() if name in asking]
    groups = [names[at : at + _GROUP] for at in range(0, len(names), _GROUP)]
    for at in range(0, len(groups), _GROUPS):
        graph.commit()
        for found in list(shared_out(judged, groups[at : at + _GROUPS], forks)):
            for name, note, asked in found:
                graph.note(name, note, asked)
    for _, note in graph.notes():
        inspection.add(notes.read(note))


def _put(graph: DiskIndex, parts: Iterable[Part]) -> Keys:
    """Let the graph hold these parts; what is touched by that."""
    files: dict[str, list[object]] = json.loads(graph.fact("files") or "{}")
    now: dict[str, list[object]] = {}
    keys: set[int] = set()
    ways = graph.predicates()
    for part in parts:
        known = files.pop(part.name, ["", {}])
        if known[0] == part.digest:
            now[part.name] = known
        else:
            now[part.name] = [part.digest, _changed(graph, part, known[1], keys)]  # type: ignore[arg-type]
    for known in files.values():
        for name in known[1]:  # type: ignore[attr-defined]
            keys |= graph.drop(name)
    graph.sort()
    graph.keep("files", json.dumps(now))
    own = {base for _, pieces in now.values() for _, piece in pieces.items() for base in piece[1]}  # type: ignore[attr-defined]
    graph.keep("own", "\n".join(sorted(own)))
    kind, property_ = term_text(RDF["type"]), term_text(RDF["Property"])
    return frozenset(keys) | touched((term_text(way), kind, property_) for way in ways ^ graph.predicates())


def _changed(graph: DiskIndex, part: Part, known: dict[str, list[object]], keys: set[int]) -> dict[str, list[object]]:
    """Put the pieces of a part that have changed, and tell of all pieces their digest and the beginnings of IRIs."""
    pieces: dict[str, list[object]] = {}
    for name, said in _pieces(part):
        digest = _digest(said)
        if known.get(name, [""])[0] != digest:
            keys |= graph.put(name, said)
        pieces[name] = [digest, sorted(beginnings(node[1:-1] for node, way, _ in said if way == _TYPE))]
    for name in known.keys() - pieces.keys():
        keys |= graph.drop(name)
    return pieces


def _pieces(part: Part) -> Iterator[tuple[str, Collection[Texts]]]:
    """A part, or where it is large the pieces of it, which each have some of its subjects; NamelessError."""
    said = statement_texts(part.read())
    if any(subject[0] == "_" or value[0] == "_" for subject, _, value in said):
        raise NamelessError(part.name)
    if len(said) <= _MOST:
        yield part.name, said
        return
    count = 2 ** (len(said) // _PART).bit_length()
    pieces: list[list[Texts]] = [[] for _ in range(count)]
    for each in said:
        pieces[int(blake2b(each[0].encode(), digest_size=4).hexdigest(), 16) % count].append(each)
    yield from ((f"{part.name} {number} of {count}", piece) for number, piece in enumerate(pieces))


def _digest(said: Iterable[Texts]) -> str:
    texts = sorted(map(" ".join, said))
    return blake2b("\n".join(texts).encode(), digest_size=16).hexdigest()
