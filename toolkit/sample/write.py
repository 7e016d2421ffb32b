"""Make a made-up district and write it: inbox, roster, truth."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from toolkit.form import Form, FormError, for_year
from toolkit.model import Agency, Number
from toolkit.sample.defects import Sending, earlier, spoil
from toolkit.sample.dice import dice
from toolkit.sample.figures import complete, make_figures
from toolkit.sample.names import MOST, Member, make_members
from toolkit.sample.narratives import write_texts
from toolkit.sample.plain import plain_workbook
from toolkit.template import Content, build_template

INBOX = "inbox"
ROSTER = "名单.xlsx"
TRUTH = "truth.json"
YEAR = 2023  # of the districts that are made when no year is asked for
_LAST_YEAR = 2099
_ROSTER_COLUMNS = {
    "单位编码": 10,
    "单位名称": 36,
    "简称": 30,
    "曾用名": 20,
    "类别": 12,
    "纳入汇总": 10,
    "联系人": 10,
    "邮箱": 26,
}
_FILE_NAMES = (
    "{code}_{name}.xlsx",
    "{name}.xlsx",
    "{name}{year}年政府信息公开工作年度报告.xlsx",
    "{name}年报.xlsx",
    "{year}年度填报表（{name}）.xlsx",
)
_TICKS = 0.35  # share of the tables without any case that are ticked in place of being filled with noughts


class SampleError(Exception):
    """The district cannot be made or written; the message says why, in Chinese. ``status`` is the exit status."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make: ``defects`` is the share of agencies in whose returns something is planted."""

    agencies: int
    year: int = YEAR
    seed: int = 1
    defects: float = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    name: str
    year: int
    agencies: int
    files: int
    defects: int
    inbox: Path


def write_sample(folder: Path, wanted: Wanted) -> Made:
    """Write a made-up district into a new or empty folder; the same wishes give the same bytes.

    Raises:
        SampleError: the wishes make no district, the folder is in use, or it cannot be written.
    """
    form = _check(folder, wanted)
    name, sendings = make_sendings(form, wanted)
    inbox = folder / INBOX
    try:
        inbox.mkdir(parents=True, exist_ok=True)
        files = 0
        for file, data in _files(form, wanted, sendings):
            (inbox / file).write_bytes(data)
            files += 1
        (folder / ROSTER).write_bytes(_roster([sending.member.agency for sending in sendings], wanted.year))
        (folder / TRUTH).write_text(_truth(form, wanted.year, sendings), encoding="utf-8", newline="\n")
    except OSError as error:
        raise SampleError(f"不能写入 {error.filename or folder}：{error.strerror or error}", 1) from error
    planted = sum(len(sending.defects) for sending in sendings)
    return Made(name, wanted.year, len(sendings), files, planted, inbox)


def make_sendings(form: Form, wanted: Wanted) -> tuple[str, list[Sending]]:
    """The district's name, and what each agency sends, in the roster's order."""
    name, members = make_members(wanted.agencies, wanted.seed)
    taken: set[tuple[str, str]] = set()
    sendings = [_sending(form, member, wanted, taken) for member in members]
    return name, spoil(sendings, form, wanted.year, wanted.defects, dice(wanted.seed, "defects"))


def _check(folder: Path, wanted: Wanted) -> Form:
    if not 1 <= wanted.agencies <= MOST:
        raise SampleError(f"单位数要在 1 到 {MOST} 之间，给的是 {wanted.agencies}。")
    if not 0 <= wanted.defects <= 1:
        raise SampleError(f"--defects 是 0 到 1 之间的比例，例如 0.2；给的是 {wanted.defects:g}。")
    if wanted.year > _LAST_YEAR:
        raise SampleError(f"年度要在 {_LAST_YEAR} 或以前，给的是 {wanted.year}。")
    try:
        form = for_year(wanted.year)
    except FormError as error:
        raise SampleError(str(error)) from error
    if folder.exists() and not folder.is_dir():
        raise SampleError(f"{folder} 是一个文件；请给出一个新的或空的文件夹。")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise SampleError(f"{folder} 里已经有文件，没有写入；请给出一个新的或空的文件夹。")
    except OSError as error:
        raise SampleError(f"打不开 {folder}：{error.strerror or error}", 1) from error
    return form


def _sending(form: Form, member: Member, wanted: Wanted, taken: set[tuple[str, str]]) -> Sending:
    """What an agency sends that makes no mistake."""
    code = member.agency.code
    figures = make_figures(form, member.profile, dice(wanted.seed, "figures", code))
    texts = write_texts(form, member, figures, wanted.year, wanted.seed, taken)
    rng = dice(wanted.seed, "form", code)
    nil = [t.id for t in form.tables if not any(figures.values[f.code] for f in form.by_table[t.id])]
    ticked = frozenset(table for table in nil if rng.random() < _TICKS)
    since = timedelta(days=rng.randrange(24), minutes=rng.randrange(8 * 60))
    saved = datetime(wanted.year + 1, 1, 5, 1, tzinfo=UTC) + since
    content = Content(
        cells={f.code: figures.values[f.code] for f in form.base if f.table.id not in ticked},
        texts=texts,
        ticked=ticked,
        cover={
            "填报人": member.agency.contact,
            "联系电话": f"0000-{5550000 + int(code)}",
            "填报日期": f"{saved.year}年{saved.month}月{saved.day}日",
        },
        saved=saved,
    )
    return Sending(member, figures.values, texts, content, member.agency)


def _files(form: Form, wanted: Wanted, sendings: Sequence[Sending]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of the inbox."""
    for sending in sendings:
        agency = sending.member.agency
        pattern = dice(wanted.seed, "file", agency.code).choice(_FILE_NAMES)
        file = pattern.format(code=agency.code, name=agency.name, year=wanted.year)
        stem = file.removesuffix(".xlsx")
        data = _workbook(form, wanted.year, sending)
        yield f"{stem}（更正）.xlsx" if sending.former else file, data
        if sending.former:
            yield file, _workbook(form, wanted.year, earlier(sending, form))
        if sending.twice:
            yield f"{stem}(1).xlsx", data


def _workbook(form: Form, year: int, sending: Sending) -> bytes:
    if sending.plain:
        return plain_workbook(
            form,
            form.title(sending.member.agency.name, year),
            sending.values,
            sending.texts,
            sending.saved,
            sending.dropped,
            sending.slipped,
        )
    data = build_template(form, year, sending.issued_to, sending.content)
    return data[: len(data) * 3 // 5] if sending.cut else data


def _roster(agencies: Sequence[Agency], year: int) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {"title": "单位名单", "created": datetime(year + 1, 1, 2, 1, tzinfo=UTC).replace(tzinfo=None)}
    )
    sheet = book.add_worksheet("名单")
    head = book.add_format({"bold": True, "bg_color": "#EEF2F7"})
    for column, (title, width) in enumerate(_ROSTER_COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for row, agency in enumerate(agencies, start=1):
        names = "；".join(agency.short_names)
        cells = (agency.code, agency.name, names, "", agency.kind, "是", agency.contact, agency.email)
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _truth(form: Form, year: int, sendings: Sequence[Sending]) -> str:
    """truth.json: an agency a line, so that a large district can still be looked at."""
    sums: dict[str, Number] = {}
    for figure in form.base:
        sums[figure.code] = sum(
            (Decimal(sending.values[figure.code]) for sending in sendings if not sending.goes_back),
            Decimal(0),
        )
    agencies = {sending.member.agency.name: sending.values for sending in sendings}
    defects = [asdict(defect) for sending in sendings for defect in sending.defects]
    return (
        f'{{"year": {year},\n"totals": {_json(complete(form, sums))},\n"agencies": {{\n'
        + ",\n".join(f"{_json(name)}: {_json(values)}" for name, values in agencies.items())
        + '\n},\n"defects": ['
        + ",".join(f"\n{_json(defect)}" for defect in defects)
        + "\n]}\n"
    )


def _json(value: str | Mapping[str, object]) -> str:
    import simplejson

    return str(simplejson.dumps(value, ensure_ascii=False, use_decimal=True))
