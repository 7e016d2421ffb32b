"""Tables copied as text, of which a browser leaves out the merged cells."""

import random
from collections.abc import Sequence

import pytest

from tests.factory import FORM, make_return, random_base
from toolkit.limits import DEFAULT
from toolkit.model import Return, Source
from toolkit.reading import read_source

T3 = FORM.by_table["t3"]
T4 = FORM.by_table["t4"]
LEAVES = [column.label.text for column in T3[0].block.columns]
RESULTS = [column.label.text for column in T4[0].block.columns]
RETURN = make_return(random_base(random.Random(7), 30), "甲区财政局")


def _rows(table: str) -> list[list[str]]:
    specs = FORM.by_table[table]
    block = specs[0].block
    rows = []
    seen: set[str] = set()
    for line in block.rows:
        figures = [str(RETURN.values[f.index]) for f in specs if f.row is line]
        groups = [g.text for g in line.path if g.text not in seen]
        seen.update(groups)
        rows.append([*groups, line.label.text, *figures])
    return rows


def _report(*heads: Sequence[str], t4: Sequence[Sequence[str]] = ()) -> str:
    lines = ["甲区财政局2023年政府信息公开工作年度报告"]
    if heads:
        lines.append("三、收到和处理政府信息公开申请情况")
        lines += ["\t".join(row) for row in (*heads, *_rows("t3"))]
    if t4:
        lines.append("四、政府信息公开行政复议、行政诉讼情况")
        lines += ["\t".join(row) for row in t4]
    return "\n".join(lines)


def _read(text: str) -> Return:
    read = read_source(Source("年报.txt", None, "0" * 64, text.encode()), FORM, DEFAULT)
    assert isinstance(read, Return)
    return read


@pytest.mark.parametrize(
    "heads",
    [
        ([FORM.by_table["t3"][0].block.corner or "", "申请人情况"], ["自然人", "法人或其他组织", "总计"], LEAVES[1:6]),
        # 总计 beside 申请人情况, two rows deep.
        (["申请人情况", "总计"], ["自然人", "法人或其他组织"], LEAVES[1:6]),
        (["自然人", "法人或其他组织", "总计"], LEAVES[1:6]),
    ],
    ids=["official", "total-above", "no-corner"],
)  # fmt: skip
def test_heads_without_merged_cells(heads: tuple[Sequence[str], ...]) -> None:
    read = _read(_report(*heads))
    assert [read.values[f.index] for f in T3] == [RETURN.values[f.index] for f in T3]
    assert {read.states[f.index] for f in T3} <= {"number", "zero"}


def test_heads_side_by_side_without_merged_cells() -> None:
    figures = [str(RETURN.values[f.index]) for f in T4]
    read = _read(
        _report(
            t4=[
                ["行政复议", "行政诉讼"],
                [*RESULTS, "未经复议直接起诉", "复议后起诉"],
                [*RESULTS, *RESULTS],
                figures,
            ]
        )
    )
    assert [read.values[f.index] for f in T4] == [RETURN.values[f.index] for f in T4]


def test_a_head_that_is_missing_or_moved_is_not_guessed() -> None:
    moved = [LEAVES[2], LEAVES[1], *LEAVES[3:6]]
    for second in (moved, LEAVES[2:6], [*LEAVES[1:6], LEAVES[1]]):
        read = _read(_report(["申请人情况"], ["自然人", "法人或其他组织", "总计"], second))
        # Moved heads may only be read where they stand: never a figure under another head's name.
        wrong = [
            f.code
            for f in T3
            if read.states[f.index] != "absent" and read.values[f.index] != RETURN.values[f.index]
        ]
        assert wrong == []


def test_rows_that_kept_their_empty_cells_stay() -> None:
    """The copy of a spreadsheet's cells: merged cells leave empty ones behind, and a blank figure is one too."""
    rows = [[*[""] * (3 - (len(row) - 7)), *row] for row in _rows("t3")]
    rows[0][3] = ""
    heads = [
        ["", "", "", "申请人情况", "", "", "", "", "", ""],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", *LEAVES[1:6], ""],
    ]
    text = "\n".join(
        ["甲区财政局2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
        + ["\t".join(row) for row in (*heads, *rows)]
    )
    read = _read(text)
    assert read.states[T3[0].index] == "blank"
    assert [read.values[f.index] for f in T3[1:]] == [RETURN.values[f.index] for f in T3[1:]]


LAWSUITS = ["未经复议直接起诉", "复议后起诉"]


@pytest.mark.parametrize(
    "heads",
    [
        [["行政诉讼", "行政复议"], [*LAWSUITS, *RESULTS], [*RESULTS, *RESULTS]],
        [["行政复议", "行政诉讼"], [*RESULTS, *LAWSUITS[::-1]], [*RESULTS, *RESULTS]],
        [["行政复议", "行政诉讼"], [RESULTS[-1], *RESULTS[:-1], *LAWSUITS], [*RESULTS, *RESULTS]],
        [["行政复议", "行政诉讼"], [*RESULTS, LAWSUITS[0]], [*RESULTS, *RESULTS]],
    ],
    ids=["lawsuits-first", "lawsuits-swapped", "total-first", "a-head-lost"],
)
def test_heads_in_another_order_are_not_guessed(heads: list[list[str]]) -> None:
    figures = [str(n) for n in range(101, 116)]
    read = _read(_report(t4=[*heads, figures]))
    # Nobody knows which figures are whose: none is taken.
    assert {read.states[f.index] for f in T4} == {"absent"}


@pytest.mark.parametrize(
    "second",
    [["法人或其他组织", "自然人", "总计"], ["总计", "自然人", "法人或其他组织"]],
    ids=["persons-last", "total-first"],
)
def test_columns_in_another_order_are_not_guessed(second: list[str]) -> None:
    read = _read(_report(["申请人情况"], second, LEAVES[1:6]))
    assert {read.states[f.index] for f in T3} == {"absent"}


def test_blank_lines_between_the_heads() -> None:
    figures = [str(RETURN.values[f.index]) for f in T4]
    heads = [["行政复议", "行政诉讼"], [*RESULTS, *LAWSUITS], [*RESULTS, *RESULTS], figures]
    read = _read(_report(t4=[line for head in heads for line in (head, [])]))
    assert [read.values[f.index] for f in T4] == [RETURN.values[f.index] for f in T4]
