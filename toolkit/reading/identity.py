"""Who a document says it comes from, and on which year it reports: cover, title, hidden sheet, file name."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from toolkit.form import Form
from toolkit.model import META_SHEET, UNNAMED_DISTRICT, Claim, Document, Grid, Raw
from toolkit.reading.bodies import bodies_named, first_heading
from toolkit.reading.labels import match_label
from toolkit.reading.value import show
from toolkit.text import UNSEEN, fold, squeeze

_NAME_LABELS = {
    "单位名称",
    "单位全称",
    "填报单位",
    "填报单位名称",
    "报送单位",
    "编制单位",
    "机关名称",
    "单位",
    "填表单位",
    "报告单位",
}
_CODE_LABELS = {"单位编码", "单位代码"}
_YEAR_LABELS = {"年度", "报告年度", "所属年度", "填报年度", "年份"}
_REACH = 4  # columns to the right of a label in which its value is looked for
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR = r"(?P<year>(?:19|20)\d\d|[二][〇零○][〇零○一二三四五六七八九]{2})\s*(?:年度|年)?"
_TITLE_LIMIT = 400
_TITLE_ENDS = frozenset(
    "告报)）"
)  # the last characters of all titles: what ends otherwise need not be matched
_BROKEN_TITLE = 80  # characters of a title that a narrow page broke over two lines


@dataclass(frozen=True)
class Identity:
    """Claims and years, heaviest first; ``has_meta`` says that the workbook was made by this program."""

    claims: tuple[Claim, ...]
    years: tuple[int, ...]
    has_title: bool
    has_meta: bool


@dataclass(frozen=True)
class Title:
    """What a title line tells; the agency is empty where the line does not name it."""

    agency: str
    year: int | None


def identify(
    form: Form, document: Document, file_name: str, mail: Sequence[str] = (), taken: Container[int] = ()
) -> Identity:
    """Collect what the document and its file's name say.

    ``mail`` is what the mail says that it came in: the sender, then the subject. ``taken`` are the numbers of the grids that the tables were taken from: their titles weigh more than those of
    other sheets (last year's beside this year's).
    """
    claims: list[Claim] = []
    years: list[int | None] = []
    for grid in document.grids:
        if not grid.hidden and grid.name != META_SHEET:
            for by, text in _cover(form, grid):
                if by == "year":
                    years.append(parse_year(text))
                else:
                    claims.append(Claim("cover", text))
    titles, agencies = _by_weight(form, document, taken)
    claims.extend(Claim("title", name) for name in agencies)
    years.extend(title.year for title in titles)
    meta = meta_of(document)
    claims.extend(Claim("meta", meta[key]) for key in ("agency_code", "agency_name") if meta.get(key))
    years.append(parse_year(meta.get("year", "")))
    stem = file_name.rsplit(".", 1)[0] if "." in file_name else file_name
    named = parse_title(form, stem)
    claims.append(Claim("file", named.agency if named and named.agency else stem))
    years.append(named.year if named else _year_in(stem))
    claims.extend(Claim("sender", text) for text in mail if text)
    return Identity(
        tuple(dict.fromkeys(claim._replace(text=UNSEEN.sub("", claim.text)) for claim in claims)),
        tuple(dict.fromkeys(year for year in years if year is not None)),
        bool(titles),
        bool(meta),
    )


def _by_weight(form: Form, document: Document, taken: Container[int]) -> tuple[list[Title], list[str]]:
    """The titles, heaviest first, and the names that they and, on a page, the words around them give."""
    placed = [
        (number, row, title)
        for number, grid in enumerate(document.grids)
        if not grid.hidden and grid.name != META_SHEET
        for row, title in _titles(form, grid)
    ]
    if document.kind == "book":
        placed.sort(key=lambda item: item[0] not in taken)
        titles = [title for _, _, title in placed]
        return titles, [title.agency for title in titles if title.agency]
    # A page lists other reports beside its own: its own title is the last one above the first heading, and the only
    # one that says whose it is.
    first = first_heading(form, document)
    above = [title for number, row, title in placed if (number, row) < first]
    titles = [*reversed(above), *(title for number, row, title in placed if (number, row) >= first)]
    if titles and titles[0].agency:
        return titles, [titles[0].agency]
    return titles, bodies_named(document, first) or [title.agency for title in titles if title.agency]


def without_stand_in(identity: Identity) -> Identity:
    """The identity of a district's summary without the word that stands where its name was not known.

    Two districts without a name would be taken for one, and the second would supersede the first.
    """
    claims = tuple(c for c in identity.claims if c.by in ("file", "sender") or c.text != UNNAMED_DISTRICT)
    return replace(identity, claims=claims)


@cache
def _title_patterns(form_id: str, endings: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    ending = (
        "(?:" + "|".join(sorted(map(re.escape, endings), key=len, reverse=True)) + r")(?:[（(].{0,12}[)）])?$"
    )
    return (
        re.compile(rf"^(?P<agency>.*?)(?:关于)?{_YEAR}(?:的)?{ending}"),
        re.compile(rf"^(?:关于)?{_YEAR}(?P<agency>.*?)(?:的)?{ending}"),
    )


def parse_title(form: Form, line: str) -> Title | None:
    """The agency and year of a line that is a report's title (<单位><年>年政府信息公开工作年度报告), else None."""
    if len(line) > _TITLE_LIMIT:
        return None
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", line))
    for pattern in _title_patterns(form.id, form.title_endings):
        match = pattern.match(text)
        if match:
            agency = _trim(match["agency"])
            if _looks_like_name(agency) or not agency:
                return Title(agency, parse_year(match["year"]))
    return None


def year_of_sheet(form: Form, grid: Grid) -> int | None:
    """The one year that a sheet's titles and name speak of; None where they speak of none, or of several."""
    years = {title.year for _, title in _titles(form, grid)} | {_year_in(grid.name)}
    years.discard(None)
    return years.pop() if len(years) == 1 else None


def is_title(form: Form, line: str) -> bool:
    """Whether the line is a report's title and nothing more."""
    return parse_title(form, line) is not None


def parse_year(text: str) -> int | None:
    """2023, 2023年, 2023年度, 二〇二三年 -> 2023; None for all else."""
    match = re.fullmatch(_YEAR, unicodedata.normalize("NFKC", text).strip())
    return int(match["year"].translate(_CHINESE_DIGITS)) if match else None


def _year_in(text: str) -> int | None:
    # 2024.1.15 and 2024年1月 say when it was sent, not what it reports on.
    day = r"\s*[年.\-—/_]\s*(?:0?[1-9]|1[0-2])(?!\d)"
    found = set(re.findall(rf"(?<!\d)(20\d\d)(?=年|\D|$)(?!{day})", text))
    return int(found.pop()) if len(found) == 1 else None


def _trim(name: str) -> str:
    return name.strip(" 　-—_·《》“”\"'附件:：")


def _looks_like_name(text: str) -> bool:
    return len(text) >= 2 and not re.search(
        r"[。；;，,？！?!»:：]|首页|[×XxＸ○〇*＊＿_]{2}|根据|按照|现将|公布|本报告", text
    )


_ENCLOSURE = re.compile(r"[\s　]*附(?:件|表)?\s*\d*\s*[：:.．、]")


def _titles(form: Form, grid: Grid) -> Iterator[tuple[int, Title]]:
    """(row, title) of the lines that are titles."""
    previous, above = "", 0
    for row, _, text in grid.texts:
        if len(text) > 4 * _TITLE_LIMIT:
            continue
        for line in text.splitlines() if "\n" in text else (text,):
            if not line or line.isspace():
                continue
            title = _title_of(form, previous, line) if line.rstrip()[-1] in _TITLE_ENDS else None
            if title is not None and above > 1 and _ENCLOSURE.match(line):
                title = None  # a covering letter names what it encloses
            above += 1
            if title is not None:
                # A title over two lines has the agency's name on the first.
                name = _trim(squeeze(previous))
                if (
                    not title.agency
                    and 4 <= len(name) <= 40
                    and _looks_like_name(name)
                    and "报告" not in name
                ):
                    title = Title(name, title.year)
                yield row, title
            previous = line


def _title_of(form: Form, previous: str, line: str) -> Title | None:
    """The title that a line is, or that it ends where a narrow page broke it."""
    title = parse_title(form, line) if "公" in line else None
    if title is None and previous and len(previous) + len(line) <= _BROKEN_TITLE:
        joined = previous + line
        if "公开" in joined and not parse_title(form, previous):
            title = parse_title(form, joined)
    return title


def _cover(form: Form, grid: Grid) -> Iterator[tuple[str, str]]:
    """(name or year, value) for labels with their value to the right, or behind a colon in the same cell."""
    for row, column, text in grid.texts:
        label, rest = _split_label(text) if len(text) <= 80 else ("", "")
        kind = _kind(fold(label)) if label else None
        value = (rest.strip() or _value_right(grid.rows[row], column)) if kind is not None else ""
        if kind is not None and value and _is_answer(form, fold(label), kind, value):
            yield kind, squeeze(value)


@lru_cache(maxsize=16384)
def _split_label(text: str) -> tuple[str, str]:
    """A label and what stands behind its colon; empty where the text begins with none of the labels."""
    label, _, rest = unicodedata.normalize("NFKC", text).partition(":")
    return (label, rest) if _kind(fold(label)) is not None else ("", "")


def _is_answer(form: Form, label: str, kind: str, value: str) -> bool:
    """Whether what stands beside a label answers it: 单位 also heads the unit of measure, and columns of tables."""
    if _kind(fold(value)) is not None or match_label(form, value).marks:
        return False
    if kind == "year":
        return True
    measure = label == "单位" and (len(value) < 4 or "、" in value)
    return not measure and _looks_like_name(value)


def _kind(label: str) -> str | None:
    if label in _NAME_LABELS or label in _CODE_LABELS:
        return "name"
    return "year" if label in _YEAR_LABELS else None


def _value_right(row: "list[Raw] | tuple[Raw, ...] | object", column: int) -> str:
    cells = row[column + 1 : column + 1 + _REACH]  # type: ignore[index]
    return next((show(cell).strip() for cell in cells if cell is not None and show(cell).strip()), "")


def meta_of(document: Document) -> dict[str, str]:
    """What the hidden sheet of one of the program's own workbooks says; empty for all other workbooks."""
    return next((_meta(grid) for grid in document.grids if grid.name == META_SHEET), {})


def pieces_of(meta: Mapping[str, str], key: str) -> str:
    """A long text that stands in several rows: awaited, awaited.2, …"""
    texts = [meta.get(key, "")]
    while (more := meta.get(f"{key}.{len(texts) + 1}")) is not None:
        texts.append(more)
    return "、".join(text for text in texts if text)


def _meta(grid: Grid) -> dict[str, str]:
    return {
        row[0].strip(): show(row[1]).strip() for row in grid.rows if len(row) > 1 and isinstance(row[0], str)
    }
