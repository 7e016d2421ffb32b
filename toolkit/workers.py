"""Read many files in processes of their own: one that dies, hangs or eats memory costs its file and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, cast

from toolkit.form import load
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Return, Source, Unread
from toolkit.reading import read_source, unread

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

MOST_JOBS = 4  # more processes than that cost more to start than they save


def default_jobs() -> int:
    """As many processes as the machine has cores, up to MOST_JOBS."""
    return min(os.cpu_count() or 1, MOST_JOBS)


def read_all(
    sources: Sequence[Source], form_id: str, jobs: int | None = None, limits: Limits = DEFAULT
) -> list[Return | Unread]:
    """Read every source, each within the time and memory that the limits allow; results in the sources' order."""
    results: list[Return | Unread | None] = [None] * len(sources)
    tasks = deque(i for i, source in enumerate(sources) if _needs_reading(source))
    for i, source in enumerate(sources):
        if not _needs_reading(source):
            results[i] = read_source(source, load(form_id), limits)
    crew = _Crew(min(jobs or default_jobs(), len(tasks)), form_id, limits)
    try:
        while tasks or crew.busy:
            for worker in crew.idle():
                if tasks:
                    i = tasks.popleft()
                    worker.give(i, sources[i], limits.seconds)
            for i, outcome in crew.collect():
                results[i] = (
                    outcome if isinstance(outcome, Return | Unread) else unread(sources[i], outcome, "")
                )
    finally:
        crew.dismiss()
    return [result for result in results if result is not None]


def _needs_reading(source: Source) -> bool:
    return source.problem is None and source.ignored is None


@dataclass
class _Worker:
    """A process and the task that it is at."""

    process: BaseProcess
    pipe: Connection
    task: int | None = None
    deadline: float = 0.0

    def give(self, task: int, source: Source, seconds: float) -> None:
        self.task, self.deadline = task, time.monotonic() + seconds
        try:
            self.pipe.send(source)
        except OSError:
            self.deadline = 0.0  # it is gone: collect says so


class _Crew:
    """The processes of a run; one that is lost is replaced."""

    def __init__(self, size: int, form_id: str, limits: Limits) -> None:
        self._form_id, self._limits = form_id, limits
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

    def collect(self) -> list[tuple[int, Return | Unread | str]]:
        """What was finished: (task, result), or (task, problem) where the process is lost or out of time."""
        at_work = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        if not at_work:
            return []
        timeout = max(0.0, min(worker.deadline for worker in at_work.values()) - time.monotonic())
        finished: list[tuple[int, Return | Unread | str]] = []
        for pipe in wait(list(at_work), timeout):
            worker = at_work.pop(cast(Connection, pipe))
            task = worker.task or 0
            try:
                finished.append((task, worker.pipe.recv()))
                worker.task = None
            except (EOFError, OSError):
                finished.append((task, "crashed"))
                self._replace(worker)
        now = time.monotonic()
        for worker in at_work.values():
            if worker.deadline <= now:
                finished.append((worker.task or 0, "timeout"))
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
            target=_work, args=(theirs, others, self._form_id, self._limits), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, mine)


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _work(pipe: Connection, others: list[Connection], form_id: str, limits: Limits) -> None:
    """The life of a process: read what comes through the pipe until it closes."""
    # Ends of other pipes that were inherited would keep them open after their owner is dead.
    for other in others:
        other.close()
    # What a dying reader prints (a Rust backtrace of a hundred lines) helps no clerk.
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    _bound_memory(limits.memory_bytes)
    form = load(form_id)
    while True:
        try:
            source = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            result: Return | Unread = read_source(source, form, limits)
        except MemoryError:
            result = unread(source, "memory", "")
        except KeyboardInterrupt:
            return
        pipe.send(result)


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
