"""Files made to harm: refused or read within the limits, and nothing else in the run suffers."""

import io
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factory import FORM, complete
from tests.painting import quick_workbook, report_rows, source
from toolkit.intake import collect
from toolkit.limits import Limits
from toolkit.model import Return, Unread
from toolkit.reading.batch import read_all

GOOD = quick_workbook(report_rows(complete({}))[0])
LIMITS = Limits(seconds=30.0)


def rewritten(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The good workbook with parts changed, dropped or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    return rewritten(lambda name, content: change(content) if name.endswith("sheet1.xml") else content)


def with_rows(rows: bytes) -> bytes:
    return sheet(lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def bomb() -> bytes:
    """400 MB of nothing in a part of 400 kB."""
    return rewritten(lambda name, content: content, {"xl/media/image1.bin": b"\0" * 400_000_000})


def lying_bomb() -> bytes:
    """The same, with sizes in the archive that say it is small."""
    data = bytearray(bomb())
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.rfind(
            signature, 0, data.rfind(b"xl/media/image1.bin") + 1 if signature == b"PK\x01\x02" else len(data)
        )
        while place != -1:
            if data[place + (46 if signature == b"PK\x01\x02" else 30) :].startswith(b"xl/media/image1.bin"):
                data[place + at : place + at + 4] = struct.pack("<I", 1000)
                break
            place = data.rfind(signature, 0, place)
    return bytes(data)


def billion_laughs() -> bytes:
    entities = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
    )
    return sheet(
        lambda xml: xml.replace(b"<worksheet", entities + b"]><worksheet", 1).replace(
            b"<v>0</v>", b"<f>&j;</f>", 1
        )
    )


def external_entity() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return sheet(
        lambda xml: xml.replace(b"<worksheet", doctype + b"<worksheet", 1).replace(
            b"<v>0</v>", b"<f>&a;</f>", 1
        )
    )


def false_dimension() -> bytes:
    return sheet(
        lambda xml: xml.replace(b'<dimension ref="', b'<dimension ref="A1:XFD1048576"/><dimension ref="', 1)
    )


def far_cell() -> bytes:
    return with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def formatted_rows() -> bytes:
    return with_rows(b"".join(b'<row r="%d" s="1" customFormat="1"/>' % r for r in range(2000, 1_048_577)))


def styled_blanks() -> bytes:
    line = b"".join(b'<c r="%c%%d" s="1"/>' % (65 + c) for c in range(20))
    return with_rows(
        b"".join(
            b'<row r="%d">' % r + line.replace(b"%d", b"%d" % r) + b"</row>" for r in range(2000, 202_000)
        )
    )


def many_sheets() -> bytes:
    names = range(2, 10_001)
    book = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in names).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="worksheets/e.xml"/>' for n in names
    ).encode()
    empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'

    def change(name: str, content: bytes) -> bytes:
        if name == "xl/workbook.xml":
            return content.replace(b"</sheets>", book + b"</sheets>")
        if name == "xl/_rels/workbook.xml.rels":
            return content.replace(b"</Relationships>", rels + b"</Relationships>")
        return content

    return rewritten(change, {"xl/worksheets/e.xml": empty})


REFUSED = {
    "bomb": bomb,
    "lying bomb": lying_bomb,
    "billion laughs": billion_laughs,
    "far cell": far_cell,
}
READ = {
    "external entity": external_entity,
    "false dimension": false_dimension,
    "formatted rows": formatted_rows,
    "styled blanks": styled_blanks,
    "many sheets": many_sheets,
}


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux only")
class TestWorkbooks:
    @pytest.mark.parametrize("name", REFUSED)
    def test_it_is_refused_and_its_neighbours_are_read(self, name):
        found = read_all(
            [source(GOOD, "a.xlsx"), source(REFUSED[name](), "b.xlsx"), source(GOOD, "c.xlsx")],
            FORM.id,
            2,
            LIMITS,
        )
        assert [type(result) for result in found] == [Return, Unread, Return]
        assert found[1].problem in ("too_large", "damaged", "memory"), found[1]

    @pytest.mark.parametrize("name", READ)
    def test_it_is_read_within_the_limits_or_refused(self, name):
        found = read_all(
            [source(GOOD, "a.xlsx"), source(READ[name](), "b.xlsx"), source(GOOD, "c.xlsx")],
            FORM.id,
            2,
            LIMITS,
        )
        assert isinstance(found[0], Return)
        assert isinstance(found[2], Return)
        result = found[1]
        if isinstance(result, Return):
            assert all(value in (0, None) for value in result.values)
            assert not any("root:" in raw for raw in result.raws)
        else:
            assert result.problem in ("too_large", "damaged", "memory", "timeout"), result


class TestArchives:
    def test_a_zip_bomb_in_the_inbox(self, tmp_path: Path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("big.xlsx", b"\0" * 5_000_000)
            out.writestr("good.xlsx", GOOD)
        found = collect(tmp_path, limits=Limits(file_bytes=1_000_000))
        assert [(s.member, s.problem) for s in found] == [("big.xlsx", "too_large"), ("good.xlsx", None)]

    @pytest.mark.parametrize("name", ["../../../etc/x.xlsx", "/etc/x.xlsx", "C:\\x.xlsx", "a/../../x.xlsx"])
    def test_names_are_shown_and_never_written(self, tmp_path: Path, name: str):
        (tmp_path / "in").mkdir()
        with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as out:
            out.writestr(name, GOOD)
        (found,) = collect(tmp_path / "in")
        assert found.data == GOOD
        assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "in"]

    def test_a_zip_that_holds_itself_many_times(self, tmp_path: Path):
        data = GOOD
        for _ in range(12):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as out:
                out.writestr("a.zip", data)
            data = buffer.getvalue()
        (tmp_path / "a.zip").write_bytes(data)
        (found,) = collect(tmp_path)
        assert found.problem == "nesting"
