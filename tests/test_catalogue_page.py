"""The rule catalogue in docs/ is the one that the rules give."""

from pathlib import Path

import pytest

from toolkit.catalogue_page import PAGE_NAME, catalogue_page
from toolkit.explain import run_example
from toolkit.rules import catalogue
from toolkit.shipped import write_shipped

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_in_docs_is_what_the_rules_give() -> None:
    assert (DOCS / PAGE_NAME).read_text(encoding="utf-8") == catalogue_page(), "run make docs"


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_each_rule_is_explained_with_its_message(rule) -> None:
    entry = catalogue_page().partition(f'<a id="{rule.code.lower()}"></a>')[2].partition("<a id=")[0]
    message = next(finding.message for finding in run_example(rule) if finding.rule == rule.code)
    text = entry.replace("\\", "")
    for words in (rule.title, rule.why, rule.example.shows, message, rule.remedy, rule.since):
        assert words in text


def test_the_page_is_the_same_every_time() -> None:
    assert catalogue_page() == catalogue_page()


def test_it_is_renewed_in_a_clone_and_left_out_where_there_are_no_docs(tmp_path: Path) -> None:
    write_shipped(tmp_path, tmp_path / "docs")
    assert not (tmp_path / "docs").exists()
    (tmp_path / "docs").mkdir()
    write_shipped(tmp_path, tmp_path / "docs")
    assert (tmp_path / "docs" / PAGE_NAME).read_text(encoding="utf-8") == catalogue_page()
