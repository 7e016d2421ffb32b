from pathlib import Path

from tests.factory import make_district
from toolkit.closing import closing_words, needs_attention
from toolkit.publishing import Published

DONE = Published(Path("输出"), ())


def words(district, published=DONE):
    return "\n".join(closing_words(district, published))


def test_all_in_says_so_and_asks_nothing():
    district = make_district({"甲区财政局": {}})
    told = words(district)
    assert "已接收 1，退回修改 0，未报送 0；计入汇总 1 个" in told
    for absent in ("阶段性", "退回  ", "未报送  ", "待核实"):
        assert absent not in told
    assert not needs_attention(district)


def test_what_is_open_is_named():
    district = make_district(
        {"甲区财政局": {}, "甲区民政局": {}}, missing=("甲区水利局",), returned=("甲区民政局",)
    )
    told = words(district)
    assert "  退回  甲区民政局：A01" in told
    assert "  未报送  甲区水利局" in told
    assert "还有 2 个单位" in told
    assert needs_attention(district)


def test_kept_files_are_told():
    told = words(make_district({"甲区财政局": {}}), Published(Path("输出"), ("已修改/a.docx",)))
    assert "人工改过的 1 个文件" in told
    assert "已修改：a.docx" in told
