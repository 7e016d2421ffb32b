"""The columns of 核实登记, and what the program writes into them."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

AGENCY, RULE, FIGURE, PROBLEM = "单位", "规则", "指标", "问题"
VERDICT, ORIGINAL, VALUE, NOTE, OFFICER, DAY, KEEP = (
    "结论", "原值", "更正值", "说明", "经办人", "日期", "沿用",
)  # fmt: skip
TABLE, YEAR, VERSION, SEAL = "表内数", "年度", "版本", "校验"

COLUMNS = (
    AGENCY, RULE, FIGURE, PROBLEM, VERDICT, ORIGINAL, TABLE, VALUE, NOTE, OFFICER, DAY, KEEP, YEAR,
    VERSION, SEAL,
)  # fmt: skip
"""In the order of a new register; in one that people made they may stand in any order, with others between."""

WIDTHS = {
    AGENCY: 20, RULE: 6, FIGURE: 20, PROBLEM: 46, VERDICT: 9, ORIGINAL: 16, VALUE: 9, NOTE: 24, OFFICER: 9, DAY: 11,
    KEEP: 6, YEAR: 7, TABLE: 9, VERSION: 8, SEAL: 8,
}  # fmt: skip
"""Width of each column in a new register, in characters (a Chinese one counts two)."""

HIDDEN = (VERSION, SEAL)
"""What only the program needs: the mark of the files that a row is about, and whether anybody has written in it."""

REQUIRED = (AGENCY, VERDICT)

VERIFIED, CORRECTED = "已核实", "更正"

SYNONYMS = {"单位名称": AGENCY, "规则代码": RULE, "指标代码": FIGURE, "更正后": VALUE, "核实人": OFFICER}


class Line(NamedTuple):
    """A row that the program writes: a warning that is still open; ``place`` is its figure's index, and is not written."""

    agency: str
    rule: str
    figure: str
    problem: str
    original: str
    table: str
    year: int
    version: str
    place: int | None = None

    @property
    def cells(self) -> dict[str, str]:
        """Content by column; the columns that are people's are not there."""
        return {
            AGENCY: self.agency,
            RULE: self.rule,
            FIGURE: self.figure,
            PROBLEM: self.problem,
            ORIGINAL: self.original,
            TABLE: self.table,
            YEAR: str(self.year),
            VERSION: self.version,
        }


def seal(texts: Sequence[str]) -> str:
    """What tells a row that nobody has written in: a hash of all its cells but this one."""
    joined = "\x1f".join(text.strip() for text in texts if text.strip())
    return hashlib.blake2s(joined.encode("utf-8", "replace"), digest_size=6).hexdigest()
