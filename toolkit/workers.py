"""Work on many things in processes of their own: one that dies, hangs or eats memory costs its own task, nothing else."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar, cast

from toolkit.limits import Limits

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

MOST_JOBS = 4  # more processes than that cost more to start than they save


def default_jobs() -> int:
    """As many processes as the machine has cores, up to MOST_JOBS."""
    return min(os.cpu_count() or 1, MOST_JOBS)


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that gave nothing.

    Attributes:
        problem: crashed, timeout or memory, as the findings on files know them.
    """

    problem: str


def work_all(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], limits: Limits, jobs: int | None = None
) -> list[_Result | Lost]:
    """Do every task within the time and memory that the limits allow; results in the tasks' order.

    Args:
        work: what to do; a function of a module (or a ``partial`` of one), so that it can be sent to a process. What
            it takes and gives is sent too.
    """
    if not tasks:
        return []
    results: dict[int, _Result | Lost] = {}
    waiting = deque(range(len(tasks)))
    crew = _Crew(min(jobs or default_jobs(), len(tasks)), work, limits)
    try:
        while waiting or crew.busy:
            for worker in crew.idle():
                if waiting:
                    number = waiting.popleft()
                    worker.give(number, tasks[number], limits.seconds)
            results.update(crew.collect())
    finally:
        crew.dismiss()
    return [results[number] for number in range(len(tasks))]


@dataclass
class _Worker:
    """A process and the task that it is at."""

    process: BaseProcess
    pipe: Connection
    task: int | None = None
    deadline: float = 0.0

    def give(self, task: int, what: Any, seconds: float) -> None:
        self.task, self.deadline = task, time.monotonic() + seconds
        try:
            self.pipe.send(what)
        except OSError:
            self.deadline = 0.0  # it is gone: collect says so


class _Crew:
    """The processes of a run; one that is lost is replaced."""

    def __init__(self, size: int, work: Callable[[Any], Any], limits: Limits) -> None:
        self._work, self._limits = work, limits
        # A forked process starts at once; threads would make forking unsafe, and Windows cannot fork.
        self._start: Any = multiprocessing.get_context(
            "fork" if sys.platform.startswith("linux") else "spawn"
        )
        self._workers: list[_Worker] = []
        for _ in range(size):
            self._workers.append(self._hire())

    @property
    def busy(self) -> bool:
        return any(worker.task is not None for worker in self._workers)

    def idle(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.task is None]

    def collect(self) -> list[tuple[int, Any]]:
        """What was finished: (task, result), or (task, Lost) where the process is lost or out of time."""
        at_work = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        if not at_work:
            return []
        timeout = max(0.0, min(worker.deadline for worker in at_work.values()) - time.monotonic())
        finished: list[tuple[int, Any]] = []
        for pipe in wait(list(at_work), timeout):
            worker = at_work.pop(cast(Connection, pipe))
            task = worker.task or 0
            try:
                finished.append((task, worker.pipe.recv()))
                worker.task = None
            except (EOFError, OSError):
                finished.append((task, Lost("crashed")))
                self._replace(worker)
        now = time.monotonic()
        for worker in at_work.values():
            if worker.deadline <= now:
                finished.append((worker.task or 0, Lost("timeout")))
                self._replace(worker)
        return finished

    def dismiss(self) -> None:
        """End all processes, whatever they are at."""
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def _replace(self, worker: _Worker) -> None:
        _end(worker)
        self._workers.remove(worker)
        self._workers.append(self._hire())

    def _hire(self) -> _Worker:
        mine, theirs = self._start.Pipe()
        others = [mine, *(worker.pipe for worker in self._workers)]
        process = self._start.Process(
            target=_live, args=(theirs, others, self._work, self._limits.memory_bytes), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, mine)


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _live(pipe: Connection, others: list[Connection], work: Callable[[Any], Any], memory: int) -> None:
    """The life of a process: do what comes through the pipe until it closes."""
    # Ends of other pipes that were inherited would keep them open after their owner is dead.
    for other in others:
        other.close()
    # What a dying reader prints (a Rust backtrace of a hundred lines) helps no clerk.
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    _bound_memory(memory)
    while True:
        try:
            task = pipe.recv()
            _answer(pipe, work, task)
        except (EOFError, OSError, KeyboardInterrupt):
            return


def _answer(pipe: Connection, work: Callable[[Any], Any], task: Any) -> None:
    try:
        pipe.send(work(task))
    except MemoryError:
        pipe.send(Lost("memory"))


def _bound_memory(most: int) -> None:
    """Let allocation fail beyond the bound, where the system can (not on Windows)."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    with open(
        "/proc/self/statm", "rb"
    ) as stream:  # what the process has already (a forked one inherits much)
        pages = int(stream.read().split()[0])
    most += pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
