"""Mails and archives are opened in processes: one that does harm costs itself only."""

import os
import sys
import time
from pathlib import Path

import pytest

from tests.intake.test_intake import archive, mail
from toolkit.intake import collect, opening
from toolkit.limits import Limits

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the faults are planted through fork"
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "a.eml").write_bytes(mail(("a.xlsx", b"1")))
    (tmp_path / "b.zip").write_bytes(archive(b=b"2"))
    (tmp_path / "c.eml").write_bytes(mail(("c.xlsx", b"3")))
    (tmp_path / "d.xlsx").write_bytes(b"4")
    return tmp_path


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        (lambda: os._exit(139), "crashed"),
        (lambda: time.sleep(60), "timeout"),
        (lambda: bytearray(3 * 2**30), "memory"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_it_is_listed_itself_and_the_others_are_opened(inbox, monkeypatch, what, problem, jobs):
    real = opening._open

    def hostile(opener, source, limits):
        return what() if source.name == "b.zip" else real(opener, source, limits)

    monkeypatch.setattr(opening, "_open", hostile)
    found = collect(inbox, limits=Limits(seconds=2.0, memory_bytes=2**29), jobs=jobs)
    assert [(s.path, s.member, s.data, s.problem) for s in found] == [
        ("a.eml", "a.xlsx", b"1", None),
        ("b.zip", None, b"", problem),
        ("c.eml", "c.xlsx", b"3", None),
        ("d.xlsx", None, b"4", None),
    ]
    assert len(found[1].sha256) == 64


def test_an_inbox_without_mails_and_archives_needs_no_process(tmp_path, monkeypatch):
    from toolkit import workers

    (tmp_path / "d.xlsx").write_bytes(b"4")
    monkeypatch.setattr(workers._Crew, "_hire", lambda self: pytest.fail("no process is needed"))
    assert [s.data for s in collect(tmp_path)] == [b"4"]
