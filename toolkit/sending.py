"""Write the workbooks that the office sends out: a blank one, or one for each agency on the roster."""

from datetime import date
from pathlib import Path

from toolkit.context import load_roster
from toolkit.filenames import agency_stems
from toolkit.form import FormError, for_year
from toolkit.model import Agency
from toolkit.oswords import why
from toolkit.tables import ListError
from toolkit.template import BLANK_NAME, build_template


class SendingError(Exception):
    """The workbooks cannot be written; the message says why, in Chinese. ``status`` is the exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def year_due(today: date) -> int:
    """The year whose report falls due on the next 31 January (条例第四十九条): on 31 January itself, last year's."""
    return today.year - 1 if (today.month, today.day) <= (1, 31) else today.year


def write_templates(folder: Path, year: int | None, roster_path: Path | None) -> list[Path]:
    """Write the workbooks; files that are there already are never overwritten.

    Raises:
        SendingError: the year has another form, the roster is unusable, or a file is in the way.
    """
    year = year or year_due(date.today())  # noqa: DTZ011 - the office's own calendar
    try:
        form = for_year(year)
        roster = load_roster(roster_path) if roster_path else None
    except (FormError, ListError) as error:
        raise SendingError(str(error), 2) from error
    if roster is None:
        wanted: list[tuple[Path, Agency | None]] = [(folder / BLANK_NAME, None)]
    else:
        agencies = [agency for agency in roster.agencies if not agency.is_adjustment]
        stems = agency_stems([(agency.code, agency.name) for agency in agencies])
        wanted = [(folder / f"{stem}.xlsx", agency) for stem, agency in zip(stems, agencies, strict=True)]
    taken = [path.name for path, _ in wanted if path.exists()]
    if taken:
        raise SendingError(
            f"{folder} 里已有 {taken[0]} 等 {len(taken)} 个同名文件，没有覆盖；请用 --out 指定新的文件夹。", 1
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, agency in wanted:
            path.write_bytes(build_template(form, year, agency))
    except OSError as error:
        raise SendingError(f"不能写入 {error.filename or folder}：{why(error)}", 1) from error
    return [path for path, _ in wanted]
