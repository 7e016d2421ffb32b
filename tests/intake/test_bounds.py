"""Bounds of mails and archives as a whole, whatever lies inside what; and links, pipes and names that deceive."""

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from tests.factory import FORM, complete
from tests.ole import compound_file, outlook_mail
from tests.painting import quick_workbook, report_rows, source
from toolkit.intake import collect
from toolkit.intake.parts import visible
from toolkit.limits import Limits
from toolkit.model import Return, Unread
from toolkit.reading import read_source

GOOD = quick_workbook(report_rows(complete({}))[0])
MB = 2**20


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members:
            out.writestr(name, data)
    return buffer.getvalue()


class TestOneFileOfTheInbox:
    """All that one file holds, at every depth, shares one allowance: else archives in archives multiply."""

    def test_archives_in_an_archive_share_the_size(self, tmp_path: Path):
        inner = zipped(("a.bin", b"0" * 900))
        (tmp_path / "a.zip").write_bytes(zipped(*((f"{i}.zip", inner) for i in range(5))))
        found = collect(tmp_path, limits=Limits(unpacked_bytes=5 * len(inner) + 2000))
        assert [s.problem for s in found] == [None, None, "too_large", "too_large", "too_large"]

    def test_and_the_number_of_parts(self, tmp_path: Path):
        inner = zipped(*((f"{i}.txt", b"1") for i in range(4)))
        (tmp_path / "a.zip").write_bytes(zipped(*((f"{i}.zip", inner) for i in range(3))))
        found = collect(tmp_path, limits=Limits(members=9))
        assert [s.problem for s in found] == [None] * 4 + ["members", "members"]

    def test_the_next_file_has_its_own(self, tmp_path: Path):
        for name in ("a.zip", "b.zip"):
            (tmp_path / name).write_bytes(zipped(("x.txt", b"1" * 900)))
        found = collect(tmp_path, limits=Limits(unpacked_bytes=1000))
        assert [s.problem for s in found] == [None, None]

    def test_attachments_of_an_outlook_mail_may_overlap_in_the_file(self, tmp_path: Path):
        mail = outlook_mail({f"{i}.bin": b"1" * 5000 for i in range(4)})
        (tmp_path / "a.msg").write_bytes(compound_file(mail))
        found = collect(tmp_path, limits=Limits(unpacked_bytes=12_000))
        assert [(s.problem, len(s.data)) for s in found] == [(None, 5000)] * 2 + [("too_large", 0)] * 2

    def test_a_directory_of_many_entries_is_not_loaded(self, tmp_path: Path):
        (tmp_path / "a.zip").write_bytes(zipped(*((f"{i}", b"") for i in range(500))))
        (found,) = collect(tmp_path, limits=Limits(members=4))
        assert found.problem == "members"


class TestTheRatio:
    def test_a_member_that_unpacks_to_more_than_is_natural(self, tmp_path: Path):
        (tmp_path / "a.zip").write_bytes(zipped(("a.xlsx", b"\0" * 17 * MB), ("b.xlsx", b"\0" * 15 * MB)))
        assert [s.problem for s in collect(tmp_path)] == ["too_large", None]

    def test_a_part_of_a_workbook_that_does(self):
        result = read_source(source(with_part("xl/media/a.bin", b"\0" * 17 * MB), "a.xlsx"), FORM)
        assert isinstance(result, Unread)
        assert (result.problem, "200 分之一" in result.note) == ("too_large", True)

    def test_a_workbook_with_very_many_blank_rows_is_read(self):
        rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % r for r in range(2000, 400_000))
        with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").replace(b"</sheetData>", rows + b"</sheetData>")
        assert len(sheet) < 17 * MB
        result = read_source(source(with_part("xl/worksheets/sheet1.xml", sheet), "a.xlsx"), FORM)
        assert isinstance(result, Return)


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        parts = {info.filename: book.read(info) for info in book.infolist()}
    return zipped(*(parts | {name: content}).items())


class TestNames:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("表\x01.xlsx", "表␁.xlsx"), ("a\tb\nc", "a␉b␊c"), ("表\u202excod.exe", "表⟨U+202E⟩xcod.exe"),
            ("表\x85", "表⟨U+0085⟩"), ("财政局 (1).xlsx", "财政局 (1).xlsx"),
        ],
    )  # fmt: skip
    def test_what_nobody_sees_is_shown(self, name: str, shown: str):
        assert visible(name) == shown

    def test_two_names_that_differ_in_it_stay_two(self, tmp_path: Path):
        for name in ("表\x01.txt", "表\x02.txt"):
            (tmp_path / name).write_bytes(b"x")
        assert [s.path for s in collect(tmp_path)] == ["表␁.txt", "表␂.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows, and it has no such pipes")
class TestLinks:
    def test_a_link_out_of_the_inbox_is_not_followed(self, tmp_path: Path):
        (tmp_path / "secret.xlsx").write_bytes(GOOD)
        (tmp_path / "inbox").mkdir()
        (tmp_path / "inbox" / "a.xlsx").symlink_to(tmp_path / "secret.xlsx")
        (tmp_path / "inbox" / "b").symlink_to(tmp_path)
        found = collect(tmp_path / "inbox")
        assert [(s.path, s.data, "收件文件夹以外" in str(s.ignored)) for s in found] == [
            ("a.xlsx", b"", True), ("b", b"", True)
        ]  # fmt: skip

    def test_a_link_within_it_is(self, tmp_path: Path):
        (tmp_path / "a.xlsx").write_bytes(GOOD)
        (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
        assert [s.data for s in collect(tmp_path)] == [GOOD, GOOD]

    def test_a_link_to_itself_and_a_pipe_hold_nothing_up(self, tmp_path: Path):
        (tmp_path / "a.xlsx").symlink_to(tmp_path / "a.xlsx")
        os.mkfifo(tmp_path / "b.xlsx")
        found = collect(tmp_path)
        assert [(s.problem, bool(s.ignored)) for s in found] == [(None, True), ("unreadable", False)]

    def test_an_inbox_that_is_a_link_itself(self, tmp_path: Path):
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "a.xlsx").write_bytes(GOOD)
        (tmp_path / "inbox").symlink_to(tmp_path / "real")
        (found,) = collect(tmp_path / "inbox")
        assert (found.path, found.data) == ("a.xlsx", GOOD)
