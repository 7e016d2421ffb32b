"""透视: the parts of the native PivotTable in the package, and the cells that stand where it is laid out."""

import os
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.factory import FORM, make_district, random_base
from toolkit.model import District
from toolkit.outputs.summary import FILE_NAME, write_summary
from toolkit.outputs.summary.groups import applicants, outcome_groups, results_by_group

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CACHE, TABLE = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"
NAMES = ("甲区财政局", "东门街道办事处", "甲区教育局", "甲区ABC局")


@pytest.fixture(scope="module")
def district() -> District:
    rng = random.Random(21)
    return make_district(
        {name: random_base(rng) for name in NAMES}, returned=NAMES[2:3], missing=("甲区水务局",)
    )


@pytest.fixture(scope="module")
def path(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pivot")
    write_summary(district, folder)
    return folder / FILE_NAME


def part(path: Path, name: str) -> "etree._Element":
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def targets(path: Path, name: str, kind: str) -> list[str]:
    return [
        rel.get("Target", "") for rel in part(path, name).iter(REL) if rel.get("Type") == f"{OFFICE}/{kind}"
    ]


def test_the_groups_come_from_the_form() -> None:
    assert list(results_by_group(FORM)) == [
        "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理",
    ]  # fmt: skip
    results = {i for identity in FORM.identities_of("results_total") for i in identity.right}
    base = {f.index for f in FORM.base}
    grouped = [i for indices in results_by_group(FORM).values() for i in indices]
    assert sorted(grouped) == sorted(results & base)
    assert outcome_groups(FORM)[FORM.index["t4/review/upheld"]] == "结果维持"
    assert applicants(FORM)[FORM.index["t3/new/natural_person"]] == "自然人"
    assert FORM.index["t2/fees/amount"] not in {**outcome_groups(FORM), **applicants(FORM)}


def test_every_part_is_declared_and_reached(path: Path) -> None:
    """Content types, and the three relations, as ECMA-376 part 1, 12.3.11 and 12.3.12 have them."""
    types = {
        item.get("PartName"): item.get("ContentType", "").rsplit(".", 1)[-1]
        for item in part(path, "[Content_Types].xml")
    }
    assert types[f"/{CACHE}"] == "pivotCacheDefinition+xml"
    assert types[f"/{TABLE}"] == "pivotTable+xml"
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    assert len(names) == len(set(names))
    assert {name for name in types if name} <= {f"/{name}" for name in names}
    assert targets(path, "xl/pivotTables/_rels/pivotTable1.xml.rels", "pivotCacheDefinition") == [
        "../pivotCache/pivotCacheDefinition1.xml"
    ]
    book = part(path, "xl/workbook.xml")
    order = [child.tag.removeprefix(MAIN) for child in book]
    assert order[-2:] == ["calcPr", "pivotCaches"]
    cache = book.find(f"{MAIN}pivotCaches/{MAIN}pivotCache")
    assert cache is not None
    relations = {
        rel.get("Id"): rel.get("Target") for rel in part(path, "xl/_rels/workbook.xml.rels").iter(REL)
    }
    assert relations[cache.get(f"{{{OFFICE}}}id")] == "pivotCache/pivotCacheDefinition1.xml"
    assert cache.get("cacheId") == part(path, TABLE).get("cacheId")
    number = openpyxl.load_workbook(path).sheetnames.index("透视") + 1
    assert targets(path, f"xl/worksheets/_rels/sheet{number}.xml.rels", "pivotTable") == [
        "../pivotTables/pivotTable1.xml"
    ]


def test_the_cache_is_the_excel_table_read_anew_on_opening(path: Path) -> None:
    cache = part(path, CACHE)
    assert (cache.get("refreshOnLoad"), cache.get("saveData")) == ("1", "0")
    source = cache.find(f"{MAIN}cacheSource/{MAIN}worksheetSource")
    assert source is not None
    assert source.get("name") == "明细"
    fields = [field.get("name") for field in cache.iter(f"{MAIN}cacheField")]
    table = openpyxl.load_workbook(path)["明细"].tables["明细"]
    assert fields == [column.name for column in table.tableColumns]
    for shared in cache.iter(f"{MAIN}sharedItems"):
        assert len(shared) == int(shared.get("count", 0))


def test_agencies_by_outcome_with_one_stage_selected(path: Path) -> None:
    cache, table = part(path, CACHE), part(path, TABLE)
    names = [field.get("name") for field in cache.iter(f"{MAIN}cacheField")]
    items = [
        [item.get("v", "") for item in field.findall(f"{MAIN}sharedItems/*")]
        for field in cache.iter(f"{MAIN}cacheField")
    ]
    axes = {
        name: field.get("axis")
        for name, field in zip(names, table.iter(f"{MAIN}pivotField"), strict=True)
        if field.get("axis")
    }
    assert axes == {
        "单位名称": "axisRow", "办理结果": "axisCol", "环节": "axisPage", "表": "axisPage", "类别": "axisPage", "申请人": "axisPage",
    }  # fmt: skip
    pages = [(names[int(p.get("fld", ""))], p.get("item")) for p in table.iter(f"{MAIN}pageField")]
    assert [name for name, _ in pages] == ["环节", "表", "类别", "申请人"]
    assert [item for _, item in pages[1:]] == [None] * 3
    assert items[names.index("环节")][int(pages[0][1] or 0)] == "办理结果"
    for field, texts in zip(table.iter(f"{MAIN}pivotField"), items, strict=True):
        assert len(list(field.iter(f"{MAIN}item"))) == (len(texts) + 1 if field.get("axis") else 0)
    data = table.find(f"{MAIN}dataFields/{MAIN}dataField")
    assert data is not None
    assert names[int(data.get("fld", ""))] == "数值"


def test_openpyxl_reads_the_parts_and_writes_the_same(path: Path, tmp_path: Path) -> None:
    """A second writer that knows the parts: what it makes of them holds the same."""
    book = openpyxl.load_workbook(path)
    (pivot,) = book["透视"]._pivots
    assert pivot.cache.cacheSource.worksheetSource.name == "明细"
    for source, written in ((CACHE, pivot.cache.to_tree()), (TABLE, pivot.to_tree())):
        ours = [(etree.QName(e).localname, dict(e.attrib)) for e in part(path, source).iter(f"{MAIN}*")]
        theirs = [(str(e.tag).rpartition("}")[2], dict(e.attrib)) for e in written.iter()]
        assert [tag for tag, _ in ours] == [tag for tag, _ in theirs]
        for (tag, mine), (_, other) in zip(ours, theirs, strict=True):
            for name, value in mine.items():
                assert other.get(name, value) == value, (tag, name)


def test_cells_show_what_the_table_will(path: Path, district: District) -> None:
    sheet = openpyxl.load_workbook(path)["透视"]
    table = part(path, TABLE)
    location = table.find(f"{MAIN}location")
    assert location is not None
    rows = [[cell.value for cell in row] for row in sheet[location.get("ref")]]
    assert rows[0][:2] == ["合计：数值", "办理结果"]
    assert rows[1] == ["单位名称", *results_by_group(FORM), "合计"]
    included = [r for r in district.agencies if r.included]
    assert [row[0] for row in rows[2:]] == [*(r.agency.name for r in included), "合计"]
    for row, result in zip(rows[2:], included, strict=False):
        assert result.judged is not None
        values = result.judged.ret.values
        assert row[1:-1] == [sum(values[i] for i in group) for group in results_by_group(FORM).values()]
    total = next(f for f in FORM.figures if f.code == "t3/total/total")
    assert rows[-1][-1] == district.totals[total.index]
    assert len(table.findall(f"{MAIN}rowItems/{MAIN}i")) == len(included) + 1
    assert len(table.findall(f"{MAIN}colItems/{MAIN}i")) == 7


def test_names_that_differ_in_capitals_are_one_item(tmp_path: Path) -> None:
    """Excel's pivots do not tell them apart; two items of one name would be mended on opening."""
    district = make_district(
        {"甲区ABC局": {"t3/granted/natural_person": 2}, "甲区abc局": {"t3/granted/natural_person": 3}}
    )
    write_summary(district, tmp_path)
    cache = part(tmp_path / FILE_NAME, CACHE)
    shared = list(cache.iter(f"{MAIN}sharedItems"))[2]
    assert len(shared) == 1
    sheet = openpyxl.load_workbook(tmp_path / FILE_NAME)["透视"]
    assert [row[1] for row in sheet.iter_rows(values_only=True) if str(row[0]).casefold() == "甲区abc局"] == [
        5
    ]


def test_without_figures_there_is_no_table(tmp_path: Path) -> None:
    write_summary(make_district({}, missing=("甲区水务局",)), tmp_path)
    with zipfile.ZipFile(tmp_path / FILE_NAME) as package:
        assert not [name for name in package.namelist() if "pivot" in name]


@pytest.mark.skipif("ECMA376_XSD" not in os.environ, reason="ECMA376_XSD names no folder with the schemas")
def test_every_part_is_valid_by_the_schemas(path: Path) -> None:
    """ECMA376_XSD: a folder with the transitional schemas of ECMA-376 (sml.xsd and its neighbours)."""
    folder = Path(os.environ["ECMA376_XSD"])
    compatibility = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"

    def schema(name: str) -> etree.XMLSchema:
        return etree.XMLSchema(etree.parse(str(next(folder.rglob(name)))))

    kinds = {
        "[Content_Types].xml": schema("opc-contentTypes.xsd"),
        ".rels": schema("opc-relationships.xsd"),
        "xl/charts/": schema("dml-chart.xsd"),
        "xl/drawings/": schema("dml-spreadsheetDrawing.xsd"),
        "xl/": schema("sml.xsd"),
    }
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            known = next((s for key, s in kinds.items() if name.startswith(key) or name.endswith(key)), None)
            if known is None or "theme" in name:
                continue
            root = etree.fromstring(package.read(name))
            # What a part says it may be read without (ECMA-376 part 3) is left out first.
            prefixes = root.attrib.pop(compatibility, "").split()
            ignorable = {root.nsmap[prefix] for prefix in prefixes}
            for element in root.iter():
                for key in list(element.attrib):
                    if etree.QName(key).namespace in ignorable:
                        del element.attrib[key]
            assert known.validate(root), (name, known.error_log.last_error)
