from pathlib import Path

import docx
import pytest

from tests.factory import FORM
from tests.word.gallery import drafts
from tests.word.reading import numbers, opened
from toolkit.resources import ResourceError, templates_dir
from toolkit.word.draft import AGENCY_TEMPLATE, DISTRICT_TEMPLATE, office
from toolkit.word.package import read_parts
from toolkit.word.trial import try_templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office.cache_clear()
    return tmp_path


def written(folder: Path, text: str, name: str) -> None:
    document = docx.Document(str(templates_dir() / name))
    document.paragraphs[0].insert_paragraph_before(text)
    document.save(str(folder / name))


@pytest.mark.parametrize("name", [AGENCY_TEMPLATE, DISTRICT_TEMPLATE])
def test_a_name_that_is_not_known_is_told_before_the_run(folder: Path, name: str) -> None:
    written(folder, "{{ nobody }}", name)
    with pytest.raises(ResourceError, match=r"第1段“\{\{ nobody \}\}”用了程序没有的名称"):
        try_templates(str(folder), FORM, 2023)


def test_good_templates_pass(folder: Path) -> None:
    for name in (AGENCY_TEMPLATE, DISTRICT_TEMPLATE):
        written(folder, "{{ agency }}{{ year }}", name)
    try_templates(str(folder), FORM, 2023)


def test_the_shipped_wording_with_a_wrong_slot(folder: Path) -> None:
    text = (templates_dir() / "句式.toml").read_text(encoding="utf-8")
    (folder / "句式.toml").write_text(
        text.replace('none = "{year}年，{who}未收到', 'none = "{yaer}年，{who}未收到'), encoding="utf-8"
    )
    with pytest.raises(ResourceError, match=r"applications\.none.*yaer"):
        try_templates(str(folder), FORM, 2023)


def test_the_drafts_of_the_handbooks_pictures() -> None:
    made = drafts()
    assert len(made) == 6
    for name, content in made.items():
        document = opened(content)
        assert len(document.tables) == 3
        assert len(numbers(document)) in (199, 200), name
    assert "word/comments.xml" in read_parts(made["草稿-有疑问"])
    assert "word/comments.xml" not in read_parts(made["草稿-无申请"])
    assert any("与上年相比" in p.text for p in opened(made["草稿-有上年数据"]).paragraphs)
