"""Tasks are done in processes that may die, hang or eat memory."""

import multiprocessing
import os
import time

import pytest

from toolkit.limits import Limits
from toolkit.workers import Lost, work_all

LIMITS = Limits(seconds=20.0)


def double(number: int) -> int:
    return 2 * number


def moody(number: int) -> int:
    if number == 1:
        os._exit(139)
    if number == 2:
        time.sleep(60)
    if number == 3:
        raise MemoryError
    return number


@pytest.mark.parametrize("jobs", [None, 1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(jobs):
    assert work_all(double, range(9), LIMITS, jobs) == [2 * n for n in range(9)]


def test_no_tasks():
    assert work_all(double, [], LIMITS) == []


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_lost_is_told_and_costs_its_own_task_only(jobs):
    started = time.monotonic()
    found = work_all(moody, range(5), Limits(seconds=1.0), jobs)
    assert found == [0, Lost("crashed"), Lost("timeout"), Lost("memory"), 4]
    assert time.monotonic() - started < 20


def test_large_things_go_to_and_fro():
    (found,) = work_all(bytes.upper, [b"a" * 20_000_000], LIMITS)
    assert found == b"A" * 20_000_000


def test_no_process_is_left():
    work_all(moody, range(5), Limits(seconds=1.0), 2)
    assert multiprocessing.active_children() == []
