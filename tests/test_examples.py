"""The made-up district of examples/: what a first-time user sees is what was put in."""

import json
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from examples.make_examples import HERE, INBOX, LAST_YEAR, Data, Sent, build, load_data, write_examples
from tests.factory import FORM
from toolkit.intake import collect
from toolkit.model import District, Return, Source, Unread
from toolkit.publishing import Published
from toolkit.reading import read_source
from toolkit.run import Request, run

RETURNED = {"002", "007", "011"}
MISSING = {"013"}
NOT_SUMMED = {"009"}

# Each file's findings as (rule, figure); no other rule may speak up.
FINDINGS: dict[str, list[tuple[str, str | None]]] = {
    "发改局.xlsx": [("A03", "t3/total/natural_person"), ("A03", "t3/total/total")],
    "卫健局年报表.xlsx": [("A01", "t3/new/total"), ("A03", "t3/total/total")],
    "教育局 信息公开年报.xlsx": [
        ("H02", "t2/normative_documents/in_force"),
        ("V05", "t2/licensing/decisions"),
        ("V05", "t2/penalties/decisions"),
    ],
    "住建局年报.xlsx": [("F04", None)],
    "政务服务和大数据管理局2023年度报告.xlsx": [("F09", None)],
    "街道乡镇/东城街道.xlsx": [("V04", None), ("V04", None)],
    "街道乡镇/西园街道.xlsx": [("F02", None)],
    "街道乡镇/白鹭镇.xlsx": [("V07", None), ("V07", None)],
    "街道乡镇/石桥镇.xlsx": [("F01", None)],
}


@pytest.fixture(scope="module")
def data() -> Data:
    return load_data()


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[District, Published]:
    """The run that make demo does, on a copy: the roster is found beside the inbox."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(HERE / INBOX, folder / INBOX)
    shutil.copy(HERE / "名单.xlsx", folder)
    shutil.copytree(HERE / LAST_YEAR, folder / LAST_YEAR)
    return run(Request(folder / INBOX))


def totals_by_hand(data: Data, codes: set[str]) -> dict[str, Any]:
    """The sum of what district.toml says, with the form's totals added up without the form's identities."""
    sums: dict[str, Any] = {figure.code: 0 for figure in FORM.figures}
    for code in codes:
        for figure, value in data.entries[code].figures.items():
            sums[figure] += value
    rows = dict.fromkeys(figure.row.code for figure in FORM.by_table["t3"])
    columns = dict.fromkeys(figure.column.code for figure in FORM.by_table["t3"])
    settled = [row for row in rows if row not in ("new", "carried_in", "total", "carried_out")]
    for column in columns:
        sums[f"t3/total/{column}"] = sum(sums[f"t3/{row}/{column}"] for row in settled)
    for row in rows:
        sums[f"t3/{row}/total"] = sum(sums[f"t3/{row}/{column}"] for column in columns if column != "total")
    for group in ("review", "litigation_direct", "litigation_after_review"):
        outcomes = ("upheld", "corrected", "other", "pending")
        sums[f"t4/{group}/total"] = sum(sums[f"t4/{group}/{result}"] for result in outcomes)
    return sums


class TestRun:
    def test_every_agency_has_the_status_that_the_readme_promises(
        self, data: Data, outcome: tuple[District, Published]
    ) -> None:
        district, *_ = outcome
        assert (district.name, district.year, district.provisional) == ("云溪区人民政府", 2023, True)
        assert [result.agency.code for result in district.agencies] == list(data.entries)
        status = {result.agency.code: result.status for result in district.agencies}
        accepted = set(data.entries) - RETURNED - MISSING
        assert status == (
            dict.fromkeys(accepted, "accepted")
            | dict.fromkeys(RETURNED, "returned")
            | dict.fromkeys(MISSING, "missing")
        )
        assert {r.agency.code for r in district.included} == accepted - NOT_SUMMED

    def test_every_file_is_listed_once_and_none_is_left_over(
        self, data: Data, outcome: tuple[District, Published]
    ) -> None:
        district, *_ = outcome
        assert sorted(file.path for file in district.files) == sorted(sent.file for sent in data.sent)
        statuses: dict[str, int] = defaultdict(int)
        for file in district.files:
            statuses[file.status] += 1
        assert statuses == {"accepted": 9, "returned": 3, "superseded": 1, "rejected": 1}
        assert {(f.path, f.member) for f in district.files if f.member} == {
            (sent.file, sent.attachment) for sent in data.sent if sent.attachment
        }

    def test_the_totals_are_those_of_the_data(self, data: Data, outcome: tuple[District, Published]) -> None:
        district, published, _ = outcome
        expected = totals_by_hand(data, set(data.entries) - RETURNED - MISSING - NOT_SUMMED)
        assert dict(zip(FORM.codes, district.totals, strict=True)) == expected
        assert expected["t3/new/total"] == 61
        assert expected["t2/licensing/decisions"] == 3744
        assert expected["t2/fees/amount"] == Decimal("327.6375")
        written = json.loads((published.folder / "run.json").read_text("utf-8"), parse_float=Decimal)
        assert written["totals"] == expected

    def test_the_rules_find_what_was_planted_and_nothing_else(
        self, outcome: tuple[District, Published]
    ) -> None:
        found = defaultdict(list)
        for finding in outcome[0].findings:
            found[finding.path].append((finding.rule, finding.figure))
        assert dict(found) == FINDINGS

    def test_the_correction_names_the_figure_that_changed(self, outcome: tuple[District, Published]) -> None:
        message = next(f.message for f in outcome[0].findings if f.rule == "F04")
        assert "住建局年报（更正）.xlsx" in message
        assert "由 348 改为 384" in message

    def test_blanks_and_nones_are_counted(self, outcome: tuple[District, Published]) -> None:
        messages = [f.message for f in outcome[0].findings if f.rule == "V04"]
        assert ["4 格空白" in messages[0], "4 格填“无”" in messages[1]] == [True, True]

    def test_accepted_agencies_are_read_as_the_data_says(
        self, data: Data, outcome: tuple[District, Published]
    ) -> None:
        for result in outcome[0].agencies:
            if result.status != "accepted":
                continue
            entry = data.entries[result.agency.code]
            assert result.judged is not None
            ret = result.judged.ret
            read = {f.code: ret.values[f.index] for f in FORM.base if ret.values[f.index] != 0}
            assert read == entry.figures, entry.agency.name
            assert all(text in ret.sections["s1"] for text in (entry.opening, *entry.aspects)), (
                entry.agency.name
            )
            assert [ret.sections[key] for key in ("s5", "s6")] == [
                entry.sections[key] for key in ("s5", "s6")
            ]


class TestData:
    def test_figures_keep_the_balance_of_every_column(self, data: Data) -> None:
        for code in data.entries:
            sums = totals_by_hand(data, {code})
            for column in dict.fromkeys(f.column.code for f in FORM.by_table["t3"]):
                coming = sums[f"t3/new/{column}"] + sums[f"t3/carried_in/{column}"]
                assert coming == sums[f"t3/total/{column}"] + sums[f"t3/carried_out/{column}"], (code, column)

    def test_the_files_at_hand_were_made_from_the_data(self, data: Data) -> None:
        at_hand = {source.path: source for source in collect(HERE / INBOX)}
        assert set(at_hand) == {sent.file for sent in data.sent}
        for sent in data.sent:
            old, new = read_source(at_hand[sent.file], FORM), _read_anew(data, sent)
            assert type(old) is type(new), sent.file
            if isinstance(old, Return) and isinstance(new, Return):
                assert old.values == new.values, sent.file
                assert old.sections == new.sections, sent.file
                assert (old.claims, old.years, old.ticked) == (new.claims, new.years, new.ticked), sent.file
                assert old.saved == new.saved, sent.file

    def test_the_same_data_gives_the_same_bytes(self, data: Data, tmp_path: Path) -> None:
        first, second = tmp_path / "1", tmp_path / "2"
        for folder in (first, second):
            assert write_examples(folder, data) == []
        names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
        assert len(names) == len(data.sent) + 1 + len(data.entries) - 2
        assert [(first / name).read_bytes() for name in names] == [
            (second / name).read_bytes() for name in names
        ]

    def test_they_stay_small(self) -> None:
        files = [path for path in HERE.rglob("*") if path.is_file() and "输出" not in path.parts]
        assert sum(path.stat().st_size for path in files if "__pycache__" not in path.parts) < 400_000


def _read_anew(data: Data, sent: Sent) -> Return | Unread:
    source = Source(sent.file, None, "0" * 64, build(data, sent))
    if not sent.attachment:
        return read_source(source, FORM)
    from toolkit.intake.mail import open_mail
    from toolkit.intake.parts import Envelope
    from toolkit.limits import DEFAULT

    (part,) = open_mail(Envelope(sent.file, source.data, None, False, ""), DEFAULT)
    assert part.name == sent.attachment
    sent_with = (part.data, None, part.saved, part.mailed, part.sender)
    return read_source(Source(sent.file, part.name, "0" * 64, *sent_with, subject=part.subject), FORM)
