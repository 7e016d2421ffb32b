"""What the run says of 核实登记: what was taken from it, what could not be, and what waits in it."""

import re
from collections.abc import Sequence

from toolkit.judging import Effects
from toolkit.register.columns import REQUIRED
from toolkit.register.keep import Kept
from toolkit.register.read import Register
from toolkit.rules import find_rule

_NAMED = 6


def words_on_register(register: Register, effects: Effects) -> tuple[str, ...]:
    """The lines that say what became of the rows of a register."""
    words = [f"核实登记：{register.path}（采用 {len(effects.applied)} 条结论）"]
    words += [
        f"  核实登记第 {_lines(lines)} 行对同一个数给出不同的更正值，都没有采用；请留下一行，其余的删去结论"
        for lines in effects.contested
    ]
    words += [f"  核实登记{problem}" for problem in register.problems[:_NAMED]]
    if len(register.problems) > _NAMED:
        words.append(f"  核实登记还有 {len(register.problems) - _NAMED} 行没有采用，原因类似")
    known = effects.applied | effects.told
    idle = [d for d in register.decisions if d.line not in known and not d.lapsed]
    errors = [d.line for d in idle if d.verdict == "verified" and _is_error(d.rule)]
    if errors:
        words.append(
            f"  核实登记第 {_lines(errors)} 行核实的是错误，错误不能只核实，没有采用；请退回单位，或把结论改为“更正”并填更正值"
        )
    others = [d.line for d in idle if d.line not in errors]
    if others:
        words.append(f"  核实登记第 {_lines(others)} 行这次没有用上：没有对上现在的提示或收到的报表")
    return tuple(words)


def words_on_kept(kept: Kept | None) -> list[str]:
    """What waits in the register after the run."""
    if kept is None:
        return []
    if kept.message:
        return [f"{kept.message}。"]
    if not kept.waiting:
        return []
    new = f"（新增 {kept.added} 条）" if kept.added else ""
    return [
        f"待核实的提示 {kept.waiting} 条{new}列在 {kept.path}：核实后填“{REQUIRED[1]}”和经办人，再运行一次"
    ]


def _is_error(code: str) -> bool:
    rule = find_rule(code)
    return rule is not None and rule.severity == "error"


def _lines(lines: Sequence[str]) -> str:
    ordered = sorted(lines, key=lambda line: (int(re.match(r"\d*", line)[0] or 0), line))  # type: ignore[index]
    shown = "、".join(ordered[:_NAMED])
    return f"{shown} 等 {len(lines)}" if len(lines) > _NAMED else shown
