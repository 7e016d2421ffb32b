from pathlib import Path

import pytest

from toolkit import resources
from toolkit.resources import FOLDER, ResourceError, templates_dir


def test_the_folder_holds_the_templates() -> None:
    names = {path.name for path in templates_dir().iterdir()}
    assert {"单位年度报告.docx", "全区年度报告.docx", "句式.toml"} <= names


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place where the package might be installed."""
    folder = tmp_path / "site-packages" / "toolkit"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(folder / "resources.py"))
    return folder


def test_a_wheel_carries_them_inside_the_package(package: Path) -> None:
    (package / FOLDER).mkdir()
    (package.parent / FOLDER).mkdir()
    assert templates_dir.__wrapped__() == package / FOLDER


def test_a_clone_has_them_beside_the_package(package: Path) -> None:
    (package.parent / FOLDER).mkdir()
    assert templates_dir.__wrapped__() == package.parent / FOLDER


def test_without_them_the_message_says_what_to_do(package: Path) -> None:
    with pytest.raises(ResourceError, match="重新安装"):
        templates_dir.__wrapped__()
