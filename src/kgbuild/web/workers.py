"""Work done side by side on threads that nobody has to wait for."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def side_by_side(tasks: Sequence[Callable[[], T]], at_once: int, seconds: float | None) -> list[T | None]:
    """What the tasks return, in their order; None for those that are not done after so many seconds, if any.

    A thread that hangs is left behind: it keeps neither the caller nor the end of the program waiting. What a task
    raises is raised here.
    """
    queue: SimpleQueue[tuple[Callable[[], T], Future[T]]] = SimpleQueue()
    futures: list[Future[T]] = [Future() for _ in tasks]
    for task, future in zip(tasks, futures, strict=True):
        queue.put((task, future))
    for _ in range(min(at_once, len(tasks))):
        threading.Thread(target=_work, args=(queue,), daemon=True).start()
    wait(futures, timeout=seconds)
    return [None if each.cancel() or not each.done() else each.result() for each in futures]


def _work(queue: "SimpleQueue[tuple[Callable[[], T], Future[T]]]") -> None:
    while True:
        try:
            task, future = queue.get_nowait()
        except Empty:
            return
        if not future.set_running_or_notify_cancel():
            continue
        try:
            future.set_result(task())
        except BaseException as fault:  # noqa: BLE001 -- raised again where the result is asked for
            future.set_exception(fault)
