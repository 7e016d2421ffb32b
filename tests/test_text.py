import pytest

from toolkit.text import fold, plain_signs


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("(一) 予以公开", "（一）予以公开"),
        ("予以公开", "（一）予以公开"),
        ("1. 属于国家秘密", "1.属于国家秘密"),
        ("１．属于国家秘密", "1.属于国家秘密"),
        ("1、属于国家秘密", "1.属于国家秘密"),
        ("1属于国家秘密", "1.属于国家秘密"),
        ("①属于国家秘密", "1.属于国家秘密"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("3. 危及三安全一稳定", "3.危及“三安全一稳定”"),
        ("结果\n维持", "结果维持"),
        ("自\n然\n人", "自然人"),
        ("结 果 维 持", "结果维持"),
        ("2.其他法律、行政法规禁止公开", "2.其他法律行政法规禁止公开"),
        ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
        ("第二十条 第(一)项", "第二十条第（一）项"),
        ("本年(2023)制发件数", "本年制发件数"),
        ("一.总体情况", "一、总体情况"),
        ("第一部分 总体情况", "一、总体情况"),
        ("（七）总计", "总计"),
    ],
)
def test_the_same_label_however_written(written, official):
    assert fold(written) == fold(official) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第二十条第（一）项", "第二十条第（五）项"),
        ("行政许可", "行政处罚"),
        ("5.属于三类内部事务信息", "6.属于四类过程性信息"),
        ("3.5", "5"),
        ("一般", "般"),
    ],
)
def test_different_labels_stay_different(one, other):
    assert fold(one) != fold(other)


def test_long_texts_are_no_labels():
    assert fold("说明" * 400) == ""


def test_signs_of_radicals_are_read_as_the_letters_that_they_look_like() -> None:
    assert plain_signs("信息公开⼯作⼒量需进⼀步强化，⻓期任务") == "信息公开工作力量需进一步强化，长期任务"
    assert plain_signs("政府ＡＢ（一）①") == "政府ＡＢ（一）①"
