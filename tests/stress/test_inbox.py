"""An inbox with an item of every kind: each must become what it must, and nothing may leak into anything else."""

import csv
import json
import os
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import olefile
import pytest
from lxml import etree

from tests.factory import FORM
from tests.painting import quick_workbook, report_rows
from tests.stress.zoo import CONTROL, FORMULA, LINK, REGION, SCRIPT, TEXTS, Zoo, figures_of, make_zoo
from toolkit.run import Request, run

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="some of the names, links and pipes exist on Linux only"
)
STAMP = 1704844800  # 2024-01-10: the files' own time, where nothing else tells when they were sent

OWN_LINK = re.compile(r'^HYPERLINK\(""&MATCH\("",报送情况!\$B\$\d+:\$B\$\d+,0\)\+\d+,""\)$')


class Ran(NamedTuple):
    """The zoo after two runs."""

    zoo: Zoo
    place: Path
    record: dict[str, Any]
    before: dict[str, bytes]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    place = tmp_path_factory.mktemp("zoo")
    park = f"{REGION}开发区管委会"
    (small := tmp_path_factory.mktemp("park") / "inbox").mkdir()
    (small / "a.xlsx").write_bytes(quick_workbook(report_rows(figures_of(park), "园区办", 2023, TEXTS)[0]))
    published = run(Request(small, name=park, jobs=1))[1]
    output = {p.relative_to(published.folder).as_posix(): p.read_bytes() for p in _files(published.folder)}
    zoo = make_zoo(output["汇总表.xlsx"], output)
    for path, data in zoo.files.items():
        file = place / "inbox" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (STAMP, STAMP))
    # Nothing outside the inbox is read, whatever leads there.
    (place / "别处.xlsx").write_bytes(
        quick_workbook(report_rows(figures_of("x"), f"{REGION}政务服务中心")[0])
    )
    (place / "inbox" / "捷径.xlsx").symlink_to(place / "别处.xlsx")
    (place / "inbox" / "文件夹捷径").symlink_to(place / "inbox" / "邮件")
    os.mkfifo(place / "inbox" / "管道.xlsx")
    in_gbk = os.fsencode(place / "inbox" / "名称") + "/甲乡.txt".encode("gbk")
    Path(os.fsdecode(in_gbk)).write_bytes("收到".encode("gbk"))
    columns = ["单位编码", "单位名称", "简称", "曾用名", "类别", "纳入汇总"]
    with (place / "名单.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(zoo.roster)
    before = {p.relative_to(place).as_posix(): p.read_bytes() for p in _files(place)}
    for jobs in (1, 4):
        run(Request(place / "inbox", place / f"输出{jobs}", jobs=jobs))
    record = json.loads((place / "输出1" / "run.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return Ran(zoo, place, record, before)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_there_are_more_than_sixty_items(ran: Ran) -> None:
    assert len(ran.zoo.files) > 100
    assert sum(len(leaves) for leaves in ran.zoo.leaves.values()) > 115


def test_every_part_becomes_what_it_must(ran: Ran) -> None:
    wrong = []
    listed = {(f["path"], f["member"]): f for f in ran.record["files"]}
    rules: dict[tuple[str, str | None], set[str]] = {}
    errors: dict[tuple[str, str | None], set[str]] = {}
    for finding in ran.record["findings"]:
        place = (finding["path"], finding["member"])
        rules.setdefault(place, set()).add(finding["rule"])
        if finding["severity"] == "error":
            errors.setdefault(place, set()).add(finding["rule"])
    for path, leaves in ran.zoo.leaves.items():
        for leaf in leaves:
            place = (_shown(path), leaf.member)
            found = listed.get(place)
            if found is None:
                near = [f["member"] for f in ran.record["files"] if f["path"] == place[0]]
                wrong.append(f"{place} is not listed, but {near}")
                continue
            if (found["status"], found["agency"]) != (leaf.status, leaf.agency) or leaf.reason not in found[
                "reason"
            ]:
                wrong.append(f"{place}: {found['status']} {found['agency']} {found['reason']}, not {leaf}")
            missed = leaf.rules - rules.get(place, set())
            if missed or not errors.get(place, set()) <= leaf.rules:
                wrong.append(f"{place}: {rules.get(place)}, not {sorted(leaf.rules)}")
            if found["status"] != "accepted" and not found["reason"]:
                wrong.append(f"{place}: no reason")
    assert not wrong, "\n".join(wrong)


def _shown(path: str) -> str:
    return path.replace("\x02", "␂").replace("\u202e", "⟨U+202E⟩")


def test_every_file_and_part_is_listed_once(ran: Ran) -> None:
    listed = Counter((f["path"], f["member"]) for f in ran.record["files"])
    assert max(listed.values()) == 1
    found = Counter(f["path"] for f in ran.record["files"])
    counted = {_shown(path): _parts(path, data) for path, data in ran.zoo.files.items()}
    counted |= {"捷径.xlsx": 1, "文件夹捷径": 1, "管道.xlsx": 1, "名称/甲乡.txt": 1}
    assert {path: (found.get(path), n) for path, n in counted.items() if found.get(path) != n} == {}
    assert set(found) == set(counted)


def _parts(name: str, data: bytes, depth: int = 0) -> int:
    """How many parts a file has, counted by other means than the program's: what cannot be opened is one."""
    lower = name.lower()
    if depth >= 5 or not data:
        return 1
    if lower.endswith((".zip", ".rar")) and data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
                if any(info.filename == "[Content_Types].xml" for info in infos):
                    return 1
                return sum(
                    1 if info.flag_bits & 1 else _parts(info.filename, archive.read(info), depth + 1) for info in infos
                ) or 1  # fmt: skip
        except zipfile.BadZipFile:
            return 1
    if lower.endswith((".msg", ".eml")) and data.startswith(b"\xd0\xcf\x11\xe0"):
        try:
            with olefile.OleFileIO(BytesIO(data)) as ole:
                holders = {tuple(e[:i]) for e in ole.listdir(True, True) for i in range(1, len(e) + 1)
                           if e[i - 1].startswith("__attach")}  # fmt: skip
                return sum(1 for h in holders if not any(o != h and o[: len(h)] == h for o in holders)) or 1
        except OSError:
            return 1
    if lower.endswith((".eml", ".msg")) and not data.startswith(b"\0"):
        try:
            message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
            total = 0
            for part in message.walk():
                if part is not message and part.get_content_type() == "message/rfc822":
                    total += _parts("x.eml", part.get_payload(0).as_bytes(), depth + 1)
                    break
                name = part.get_filename() or ""
                if name or part.get_content_disposition() == "attachment":
                    total += _parts(name, part.get_payload(decode=True) or b"", depth + 1)
            return total or 1
        except RecursionError:
            return 1
    return 1


def test_who_is_missing(ran: Ran) -> None:
    missing = [a["name"] for a in ran.record["agencies"] if a["status"] == "missing"]
    assert sorted(missing) == sorted(ran.zoo.missing)
    assert ran.record["provisional"] is True
    assert ran.record["name"] == f"{REGION}人民政府"


def test_the_totals_are_the_sum_of_those_that_count(ran: Ran) -> None:
    assert {a["name"] for a in ran.record["agencies"] if a["included"]} == set(ran.zoo.counted)
    assert {code: Decimal(v) for code, v in ran.record["totals"].items()} == ran.zoo.totals()


def test_each_agency_has_its_own_figures(ran: Ran) -> None:
    with (ran.place / "输出1" / "facts.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["agency_name"], {})[f"{row['table']}/{row['row']}/{row['column']}"] = row[
            "value"
        ]
    for name, values in ran.zoo.figures.items():
        assert {code: Decimal(found[name][code]) for code in FORM.codes} == dict(
            zip(FORM.codes, values, strict=True)
        ), name


@pytest.mark.parametrize("name", ["run.json", "facts.csv"])
def test_the_number_of_processes_changes_nothing(ran: Ran, name: str) -> None:
    assert (ran.place / "输出1" / name).read_bytes() == (ran.place / "输出4" / name).read_bytes()


def test_nothing_else_was_written_or_changed(ran: Ran) -> None:
    after = {p.relative_to(ran.place).as_posix(): p.read_bytes() for p in _files(ran.place)}
    outputs = {path for path in after if path.startswith(("输出1/", "输出4/"))}
    # The register is kept beside the inbox, and is the one file that a run writes outside its output.
    assert set(after) - outputs - {"核实登记.xlsx"} == set(ran.before)
    assert {path for path in ran.before if after[path] != ran.before[path]} == set()
    assert sorted(p.name for p in ran.place.iterdir() if p.name.startswith(".")) == []
    for file in _files(ran.place / "输出1"):
        assert file.resolve().is_relative_to(ran.place / "输出1")
        assert not re.search(r"[\x00-\x1f\u202e<>:\"|?*]", file.name), file.name


class TestPlantedWords:
    """Formulas, markup and control characters come out as text, and as nothing else."""

    def office(self, ran: Ran) -> Iterator[tuple[str, str, Any]]:
        """Every XML part of every workbook and document of the output: (file, part, root)."""
        for file in _files(ran.place / "输出1"):
            if file.suffix not in (".xlsx", ".docx"):
                continue
            with zipfile.ZipFile(file) as archive:
                for part in archive.namelist():
                    if part.endswith((".xml", ".rels")):
                        yield file.name, part, etree.fromstring(archive.read(part))

    def test_they_are_there(self, ran: Ran) -> None:
        """Else the other tests would prove nothing."""
        record = json.dumps(ran.record, ensure_ascii=False, default=str)
        assert "cmd|" in record
        assert SCRIPT in record
        drafts = "".join(
            "".join(root.itertext()) for name, part, root in self.office(ran) if "恶文局" in name and part == "word/document.xml"
        )  # fmt: skip
        assert LINK in drafts
        assert SCRIPT in drafts
        assert "{{ 7*7 }}" in drafts
        assert "甲" in drafts

    def test_every_part_is_well_formed_and_links_nowhere(self, ran: Ran) -> None:
        for name, part, root in self.office(ran):
            for node in root.iter("{*}Relationship"):
                assert node.get("TargetMode") != "External", (name, part)
            # From sheet to sheet of 汇总表.xlsx the program links itself, to a place that holds nobody's words.
            outward = [
                node
                for node in root.iter("{*}hyperlink", "{*}fldSimple", "{*}ddeLink", "{*}script")
                if not re.fullmatch(r"'[\u4e00-\u9fff]{2,4}'!A\d+", node.get("location", ""))
                or any(key.endswith("}id") for key in node.attrib)
            ]
            assert not outward, (name, part)
            # The number of the page is the one field that the program writes.
            assert {(node.text or "").strip() for node in root.iter("{*}instrText")} <= {"PAGE"}, (name, part)

    def test_no_formula_is_anybodys_but_the_programs(self, ran: Ran) -> None:
        for name, part, root in self.office(ran):
            for node in root.iter(
                "{*}f", "{*}formula", "{*}formula1", "{*}definedName", "{*}calculatedColumnFormula"
            ):
                # A link of the program's own holds the agency's name between its quotes, and leads to a line of 报送情况.
                text = OWN_LINK.sub("", re.sub(r'"(?:[^"]|"")*"', '""', node.text or ""))
                assert not re.search(r"cmd\||HYPERLINK|evil|@SUM|script", text), (name, part, node.text)

    @pytest.mark.parametrize("name", ["facts.csv"])
    def test_no_cell_of_a_csv_begins_like_a_formula(self, ran: Ran, name: str) -> None:
        with (ran.place / "输出1" / name).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        assert len({len(row) for row in rows}) == 1
        bad = {cell for row in rows for cell in row if re.match(r"[=@\t\r]|[+-](?!\d+(\.\d+)?$|$)", cell)}
        assert bad == set()
        assert any(cell == f"'{LINK}" for row in rows for cell in row)

    def test_run_json_holds_no_bare_control_character(self, ran: Ran) -> None:
        text = (ran.place / "输出1" / "run.json").read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)

    def test_no_header_is_broken_into_two(self, ran: Ran) -> None:
        for file in ran.record["files"]:
            assert "\n" not in f"{file['path']}{file['member']}{file['agency']}{file['reason']}", file
        for file in _files(ran.place / "输出1"):
            if file.suffix == ".eml":
                message = message_from_bytes(file.read_bytes(), policy=policy.default)
                assert "Bcc" not in message, file.name
                assert not message.defects, file.name

    def test_pages_run_no_script_of_strangers(self, ran: Ran) -> None:
        for file in _files(ran.place / "输出1"):
            if file.suffix == ".html":
                assert SCRIPT not in file.read_text(encoding="utf-8"), file.name

    def test_control_characters_do_not_reach_documents(self, ran: Ran) -> None:
        assert "\x01" in CONTROL
        for name, part, root in self.office(ran):
            for text in root.itertext():
                assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text), (name, part)

    def test_the_formula_in_a_file_name_is_shown_as_it_is(self, ran: Ran) -> None:
        assert any(FORMULA.replace("/", "_") in file["path"] for file in ran.record["files"])
