"""What a run knows beside the inbox: the roster, found beside it or named by an option."""

import re
from dataclasses import dataclass
from pathlib import Path

from toolkit.model import Agency, Roster
from toolkit.tables import ListError, read_list

ROSTER_NAMES = ("名单.xlsx", "名单.csv")
PREVIOUS_NAME = "上年"
REGISTER_NAME = "核实登记.xlsx"
_COLUMNS = ("单位编码", "单位名称", "简称", "曾用名", "类别", "纳入汇总", "联系人", "邮箱")
_NO = {"否", "不", "no", "n", "0", "false"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a run finds things that nobody named: all beside the inbox."""

    roster: Path | None
    previous: Path | None
    output: Path
    register: Path


def look_around(inbox: Path) -> Surroundings:
    """The files that lie beside an inbox, and what the run writes there by default."""
    parent = inbox.resolve().parent
    roster = next((parent / name for name in ROSTER_NAMES if (parent / name).is_file()), None)
    return Surroundings(roster, _last_year(parent), parent / "输出", parent / REGISTER_NAME)


def _last_year(parent: Path) -> Path | None:
    """上年: a folder, or a file of that name with any ending."""
    if (parent / PREVIOUS_NAME).exists():
        return parent / PREVIOUS_NAME
    found = sorted(path for path in parent.glob(f"{PREVIOUS_NAME}.*") if path.is_file())
    return found[0] if found else None


def load_roster(path: Path) -> Roster:
    """Read a roster.

    Raises:
        ListError: unreadable, without 单位名称, empty, or with a name or code that two rows claim.
    """
    rows = read_list(path, _COLUMNS, ("单位名称",))
    agencies = []
    lines: dict[str, str] = {}
    for row in rows:
        name = " ".join(row["单位名称"].split())
        if not name:
            continue
        code = row["单位编码"] or name
        for key, what in ((name, "单位名称"), (code, "单位编码")):
            if lines.get(f"{what}{key}"):
                raise ListError(
                    f"{path} 第 {lines[f'{what}{key}']} 行和第 {row['行']} 行的{what}都是“{key}”；请删去一行或改正"
                )
            lines[f"{what}{key}"] = row["行"]
        agencies.append(
            Agency(
                code=code,
                name=name,
                kind=row["类别"],
                summed=row["纳入汇总"].strip().lower() not in _NO,
                short_names=_split(row["简称"]),
                former_names=_split(row["曾用名"]),
                contact=row["联系人"],
                email=row["邮箱"],
            )
        )
    if not agencies:
        raise ListError(f"{path} 里没有单位；请在“单位名称”一列逐行填写")
    return Roster(tuple(agencies), str(path))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[；;、\n]", text) if part.strip())
