"""Files are read in processes that may die, hang or eat memory."""

import os
import sys
import time

import pytest

from tests.factory import FORM, complete
from tests.painting import quick_workbook, report_rows, source
from toolkit import workers
from toolkit.limits import Limits
from toolkit.model import Return, Unread
from toolkit.workers import read_all

GOOD = quick_workbook(report_rows(complete({}))[0])
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the faults are planted through fork"
)


def files(*names):
    return [source(GOOD, f"{name}.xlsx") for name in names]


@pytest.fixture
def fault(monkeypatch):
    """Make the reader do something else for a file of a certain name, in the processes that are started from here."""

    def plant(name, what):
        real = workers.read_source

        def read(found, *more):
            return what() if found.name.startswith(name) else real(found, *more)

        monkeypatch.setattr(workers, "read_source", read)

    return plant


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_files(jobs):
    found = read_all(files(*"abcdefg"), FORM.id, jobs)
    assert [r.name for r in found] == [f"{name}.xlsx" for name in "abcdefg"]
    assert all(isinstance(r, Return) for r in found)


def test_nothing_to_read():
    assert read_all([], FORM.id) == []


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_process_that_dies_costs_its_file_only(fault, jobs):
    fault("c", lambda: os._exit(139))
    found = read_all(files(*"abcde"), FORM.id, jobs)
    assert [r.problem if isinstance(r, Unread) else "" for r in found] == ["", "", "crashed", "", ""]
    assert found[2].claims[0].text == "c"


def test_a_file_that_hangs_is_stopped(fault):
    fault("b", lambda: time.sleep(60))
    started = time.monotonic()
    found = read_all(files(*"abc"), FORM.id, 1, Limits(seconds=1.0))
    assert [r.problem if isinstance(r, Unread) else "" for r in found] == ["", "timeout", ""]
    assert time.monotonic() - started < 20


def test_a_file_that_eats_memory_is_stopped(fault):
    fault("b", lambda: bytearray(3 * 2**30))
    found = read_all(files(*"abc"), FORM.id, 2, Limits(memory_bytes=2**29))
    assert [r.problem if isinstance(r, Unread) else "" for r in found] == ["", "memory", ""]


def test_what_intake_could_not_take_needs_no_process(monkeypatch):
    monkeypatch.setattr(workers._Crew, "_hire", lambda self: pytest.fail("no process is needed"))
    found = read_all(
        [source(b"", "a.xlsx", problem="too_large"), source(b"", "~$a.xlsx", ignored="临时文件")], FORM.id
    )
    assert [(r.problem, r.note) for r in found] == [("too_large", ""), (None, "临时文件")]


def test_no_process_is_left():
    import multiprocessing

    read_all(files("a", "b"), FORM.id, 2)
    assert multiprocessing.active_children() == []
