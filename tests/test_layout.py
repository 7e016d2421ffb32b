from tests.factory import FORM
from toolkit.layout import layout_of


def covered(layout):
    return [
        (r, c)
        for cell in layout.cells
        for r in range(cell.row, cell.row + cell.height)
        for c in range(cell.column, cell.column + cell.width)
    ]


def test_cells_tile_each_table_exactly():
    for table in FORM.tables:
        layout = layout_of(FORM, table.id)
        places = covered(layout)
        assert len(places) == len(set(places)), table.id
        assert set(places) == {(r, c) for r in range(layout.n_rows) for c in range(layout.n_columns)}, (
            table.id
        )


def test_every_figure_is_placed_once():
    for table in FORM.tables:
        placed = [cell.figure.code for cell in layout_of(FORM, table.id).cells if cell.figure]
        assert sorted(placed) == sorted(figure.code for figure in FORM.by_table[table.id])


def test_official_sizes():
    sizes = {t.id: (layout_of(FORM, t.id).n_rows, layout_of(FORM, t.id).n_columns) for t in FORM.tables}
    assert sizes == {"t2": (14, 4), "t3": (28, 10), "t4": (4, 15)}


def test_results_span_twenty_two_rows():
    cell = next(c for c in layout_of(FORM, "t3").cells if c.text == "三、本年度办理结果")
    assert (cell.height, cell.width) == (22, 1)


def test_head_of_table_three():
    heads = {
        c.text: (c.row, c.column, c.height, c.width)
        for c in layout_of(FORM, "t3").cells
        if c.kind == "column"
    }
    assert heads["申请人情况"] == (0, 3, 1, 7)
    assert heads["法人或其他组织"] == (1, 4, 1, 5)
    assert heads["自然人"] == (1, 3, 2, 1)
    assert heads["总计"] == (1, 9, 2, 1)
