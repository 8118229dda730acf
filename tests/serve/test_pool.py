"""Query processes: kept ready, replaced when killed, and shared so that endless queries shut nobody out."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.errors import LimitError
from kgbuild.query import Limits, Question, StoreFolder
from kgbuild.serve import Pool
from kgbuild.serve import pool as pools
from kgbuild.serve.refusal import Refusal
from kgbuild.store import GraphFile, fresh_store
from tests.serve.asked import GRAPH, NAMED

pytestmark = pytest.mark.slow

MANY = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8))
ENDLESS = Question(f"SELECT (COUNT(*) AS ?n) {{ {MANY} }}", "json")
QUICK = Question("ASK {}", "json")
LIMIT = 4.0


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    """A small store."""
    return StoreFolder(fresh_store(tmp_path, [GraphFile("graph.ttl", NAMED, GRAPH.encode())]))


@pytest.fixture
def pool(folder: StoreFolder) -> Iterator[Pool]:
    """A pool over it, whose queries may take LIMIT seconds."""
    made = Pool(Limits(seconds=LIMIT, memory=512, answer=1, rows=1000))
    made.renew(folder)
    yield made
    made.close()


def pids(pool: Pool) -> set[int]:
    """The processes of a pool that live."""
    return {worker.pid for worker in pool._living if worker.alive}


def test_processes_are_kept_ready_and_used_again(pool: Pool) -> None:
    """Two processes are there before the first question, and they still are after several."""
    before = pids(pool)
    assert len(before) == pools.READY

    async def run() -> None:
        for _ in range(6):
            assert b"true" in await pool.ask(QUICK)

    asyncio.run(run())
    assert before <= pids(pool)
    assert pool.counts.answered == 6


def test_a_process_that_died_is_replaced(pool: Pool) -> None:
    """Where idle processes were killed, others take their place and answer."""
    for pid in pids(pool):
        os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + LIMIT
    while pids(pool) and time.monotonic() < until:
        time.sleep(0.01)

    async def run() -> bytes:
        return await pool.ask(QUICK)

    assert b"true" in asyncio.run(run())


def test_endless_queries_shut_nobody_out(pool: Pool) -> None:
    """Beside six endless queries, quick ones are answered long before those are given up.

    No more than MOST processes are at work, beside those that are just being ended.
    """
    most = 0

    async def run() -> float:
        nonlocal most
        endless = [asyncio.ensure_future(pool.ask(ENDLESS)) for _ in range(6)]
        await asyncio.sleep(0)
        begun = time.monotonic()
        for _ in range(3):
            quick = [asyncio.ensure_future(pool.ask(QUICK)) for _ in range(5)]
            while not all(each.done() for each in quick):
                most = max(most, len(pids(pool)))
                await asyncio.sleep(0.02)
            assert all(b"true" in each.result() for each in quick)
        seconds = time.monotonic() - begun
        faults = await asyncio.gather(*endless, return_exceptions=True)
        assert {type(fault) for fault in faults} <= {Refusal, LimitError}
        return seconds

    assert asyncio.run(run()) < 6 * LIMIT / 2
    assert most <= pools.MOST + pools.READY
    assert pool.counts.longest < LIMIT + 1


def test_what_has_used_most_gives_way_to_who_waits(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for one who waits, the query that has used most is ended, and told to come again."""
    monkeypatch.setattr(pools, "MOST", pools.READY)
    monkeypatch.setattr(pools, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(pools, "SPENT_SECONDS", 0.0)

    async def run() -> None:
        endless = [asyncio.ensure_future(pool.ask(ENDLESS)) for _ in range(pools.READY)]
        await asyncio.sleep(0.3)
        assert b"true" in await pool.ask(QUICK)
        faults = await asyncio.gather(*endless, return_exceptions=True)
        assert any(isinstance(fault, Refusal) and fault.status == 503 and fault.again for fault in faults)

    asyncio.run(run())
    assert pool.counts.busy >= 1


def test_an_endless_query_alone_has_all_its_time(pool: Pool) -> None:
    """Where nobody waits, a query that takes long is given up at its limit and not before, and told so."""

    async def run() -> None:
        begun = time.monotonic()
        with pytest.raises(LimitError, match="took longer than 4 seconds"):
            await pool.ask(ENDLESS)
        assert LIMIT <= time.monotonic() - begun < LIMIT + 3

    asyncio.run(run())
    assert pool.counts.limited == 1


def test_who_goes_away_leaves_no_query_behind(pool: Pool) -> None:
    """A question whose task is cancelled ends the process that works on it."""

    async def run() -> None:
        before = pids(pool)
        task = asyncio.ensure_future(pool.ask(ENDLESS))
        await asyncio.sleep(0.3)
        assert pool.state["quick"] + pool.state["slow"] == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for _ in range(100):
            if len(before & pids(pool)) == pools.READY - 1 and not pool.state["slow"]:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("the process goes on")

    asyncio.run(run())


def test_who_cannot_be_served_is_told_to_come_again(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that waits too long is refused with 503 and a time to ask again."""
    monkeypatch.setattr(pools, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(pools, "PATIENCE_SECONDS", 60.0)

    async def run() -> None:
        endless = [asyncio.ensure_future(pool.ask(ENDLESS)) for _ in range(pools.READY)]
        await asyncio.sleep(0.05)
        endless += [asyncio.ensure_future(pool.ask(ENDLESS)) for _ in range(pools.MOST)]
        await asyncio.sleep(0)
        with pytest.raises(Refusal) as caught:
            await pool.ask(ENDLESS)
        assert (caught.value.status, caught.value.again > 0) == (503, True)
        await asyncio.gather(*endless, return_exceptions=True)

    asyncio.run(run())


def test_a_new_store_is_asked_from_then_on(pool: Pool, tmp_path: Path) -> None:
    """After `renew`, questions are answered from the new store by new processes, and the old ones end."""
    before = pids(pool)
    empty = StoreFolder(fresh_store(tmp_path / "other", [GraphFile("graph.ttl", NAMED, b"")]))

    async def run() -> bytes:
        return await pool.ask(Question("ASK { ?s ?p ?o }", "json"))

    assert b"true" in asyncio.run(run())
    pool.renew(empty)
    assert not before & pids(pool)
    assert b"false" in asyncio.run(run())
