from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from tests.factory import FORM
from tests.painting import fill, report_rows, source, workbook
from toolkit.reading import read_source
from toolkit.reading.dates import shown


@pytest.mark.parametrize(
    ("moment", "code", "text"),
    [
        (date(2024, 3, 5), "yyyy-mm-dd", "2024-03-05"),
        (date(2024, 3, 5), "yyyy/m/d", "2024/3/5"),
        (date(2024, 3, 5), 'yyyy"年"m"月"d"日"', "2024年3月5日"),
        (date(2024, 3, 5), "[$-804]yyyy\\年m\\月", "2024年3月"),
        (date(2024, 3, 5), "mmm-yy", "Mar-24"),
        (date(2024, 3, 5), "m-d-yy", "3-5-24"),
        (date(2024, 3, 5), "aaaa", "星期二"),
        (date(2024, 3, 5), "yyyy年m月d日;@", "2024年3月5日"),
        (datetime(2024, 3, 5, 14, 7, 9), "yyyy/m/d h:mm", "2024/3/5 14:07"),
        (datetime(2024, 3, 5, 14, 7, 9), "h:mm:ss AM/PM", "2:07:09 PM"),
        (datetime(2024, 3, 5, 14, 7, 9), "上午/下午h时mm分", "下午2时07分"),
        (time(12, 5), "h:mm", "12:05"),
        (time(12, 5, 30), "mm:ss", "05:30"),
        (timedelta(hours=49, minutes=30), "[h]:mm:ss", "49:30:00"),
        (date(2024, 3, 5), "", "2024-03-05"),
        (date(2024, 3, 5), "General", "2024-03-05"),
    ],
)
def test_a_moment_as_the_format_writes_it(moment, code, text):
    assert shown(moment, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "1900/1/5"),
        ('m"月"d"日"', "1月5日"),
        ("mmm-yy", "Jan-00"),
        ("h:mm", "0:00"),
        ('yyyy"年"', "1900年"),
    ],
)
def test_a_count_that_was_formatted_as_a_date_is_shown_as_people_see_it(code, text):
    i = FORM.index["t3/new/natural_person"]
    data = workbook({"报告": report_rows([5] * 200)})

    def write(book: openpyxl.Workbook) -> None:
        sheet = book["报告"]
        cell = next(
            c for row in sheet.iter_rows() for c in row if c.value == "一、本年新收政府信息公开申请数量"
        )
        sheet.cell(cell.row, 4).number_format = code

    ret = read_source(source(fill(data, write)), FORM)
    assert (ret.states[i], ret.values[i], ret.raws[i]) == ("text", None, text)
