"""A new 核实登记.xlsx: heads, drop-downs, a few words on how it is kept. Rows come in as into any other."""

import io

from toolkit.register import columns as c

TITLE = "核实登记"
HOW = (
    "程序列出还没有核实的提示。电话核实后，在“结论”一列选“已核实”（情况属实）或“更正”（把正确的数填在“更正值”），写上经办人，"
    "保存后重新运行。明年仍然适用的，在“沿用”里选“是”。填过的行程序不改不删；没填的行在提示消失后自动撤去。"
)
HEAD_ROW = 2
_PEOPLE = {c.VERDICT, c.VALUE, c.NOTE, c.OFFICER, c.DAY, c.KEEP}
_CENTRED = {c.RULE, c.VERDICT, c.VALUE, c.OFFICER, c.DAY, c.KEEP, c.YEAR}
_ROWS = 20_000


def new_register() -> bytes:
    """The workbook without a row."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(TITLE)
    base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    line = {"border": 1, "border_color": "#A6A6A6"}
    head = book.add_format({**base, "bold": True, "align": "center", "border": 1, "bg_color": "#D9E2F3"})
    for number, name in enumerate(c.COLUMNS):
        style = {**base, "align": "center" if name in _CENTRED else "left"}
        if name in _PEOPLE:
            style |= {"num_format": "@" if name in (c.VALUE, c.DAY) else "General"}
        sheet.set_column(
            number, number, c.WIDTHS[name], book.add_format(style), {"hidden": 1} if name in c.HIDDEN else {}
        )
        sheet.write_string(HEAD_ROW, number, name, head)
        # The first row is there, empty, to give those that come in their look.
        sheet.write_blank(HEAD_ROW + 1, number, None, book.add_format({**style, **line}))
    title = book.add_format({"font_name": "黑体", "font_size": 14, "valign": "vcenter", "align": "left"})
    note = book.add_format({**base, "align": "left"})
    last = len(c.COLUMNS) - len(c.HIDDEN) - 1
    sheet.merge_range(0, 0, 0, last, TITLE, title)
    sheet.merge_range(1, 0, 1, last, HOW, note)
    sheet.set_row(0, 24)
    sheet.set_row(1, 30)
    sheet.set_row(HEAD_ROW, 20)
    for name, choices in ((c.VERDICT, [c.VERIFIED, c.CORRECTED]), (c.KEEP, ["是"])):
        at = c.COLUMNS.index(name)
        sheet.data_validation(HEAD_ROW + 1, at, _ROWS, at, {"validate": "list", "source": choices})
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.autofilter(HEAD_ROW, 0, _ROWS, last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    book.set_properties({"title": TITLE})
    book.close()
    return stream.getvalue()
