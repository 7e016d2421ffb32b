"""How fine 明细 is: a row a figure, or, where a sheet cannot hold that many rows, figures added up by group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from toolkit.form import FigureSpec, Form
from toolkit.model import District

from .book import SHEET_ROWS
from .groups import applicant, outcome

LIMIT = SHEET_ROWS - 2  # rows below a line that says so and the head


class Column(NamedTuple):
    """A column of 明细: its head, its width in characters, and what it says of a figure (None: of the agency)."""

    name: str
    width: float
    label: Callable[[Form, FigureSpec], str] | None = None


YEAR, VALUE = Column("年度", 7), Column("数值", 12)
AGENCY = (Column("单位编码", 12), Column("单位名称", 28), Column("类别", 14))
TABLE = Column("表", 7, lambda form, figure: figure.table.name)
STAGE = Column("环节", 11, lambda form, figure: figure.stage)
OUTCOME = Column("办理结果", 12, outcome)
APPLICANT = Column("申请人", 16, applicant)
COLUMN = Column("列", 26, lambda form, figure: figure.column.label.text)
UNIT = Column("计量单位", 10, lambda form, figure: figure.block.unit)

FULL = (
    TABLE,
    Column("项目", 44, lambda form, figure: figure.row.label.text),
    Column("上级项目", 24, lambda form, figure: figure.group_label),
    COLUMN,
    STAGE,
    OUTCOME,
    APPLICANT,
    UNIT,
    Column("指标代码", 36, lambda form, figure: figure.code),
)
COARSER = ((TABLE, STAGE, OUTCOME, APPLICANT, COLUMN, UNIT), (TABLE, STAGE, OUTCOME, UNIT))


@dataclass(frozen=True)
class Grain:
    """Columns of 明细 and, for each of its rows an agency, what stands in them and which figures it adds up.

    Attributes:
        labels: columns that speak of figures.
        groups: their texts -> indices of the figures, in the form's order.
        full: whether every figure has a row of its own.
    """

    labels: tuple[Column, ...]
    groups: Mapping[tuple[str, ...], tuple[int, ...]]
    full: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        return (YEAR, *AGENCY, *self.labels, VALUE)


@cache
def _grain(form: Form, labels: tuple[Column, ...]) -> Grain:
    groups: dict[tuple[str, ...], list[int]] = {}
    for figure in form.base:
        key = tuple(column.label(form, figure) for column in labels if column.label is not None)
        groups.setdefault(key, []).append(figure.index)
    return Grain(labels, {key: tuple(indices) for key, indices in groups.items()}, labels is FULL)


def grain_of(district: District) -> Grain | None:
    """The finest grain whose rows fit a sheet; None where none does."""
    for labels in (FULL, *COARSER):
        grain = _grain(district.form, labels)
        if len(district.included) * len(grain.groups) <= LIMIT:
            return grain
    return None


def shortened(district: District) -> str:
    """What the workbook says where 明细 is not complete; empty where it is."""
    grain = grain_of(district)
    if grain is not None and grain.full:
        return ""
    rows = len(district.included) * len(district.form.base)
    where = "完整明细见同一文件夹的 facts.csv（included 为 1、is_total 为 0 的行）"
    coarse = (
        "本工作簿里只列按" + "、".join(column.name for column in grain.labels) + "合并后的数" if grain else ""
    )
    return (
        f"明细共 {rows:,} 行，超过一张工作表的上限 {LIMIT:,} 行；{coarse + '，' if coarse else ''}{where}。"
    )
