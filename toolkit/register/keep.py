"""核实登记.xlsx, kept going: open warnings come in as rows without a verdict, rows that nobody wrote in go when settled.

Rows with a word of people in them are never touched. The file is replaced in one step, and only when what was in it
is all in the new one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.limits import DEFAULT
from toolkit.oswords import why
from toolkit.outputs.summary.measure import height, lines_of_row
from toolkit.processes import lives
from toolkit.reading.containers import open_document
from toolkit.reading.problems import ReadError
from toolkit.reading.value import show
from toolkit.register import columns as c
from toolkit.register.new import new_register
from toolkit.register.read import Entry, Register, RegisterError
from toolkit.register.sheet import SheetXml
from toolkit.tables import Head, find_head

_TRIES = 3  # the clerk may save the file while it is being renewed
_LONGEST = 2000  # characters of a cell that the program writes
_Texts = list[list[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the register.

    Attributes:
        waiting: warnings that wait in it for a verdict, also in rows that people have begun to write in.
        added: of these, the ones whose row was not there before.
        message: why it was left as it is, in Chinese; empty where it is as it should be.
    """

    path: Path
    waiting: int = 0
    added: int = 0
    message: str = ""


class _Unfit(ValueError):
    """The file cannot be renewed without harm; the message says why."""


def keep_register(
    path: Path,
    lines: Sequence[c.Line],
    read: Callable[[bytes], Register],
    covers: Callable[[Entry, c.Line], bool],
) -> Kept:
    """Bring the open warnings into the register at ``path``, which is made where it is missing. Raises nothing.

    Args:
        lines: a line for each warning that is still open, in the run's order.
        read: reads the rows of a register's content.
        covers: whether a row without a verdict stands for a warning.
    """
    _sweep(path)
    try:
        for _ in range(_TRIES):
            old = path.read_bytes() if path.exists() else None
            if old is None and not lines:
                return Kept(path)
            _refuse_open(path)
            new, kept = _renewed(path, old, lines, read, covers)
            if new is None or _replace(path, old, new):
                return kept
        raise _Unfit("正在被别人保存")
    except (_Unfit, RegisterError) as error:
        return Kept(path, message=f"核实登记没有更新，原样未动：{error}")
    except OSError as error:
        return Kept(
            path, message=f"核实登记没有更新，原样未动：{path} 写不进去（{why(error)}）；请关闭它后重新运行"
        )


def _renewed(
    path: Path,
    old: bytes | None,
    lines: Sequence[c.Line],
    read: Callable[[bytes], Register],
    covers: Callable[[Entry, c.Line], bool],
) -> tuple[bytes | None, Kept]:
    """The new content, None where nothing changes."""
    data = old if old is not None else new_register()
    sheets = _texts(data)
    name, head = _home(sheets)
    rows = sheets[name]
    try:
        sheet = SheetXml(data, name)
        # What people merged over several rows is said of each of them: none of these is the program's any more.
        touched = sheet.commented_rows() | sheet.formula_rows() | sheet.merged_rows()
    except (KeyError, ValueError, StopIteration, zipfile.BadZipFile, SyntaxError) as error:
        raise _Unfit("文件结构不完整，请用 Excel 或 WPS 打开后另存为 .xlsx 再用") from error
    places = dict(head.places)
    own = [n for n in range(head.row + 1, len(rows)) if n not in touched and _is_own(rows[n], places)]
    coloured = sheet.filled_rows()
    coloured |= sheet.rows_of_another_look([number for number in own if number not in coloured])
    own = [number for number in own if number not in coloured]
    theirs = [
        entry
        for entry in read(data).entries
        if (entry.sheet != name or entry.line - 1 not in own) and not entry.verdict
    ]
    wanted = [line for line in lines if not any(covers(entry, line) for entry in theirs)]
    present = {number: tuple(_cells(rows[number], places)) for number in own}
    written = {tuple(cells[name] for name in c.COLUMNS[:-1]): cells for cells in map(_plain, wanted)}
    # A row whose warning is still open stays where it is: people know it by its place.
    free = [number for number in own if present[number] not in written]
    # Rows that stand empty between others, as a settled warning leaves them, are filled before new ones are begun.
    bottom = max((n for n, row in enumerate(rows) if any(text.strip() for text in row)), default=head.row)
    empty = [
        number
        for number in range(head.row + 1, bottom)
        if not any(text.strip() for text in rows[number]) and number not in touched and number not in coloured
    ]
    fresh = [cells for key, cells in written.items() if key not in present.values()]
    waiting = Kept(path, len(lines), len(fresh))
    if old is not None and not free and not fresh:
        return None, waiting
    right = max((len(row) for row in rows), default=0)
    for column in c.COLUMNS:
        if column not in places:
            places[column] = right
            sheet.set_row(head.row, {right: column}, set(), head.row)
            if column in c.HIDDEN:
                sheet.hide(right)
            right += 1
    last = max([sheet.last_row, head.row, *(n for n, row in enumerate(rows) if any(t.strip() for t in row))])
    room = [*free, *empty]
    slots = [*room, *range(last + 1, last + 1 + max(0, len(fresh) - len(room)))]
    like = own[0] if own else max(last, head.row + 1)
    for slot, content in zip(slots, fresh, strict=False):
        texts = {places[column]: text for column, text in content.items() if text}
        texts[places[c.SEAL]] = c.seal([text for _, text in sorted(texts.items())])
        sheet.set_row(slot, texts, set(places.values()), like, _height(content))
    for slot in free[len(fresh) :]:
        sheet.set_row(slot, {}, set(places.values()), like)
    sheet.offer(places[c.VERDICT], head.row + 1, max(last + len(fresh), 2000), (c.VERIFIED, c.CORRECTED))
    new = sheet.save()
    _check(sheets, _texts(new), name, head.row, set(slots))
    return new, waiting


def _height(content: dict[str, str]) -> float:
    """Height of a row in points, so that its longest cell can be read."""
    return height(lines_of_row(content.values(), [c.WIDTHS[column] for column in content]))


def _plain(line: c.Line) -> dict[str, str]:
    """A line's content for all columns but the seal, as it comes back when the file is read."""
    cells = dict.fromkeys(c.COLUMNS[:-1], "") | line.cells
    return {
        name: re.sub(r"[\x00-\x1f\ufffe\uffff]+", " ", text)[:_LONGEST].strip()
        for name, text in cells.items()
    }


def _cells(row: Sequence[str], places: dict[str, int]) -> list[str]:
    return [
        row[places[name]].strip() if name in places and places[name] < len(row) else ""
        for name in c.COLUMNS[:-1]
    ]


def _is_own(row: Sequence[str], places: dict[str, int]) -> bool:
    """Whether the program wrote the row and nobody has changed or added a cell since."""
    at = places.get(c.SEAL)
    if at is None or at >= len(row) or not row[at].strip():
        return False
    return row[at].strip() == c.seal([text for number, text in enumerate(row) if number != at])


def _home(sheets: dict[str, _Texts]) -> tuple[str, Head]:
    for name, rows in sheets.items():
        head = find_head(rows, c.COLUMNS, c.REQUIRED, c.SYNONYMS)
        if head is not None:
            return name, head
    raise _Unfit(f"里面没有“{'”“'.join(c.REQUIRED)}”这些列")


def _texts(data: bytes) -> dict[str, _Texts]:
    try:
        document = open_document(data, DEFAULT)
    except ReadError as error:
        raise _Unfit("打不开，可能有密码或已损坏") from error
    return {
        grid.name: [[show(cell) for cell in row] for row in grid.rows]
        for grid in document.grids
        if not grid.hidden
    }


def _check(
    before: dict[str, _Texts], after: dict[str, _Texts], name: str, head: int, slots: set[int]
) -> None:
    """Refuse a new file in which anything that people wrote is missing or other than it was."""
    for sheet, rows in before.items():
        for number, row in enumerate(rows):
            if sheet == name and number in slots:
                continue
            new = after.get(sheet, [])[number : number + 1]
            kept = new[0] if new else []
            width = len(row)
            if _trimmed(kept[:width]) != _trimmed(row) or (
                len(_trimmed(kept)) > len(_trimmed(row)) and not (sheet == name and number == head)
            ):
                raise _Unfit(f"“{sheet}”第 {number + 1} 行改写后会变样")


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _refuse_open(path: Path) -> None:
    for lock in (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"):
        if (path.parent / lock).exists():
            raise _Unfit(
                f"{path} 正在被打开；请关闭后重新运行（确实没有打开的，请删除 {path.parent / lock}）"
            )


def _replace(path: Path, old: bytes | None, new: bytes) -> bool:
    """Put the new content in place unless the file changed meanwhile."""
    staging = path.parent / f".{path.name}.new-{os.getpid()}"
    try:
        with staging.open("wb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        current = path.read_bytes() if path.exists() else None
        if current != old:
            return False
        if old is not None:
            shutil.copymode(path, staging)
        os.replace(staging, path)
        return True
    finally:
        staging.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Clear what runs that died left beside the register."""
    for left in path.parent.glob(f".{path.name}.new-*"):
        pid = left.name.rpartition("-")[2]
        if pid.isdigit() and not lives(int(pid)):
            with contextlib.suppress(OSError):
                left.unlink()
