"""汇总表.xlsx: the district's summary workbook. A sheet is one function of one module here, listed in ``SHEETS``."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from toolkit.model import District
from toolkit.outputs import output

from .book import HEI, Book
from .changes import changes_sheet
from .charts import charts_sheet
from .comparison import comparison_sheet
from .detail import detail_sheet
from .findings import findings_sheet
from .intro import intro_sheet
from .ledger import ledger_sheet
from .official import official_sheets
from .origin import origin_sheet
from .pivot import pivot_sheet
from .status import status_sheet
from .text import clean
from .year_on_year import year_on_year_sheet

FILE_NAME = "汇总表.xlsx"

SHEETS: tuple[Callable[[Book, District], None], ...] = (
    intro_sheet,
    status_sheet,
    official_sheets,
    comparison_sheet,
    year_on_year_sheet,
    pivot_sheet,
    charts_sheet,
    findings_sheet,
    changes_sheet,
    ledger_sheet,
    detail_sheet,
    origin_sheet,
)
"""What writes the sheets, in the order in which they stand in the workbook."""

# A district without a time gives the same bytes each time.
_LONG_AGO = datetime(2021, 11, 1, tzinfo=UTC)


@output
def write_summary(district: District, folder: Path) -> None:
    """Write 汇总表.xlsx into the folder."""
    from xlsxwriter.exceptions import FileCreateError  # here, because importing the package must stay cheap

    from .package import PivotWorkbook

    options = {"default_format_properties": {"font_name": HEI, "font_size": 10}}
    workbook = PivotWorkbook(str(folder / FILE_NAME), options)
    workbook.set_properties(
        {
            "title": clean(f"{district.name}{district.year}年度政府信息公开工作年度报告汇总表"),
            # One level up the later of two summaries counts, by this.
            "created": district.made or _LONG_AGO,
        }
    )
    book = Book(workbook)
    for write_sheet in SHEETS:
        write_sheet(book, district)
    try:
        workbook.close()
    except FileCreateError as error:
        # It is no OSError, though it carries the one that says what is wrong (a full disk).
        raise (
            error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error))
        ) from error
