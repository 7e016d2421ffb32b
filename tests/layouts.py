"""A generator of layouts: what agencies do to the official tables, composed at random on random returns.

Every change keeps or removes information in a known way, so that the right reading of each figure stays known.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.factory import FORM
from tests.painting import Rows, table_rows
from toolkit.form import Label

HEADS = {"t2": 0, "t3": 3, "t4": 3}


@dataclass
class Drawn:
    """A table on its way: rows of cells, and what a reader may not be able to read any more.

    Attributes:
        hidden: codes of rows or columns whose labels were removed; their figures may be refused.
        slips: whether rows have slipped: then no column may be put between the heads.
        head: rows of the head.
    """

    table: str
    rows: Rows
    hidden: set[str] = field(default_factory=set)
    slips: bool = False
    head: int = 0
    done: list[str] = field(default_factory=list)


Change = Callable[[random.Random, Drawn], None]


def draw(rng: random.Random, table: str, values: list[Any]) -> Drawn:
    """The official table with a random handful of changes."""
    drawn = Drawn(table, table_rows(table, values)[0], head=HEADS[table])
    changes = rng.sample(CHANGES, rng.choice([0, 1, 1, 2, 2, 3, 4]))
    for change in sorted(changes, key=CHANGES.index):
        before = [list(row) for row in drawn.rows]
        change(rng, drawn)
        if drawn.rows != before:
            drawn.done.append(change.__name__)
    return drawn


def _is_label(cell: Any) -> bool:
    return isinstance(cell, str) and any("\u4e00" <= c <= "\u9fff" for c in cell)


def _labels(drawn: Drawn) -> list[tuple[int, int]]:
    return [(r, c) for r, row in enumerate(drawn.rows) for c, cell in enumerate(row) if _is_label(cell)]


def _known(text: str) -> Label | None:
    for table in FORM.tables:
        for block in table.blocks:
            for line in (*block.rows, *block.columns):
                for label in (line.label, *line.path):
                    if label.text == text:
                        return label
    return None


def rewrite_labels(rng: random.Random, drawn: Drawn) -> None:
    """Brackets, quotes, numbering, white space and known variants."""
    for r, c in _labels(drawn):
        text = drawn.rows[r][c]
        label = _known(text)
        kind = rng.randrange(7)
        if kind == 0 and label is not None and label.variants:
            text = rng.choice(label.variants)
        elif kind == 1:
            text = (
                text.replace("（", "(")
                .replace("）", ")")
                .replace("．", ".")
                .replace("“", '"')
                .replace("”", '"')
            )
        elif kind == 2 and text[:1] in "123456789":
            text = text.split(".", 1)[1]
        elif kind == 3 and text[:1] in "123456789":
            text = text.replace(".", rng.choice(["、", "．", ". "]), 1)
        elif kind == 4 and len(text) > 2:
            at = rng.randrange(1, len(text))
            text = text[:at] + rng.choice(["\n", " ", "　"]) + text[at:]
        elif kind == 5 and len(text) < 6:
            text = "\n".join(text)
        elif kind == 6:
            text = f" {text} "
        drawn.rows[r][c] = text


def misspell_a_long_label(rng: random.Random, drawn: Drawn) -> None:
    places = [
        (r, c)
        for r, c in _labels(drawn)
        if 9 <= len(drawn.rows[r][c]) <= 16 and "第二十条" not in drawn.rows[r][c]
    ]
    if places:
        r, c = rng.choice(places)
        text = drawn.rows[r][c]
        at = rng.randrange(4, len(text))
        drawn.rows[r][c] = text[:at] + "某" + text[at + 1 :]


def write_values_oddly(rng: random.Random, drawn: Drawn) -> None:
    for row in drawn.rows:
        for c, cell in enumerate(row):
            if isinstance(cell, int) and not isinstance(cell, bool) and rng.random() < 0.2:
                row[c] = rng.choice(
                    [
                        str(cell),
                        f"{cell:,}",
                        f" {cell} ",
                        f"{cell}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
                    ]
                )


def insert_blank_rows(rng: random.Random, drawn: Drawn) -> None:
    for _ in range(rng.randrange(1, 4)):
        drawn.rows.insert(rng.randrange(len(drawn.rows) + 1), [])


def insert_notes(rng: random.Random, drawn: Drawn) -> None:
    """A row of text below the head; a page's title in the middle."""
    for _ in range(rng.randrange(1, 3)):
        at = rng.randrange(drawn.head + 1, len(drawn.rows) + 1)
        drawn.rows.insert(
            at, [rng.choice(["注：以上数据已核实。", "（续表）", "填报说明：没有的填0", "单位：件"])]
        )


def insert_subtotals(rng: random.Random, drawn: Drawn) -> None:
    if drawn.table == "t3" and not drawn.slips:
        at = rng.randrange(drawn.head + 3, len(drawn.rows))
        drawn.rows.insert(
            at, [None, rng.choice(["小计", "其中：网上申请"]), None, *(rng.randrange(900) for _ in range(7))]
        )


def insert_a_column(rng: random.Random, drawn: Drawn) -> None:
    """An empty column, or one of notes under a head of its own."""
    if drawn.slips or drawn.table == "t2":
        return
    width = max(len(row) for row in drawn.rows)
    at = rng.randrange(width + 1)
    noted = rng.random() < 0.5
    for r, row in enumerate(drawn.rows):
        row.extend([None] * (width - len(row)))
        row.insert(
            at, ("备注" if r == drawn.head - 1 else "已核" if rng.random() < 0.1 else None) if noted else None
        )


def add_line_numbers(rng: random.Random, drawn: Drawn) -> None:
    if drawn.slips or drawn.table != "t3":
        return
    for r, row in enumerate(drawn.rows):
        row.extend([None] * (3 - len(row)))
        row.insert(
            3,
            "行次"
            if r == drawn.head - 1
            else r
            if r >= drawn.head and any(isinstance(c, int) for c in row)
            else None,
        )


def slip_rows(rng: random.Random, drawn: Drawn) -> None:
    """Rows move against the head as in a table that was copied from a page: label first, then the seven figures."""
    if drawn.table != "t3":
        return
    drawn.slips = True
    body = [r for r, row in enumerate(drawn.rows) if any(isinstance(cell, int) for cell in row)]
    rows = rng.sample(body, rng.randrange(1, len(body)))
    for r in rows:
        row = drawn.rows[r]
        label = max(c for c in range(3) if row[c] is not None)
        figures, labels = row[3:10], row[: label + 1]
        if rng.random() < 0.5:
            drawn.rows[r] = [*labels, *figures]
        else:
            drawn.rows[r] = [*[None] * rng.choice([1, 2]), *labels, *figures]


def repeat_the_head(rng: random.Random, drawn: Drawn) -> None:
    """The table goes over a page: its head stands again in the middle."""
    if drawn.table == "t3":
        at = rng.randrange(drawn.head + 2, len(drawn.rows) - 1)
        drawn.rows[at:at] = [
            [],
            ["三、收到和处理政府信息公开申请情况（续）"],
            *[list(row) for row in drawn.rows[: drawn.head]],
        ]


def flatten_the_head(rng: random.Random, drawn: Drawn) -> None:
    if drawn.table == "t3" and drawn.head == 3:
        drawn.head = 1
        drawn.rows[2] = [a if a is not None else b for a, b in zip(drawn.rows[2], drawn.rows[1], strict=True)]
        drawn.rows[2][4] = "商业企业"
        drawn.rows[:2] = []


def split_the_head(rng: random.Random, drawn: Drawn) -> None:
    if drawn.table == "t3":
        last = drawn.head - 1
        upper, lower = [list(drawn.rows[last]) for _ in range(2)]
        for c, cell in enumerate(drawn.rows[last]):
            if isinstance(cell, str) and len(cell) > 3:
                upper[c], lower[c] = cell[: len(cell) // 2], cell[len(cell) // 2 :]
            else:
                lower[c] = None
        drawn.rows[last : last + 1] = [upper, lower]
        drawn.head += 1


def turn_table_four(rng: random.Random, drawn: Drawn) -> None:
    if drawn.table == "t4" and len(drawn.rows) == 4 and len(drawn.rows[3]) == 15:
        values = drawn.rows[3]
        heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        groups = ["行政复议", "未经复议直接起诉", "复议后起诉"]
        drawn.head = 1
        drawn.rows[:] = [[None, *heads], *([g, *values[5 * i : 5 * i + 5]] for i, g in enumerate(groups))]


def drop_a_row(rng: random.Random, drawn: Drawn) -> None:
    if drawn.table == "t3" and rng.random() < 0.5:
        at = rng.randrange(drawn.head, len(drawn.rows))
        drawn.hidden.add("row")
        del drawn.rows[at]


CHANGES: list[Change] = [
    turn_table_four, flatten_the_head, split_the_head, slip_rows, insert_subtotals, insert_a_column, add_line_numbers, repeat_the_head,
    drop_a_row, insert_notes, insert_blank_rows, misspell_a_long_label, rewrite_labels, write_values_oddly,
]  # fmt: skip


def compose(rng: random.Random, tables: list[Drawn]) -> dict[str, Rows]:
    """The tables on sheets: one each, all on one above or beside one another, in any order, with room around."""
    tables = rng.sample(tables, len(tables))
    mode = rng.choice(["sheets", "stacked", "beside"])
    title = [["甲区财政局2023年政府信息公开工作年度报告"], []]
    if mode == "sheets":
        sheets = {f"表{i}": _padded(rng, drawn.rows) for i, drawn in enumerate(tables)}
        return {"封面": title, **sheets}
    rows: Rows = []
    for drawn in tables:
        heading = [FORM.table(drawn.table).section.heading.text]
        if mode == "stacked":
            rows += [heading, *[list(row) for row in drawn.rows], *[[] for _ in range(rng.randrange(1, 4))]]
        else:
            left = max((len(row) for row in rows), default=0)
            left += rng.randrange(1, 3) if left else 0
            rows += [[] for _ in range(len(drawn.rows) - len(rows))]
            rows = [
                [*row, *[None] * (left - len(row)), *(drawn.rows[r] if r < len(drawn.rows) else [])]
                for r, row in enumerate(rows)
            ]
    return {"报告": title + _padded(rng, rows)}


def _padded(rng: random.Random, rows: Rows) -> Rows:
    left = rng.choice([0, 0, 1, 3])
    return [[] for _ in range(rng.choice([0, 0, 2, 5]))] + [[None] * left + row for row in rows]
