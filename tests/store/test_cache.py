"""The store on disk is a cache that is always right or rebuilt."""

import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from kgbuild.errors import GraphError
from kgbuild.store import (
    BlankNode,
    GraphFile,
    NamedNode,
    Store,
    cache,
    fresh_store,
    open_store,
    quads_of,
    store_path,
    with_union,
)

FILES = [
    GraphFile("entities.ttl", "https://example.org/id/graph/entities", b'<http://a/s> <http://a/p> "o" .'),
    GraphFile("talks.ttl", "https://example.org/id/article/talks", b'<http://a/s> <http://a/p> "o", "x" .'),
]
CHANGED = [FILES[0], GraphFile(FILES[1].name, FILES[1].graph, b'<http://a/s> <http://a/p> "new" .')]


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, hidden or not."""
    return sorted(each.name for each in folder.iterdir())


def test_each_file_is_a_named_graph(tmp_path: Path) -> None:
    """The store holds what the files say, each in the graph that its file names, and cannot be written through."""
    store = open_store(fresh_store(tmp_path, FILES))
    assert set(store) == set(with_union(quads_of(FILES)))
    assert {str(name) for name in store.named_graphs()} == {f"<{file.graph}>" for file in FILES}
    with pytest.raises(RuntimeError):
        store.add_graph(NamedNode("http://a/g"))


def test_large_and_nameless_files_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is loaded at once, all is there, and a blank node is the same in all that a file says of it."""
    monkeypatch.setattr(cache, "_CHUNK", 2)
    monkeypatch.setattr(cache, "_BYTES", 1)
    said = "".join(f'<http://a/{n}> <http://a/p> " .\\n{n}" . ' for n in range(5))
    nameless = "_:x <http://a/p> _:y . _:y <http://a/p> _:z . _:z <http://a/p> _:x ."
    named = [("named.ttl", said), ("nameless.ttl", nameless), ("none.ttl", "")]
    files = [GraphFile(name, f"https://example.org/{name}", text.encode()) for name, text in named]
    store = open_store(fresh_store(tmp_path, files))
    assert {each for each in store if "nameless" not in str(each.graph_name)} >= set(with_union(quads_of(files[:1])))
    for graph in (None, NamedNode(files[1].graph)):
        found: dict[object, object] = {
            each.subject: each.object for each in store.quads_for_pattern(None, None, None, graph)
        }
        round_ = [each for each in found if isinstance(each, BlankNode)]
        assert len(round_) == 3
        assert all(found[found[found[each]]] == each for each in round_)
    assert len(store) == 2 * (5 + 3)


def test_a_change_makes_another_store_and_drops_the_old(tmp_path: Path) -> None:
    """A store is found again while its files are the same in any order, and is replaced when one changes."""
    first = fresh_store(tmp_path, FILES)
    made = first.stat().st_ino
    assert fresh_store(tmp_path, FILES[::-1]).stat().st_ino == made
    second = fresh_store(tmp_path, CHANGED)
    assert set(open_store(second)) == set(with_union(quads_of(CHANGED)))
    assert names_in(tmp_path) == [second.name]


def test_a_damaged_store_is_rebuilt(tmp_path: Path) -> None:
    """A store that cannot be opened is refused by name, and built again where it is asked for."""
    path = fresh_store(tmp_path, FILES)
    (path / "CURRENT").write_text("garbage", encoding="utf-8")
    with pytest.raises(GraphError, match="no store that can be read"):
        open_store(path)
    assert set(open_store(fresh_store(tmp_path, FILES))) == set(with_union(quads_of(FILES)))


def test_a_missing_store_is_refused_and_not_made(tmp_path: Path) -> None:
    """Opening does not create."""
    with pytest.raises(GraphError) as caught:
        open_store(tmp_path / "none")
    assert caught.value.hint
    assert not (tmp_path / "none").exists()


def test_a_broken_file_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where a file cannot be read no store appears, and the error names file and line."""
    broken = GraphFile("talks.ttl", FILES[1].graph, b"<http://a/s> <http://a/p> .")
    with pytest.raises(GraphError, match=r"talks\.ttl, line 1"):
        fresh_store(tmp_path, [broken])
    assert names_in(tmp_path) == []


def test_a_store_made_meanwhile_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process puts the same store in place first, that one is used and nothing is left beside."""
    ready = fresh_store(tmp_path / "other", FILES)
    rename = os.rename

    def late(source: Path, target: Path) -> None:
        shutil.copytree(ready, target)
        rename(source, target)

    monkeypatch.setattr("kgbuild.store.cache.os.rename", late)
    path = fresh_store(tmp_path / "mine", FILES)
    assert set(open_store(path)) == set(with_union(quads_of(FILES)))
    assert names_in(tmp_path / "mine") == [path.name]


def test_a_place_that_cannot_hold_a_store_is_named(tmp_path: Path) -> None:
    """Where the folder cannot be made, the error says so."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot hold a store"):
        fresh_store(tmp_path / "file", FILES)


def test_the_digest_tells_graphs_and_syntaxes_apart() -> None:
    """The same bytes under another graph or syntax are another store."""
    one = FILES[0]
    others = [GraphFile(one.name, one.graph + "2", one.content), GraphFile("entities.nt", one.graph, one.content)]
    assert len({store_path(Path(), [file]) for file in [one, *others]}) == 3


def test_default_graph_is_the_union(tmp_path: Path) -> None:
    """A statement of two graphs is found once without naming a graph, and in each of them."""
    turtle = b"<https://example.org/a> <https://example.org/p> 1 ."
    files = [GraphFile(f"{name}.ttl", f"https://example.org/{name}", turtle) for name in "xy"]
    store = open_store(fresh_store(tmp_path, files))
    assert len(list(store.query("SELECT * { ?s ?p ?o }"))) == 1  # type: ignore[arg-type]
    assert len(list(store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))) == 2  # type: ignore[arg-type]


def many(chance: random.Random, count: int) -> list[GraphFile]:
    """Files that share statements, some of them in one graph, with literals in several forms."""

    def statement() -> str:
        return f"<http://a/{chance.randrange(3)}> <http://a/p> {chance.choice(['1.0', '1.00', '2', 'true'])} .\n"

    def content() -> bytes:
        return "".join(statement() for _ in range(chance.randrange(3))).encode()

    return [GraphFile(f"f{number}.ttl", f"https://example.org/id/g{number // 2}", content()) for number in range(count)]


@pytest.mark.parametrize("seed", range(5))
def test_a_store_brought_up_to_date_holds_what_a_new_one_does(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever files change, come or go, the store made of the older one has the same statements as one made anew."""
    monkeypatch.setattr("kgbuild.store.renewal._MOST", 1)
    fills: list[Path] = []
    fill = cache._fill

    def counted(folder: Path, files: Sequence[GraphFile]) -> str:
        fills.append(folder)
        return fill(folder, files)

    monkeypatch.setattr(cache, "_fill", counted)
    chance = random.Random(seed)
    files = many(chance, 12)
    fresh_store(tmp_path, files)
    for _ in range(4):
        kept = [each for each in files if chance.random() < 0.9]
        files = [*kept, *(each for each in many(chance, 14) if each.name not in {one.name for one in kept})][:12]
        path = fresh_store(tmp_path, files)
        assert set(open_store(path)) == {*store_of(files)}
    assert len(fills) < 5


def store_of(files: list[GraphFile]) -> Store:
    """The statements of the files, as a store has them."""
    store = Store()
    store.extend(with_union(quads_of(files)))
    return store
