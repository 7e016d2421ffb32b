"""Files are read in processes: what is lost there is told of the file, and of no other."""

import os
import sys
import time

import pytest

from tests.factory import FORM, complete
from tests.painting import quick_workbook, report_rows, source
from toolkit import workers
from toolkit.limits import Limits
from toolkit.model import Return, Unread
from toolkit.reading import batch
from toolkit.reading.batch import read_all

GOOD = quick_workbook(report_rows(complete({}))[0])
planted = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the faults are planted through fork"
)


def files(*names):
    return [source(GOOD, f"{name}.xlsx") for name in names]


def problems(found):
    return [r.problem if isinstance(r, Unread) else "" for r in found]


@pytest.fixture
def fault(monkeypatch):
    """Make the reader do something else for a file of a certain name, in the processes that are started from here."""

    def plant(name, what):
        real = batch.read_source

        def read(found, *more):
            return what() if found.name.startswith(name) else real(found, *more)

        monkeypatch.setattr(batch, "read_source", read)

    return plant


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_files(jobs):
    found = read_all(files(*"abcdefg"), FORM.id, jobs)
    assert [r.name for r in found] == [f"{name}.xlsx" for name in "abcdefg"]
    assert all(isinstance(r, Return) for r in found)


def test_nothing_to_read():
    assert read_all([], FORM.id) == []


@planted
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_process_that_dies_costs_its_file_only(fault, jobs):
    fault("c", lambda: os._exit(139))
    found = read_all(files(*"abcde"), FORM.id, jobs)
    assert problems(found) == ["", "", "crashed", "", ""]
    assert found[2].claims[0].text == "c"


@planted
def test_a_file_that_hangs_is_stopped(fault):
    fault("b", lambda: time.sleep(60))
    found = read_all(files(*"abc"), FORM.id, 1, Limits(seconds=1.0))
    assert problems(found) == ["", "timeout", ""]


@planted
def test_a_file_that_eats_memory_is_stopped(fault):
    fault("b", lambda: bytearray(3 * 2**30))
    found = read_all(files(*"abc"), FORM.id, 2, Limits(memory_bytes=2**29))
    assert problems(found) == ["", "memory", ""]


def test_what_intake_could_not_take_needs_no_process(monkeypatch):
    monkeypatch.setattr(workers._Crew, "_hire", lambda self: pytest.fail("no process is needed"))
    found = read_all(
        [source(b"", "a.xlsx", problem="too_large"), source(b"", "~$a.xlsx", ignored="临时文件")], FORM.id
    )
    assert [(r.problem, r.note) for r in found] == [("too_large", ""), (None, "临时文件")]
