"""The push itself: a few graphs at a time, each written down as soon as the store has it."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from kgbuild.errors import PushError
from kgbuild.push.graph_store import NAMES, NOT_LET_IN, GraphStore
from kgbuild.push.journal import Journal
from kgbuild.push.plan import Step, digest, plan, voided
from kgbuild.store import GraphFile
from kgbuild.web import AnswerError, RefusedError, side_by_side

Progress = Callable[[str, int, int], None]
_NO_STORE = {404, 405, 410, 501}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step; `reason` says why it was not done, and is empty where it was."""

    step: Step
    reason: str = ""


def push(
    store: GraphStore,
    files: Sequence[GraphFile],
    journal: Journal,
    *,
    jobs: int = 1,
    everything: bool = False,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Make the store hold the graphs of `files`, and none that earlier pushes wrote beside; other graphs are let alone.

    What the journal knows is not written again, unless `everything` is to be or the store has lost it. Raises PushError
    where the store lets nobody in, or is none; what was done by then is in the journal.
    """
    known = _still_known(store, files, voided(journal.known()) if everything else journal.known())
    steps = plan(files, known)
    doing = _Doing(store, journal, sum(step.action != "keep" for step in steps), progress)
    with journal.open(), doing:
        wanted = [step for step in steps if step.action != "keep"]
        done = side_by_side([partial(doing.do, step) for step in wanted], jobs, None)
    if doing.stopped is not None:
        raise doing.stopped
    reasons = {step.graph: reason for step, reason in zip(wanted, done, strict=True)}
    return [Outcome(step, reasons.get(step.graph) or "") for step in steps]


def _still_known(store: GraphStore, files: Sequence[GraphFile], known: Mapping[str, str]) -> dict[str, str]:
    """What the journal knows, every digest void where the store lacks a graph that it should have."""
    kept = [step for step in plan(files, known) if step.action == "keep"]
    try:
        held = store.holds(min(kept, key=lambda step: step.size).graph if kept else files[0].graph)
    except AnswerError as fault:
        hint = "check the URL and the network, and push again"
        raise _stopping(store, fault) or PushError(fault.reason, hint) from None
    return voided(known) if kept and held is False else dict(known)


class _Doing:
    """Does steps, from several threads, until the store says something that holds for all of them."""

    def __init__(self, store: GraphStore, journal: Journal, total: int, progress: Progress | None) -> None:
        self._store, self._journal = store, journal
        self._total, self._progress = total, progress
        self._lock = threading.Lock()
        self._done = 0
        self._ended = False
        self.stopped: PushError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Begin no further step, also where the block was interrupted."""
        self._ended = True

    def do(self, step: Step) -> str:
        """Do a step; why it was not done, if it was not."""
        if self._ended or self.stopped is not None:
            return "the push was stopped"
        try:
            self._do(step)
        except AnswerError as fault:
            self.stopped = self.stopped or _stopping(self._store, fault)
            return fault.reason
        except OSError:
            return "its file has changed meanwhile"
        finally:
            self._count()
        return ""

    def _do(self, step: Step) -> None:
        self._journal.begins(step.graph)
        if step.file is None:
            self._store.remove(step.graph)
            self._journal.removed(step.graph)
        else:
            content = step.file.content
            self._store.write(step.graph, content, step.file.name)
            self._journal.wrote(step.graph, digest(content))

    def _count(self) -> None:
        with self._lock:
            self._done += 1
            if self._progress is not None:
                self._progress("pushing graphs", self._done, self._total)


def _stopping(store: GraphStore, fault: AnswerError) -> PushError | None:
    """What a refusal means for all graphs, if anything."""
    status = fault.status if isinstance(fault, RefusedError) else 0
    if status in NOT_LET_IN:
        hint = f"say who you are with {NAMES}_USER and {NAMES}_PASSWORD, or {NAMES}_TOKEN, and that you may write"
        return PushError(fault.reason, hint)
    if status in _NO_STORE:
        hint = "name the URL of its SPARQL 1.1 Graph Store Protocol, such as http://localhost:7878/store"
        return PushError(f"{store.url} takes no graphs: {fault.reason}", hint)
    return None
