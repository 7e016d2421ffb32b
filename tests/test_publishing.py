import errno
import json
import os
from pathlib import Path

import pytest

from toolkit import publishing
from toolkit.publishing import KEPT, MANIFEST, PublishError, check_target, publish, recover


def writer(**files: str):
    def write(folder: Path) -> None:
        (folder / "run.json").write_text('{\n "schema": "run/1"\n}', encoding="utf-8")
        for name, content in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")

    return write


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != MANIFEST
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "输出"


def test_a_new_folder_is_written_whole(out):
    publish(out, writer(a="1", 草稿__b="2"))
    assert tree(out) == {"run.json": '{\n "schema": "run/1"\n}', "a": "1", "草稿/b": "2"}
    assert [p.name for p in out.parent.iterdir()] == sorted(["inbox", "输出"], key=str)


def test_the_next_run_replaces_it_and_keeps_nothing_that_nobody_touched(out):
    publish(out, writer(a="1", gone="x"))
    published = publish(out, writer(a="2"))
    assert published.kept == ()
    assert set(tree(out)) == {"run.json", "a"}


def test_changed_and_added_files_are_kept_and_told(out):
    publish(out, writer(a="1", 草稿__b="2"))
    (out / "草稿" / "b").write_text("人改过", encoding="utf-8")
    (out / "笔记.txt").write_text("人写的", encoding="utf-8")
    published = publish(out, writer(a="1", 草稿__b="3"))
    assert sorted(published.kept) == sorted([f"{KEPT}/草稿/b", f"{KEPT}/笔记.txt"])
    files = tree(out)
    assert files["草稿/b"] == "3"
    assert files[f"{KEPT}/草稿/b"] == "人改过"
    assert files[f"{KEPT}/笔记.txt"] == "人写的"


def test_kept_files_go_on_from_output_to_output_and_versions_do_not_overwrite_each_other(out):
    publish(out, writer(b="1"))
    for version in ("一", "二", "三", "三"):
        (out / "b").write_text(version, encoding="utf-8")
        os.utime(out / "b", (1705708800, 1705708800))
        publish(out, writer(b="1"))
    kept = {name: content for name, content in tree(out).items() if name.startswith(KEPT)}
    assert sorted(kept.values()) == sorted(["一", "二", "三"])
    assert kept[f"{KEPT}/b"] == "一"
    assert any("2024-01-20" in name for name in kept)


def test_an_edit_that_equals_the_new_output_is_no_edit(out):
    publish(out, writer(b="1"))
    (out / "b").write_text("2", encoding="utf-8")
    assert publish(out, writer(b="2")).kept == ()


def test_without_the_manifest_everything_that_differs_is_kept(out):
    publish(out, writer(b="1", c="same"))
    (out / MANIFEST).unlink()
    assert publish(out, writer(b="2", c="same")).kept == (f"{KEPT}/b",)


def test_lock_files_of_open_documents_are_nobodys_work(out):
    publish(out, writer(b="1"))
    (out / "~$b.xlsx").write_text("x", encoding="utf-8")
    (out / "Thumbs.db").write_text("x", encoding="utf-8")
    assert publish(out, writer(b="1")).kept == ()


class TestRefusals:
    def test_a_folder_with_somebodys_own_files(self, out):
        out.mkdir()
        (out / "照片.jpg").write_bytes(b"1")
        with pytest.raises(PublishError, match="别的文件") as caught:
            check_target(out, out.parent / "inbox")
        assert caught.value.usage
        assert [p.name for p in out.iterdir()] == ["照片.jpg"]

    def test_a_folder_with_another_programs_run_json(self, out):
        out.mkdir()
        (out / "run.json").write_text(json.dumps({"schema": "other"}), encoding="utf-8")
        with pytest.raises(PublishError):
            check_target(out, out.parent / "inbox")

    @pytest.mark.parametrize("relative", ["inbox", "."])
    def test_a_folder_that_holds_the_inbox(self, out, relative):
        with pytest.raises(PublishError, match="包含收件文件夹") as caught:
            check_target(out.parent / relative, out.parent / "inbox")
        assert caught.value.usage

    def test_a_file(self, out):
        out.write_text("x", encoding="utf-8")
        with pytest.raises(PublishError, match="是一个文件"):
            check_target(out, out.parent / "inbox")

    def test_new_empty_and_earlier_outputs_are_welcome(self, out):
        check_target(out, out.parent / "inbox")
        out.mkdir()
        check_target(out, out.parent / "inbox")
        out.rmdir()
        publish(out, writer(a="1"))
        check_target(out, out.parent / "inbox")


class TestTrouble:
    def test_a_writer_that_fails_leaves_the_last_output(self, out):
        publish(out, writer(a="1"))
        before = tree(out)

        def broken(folder: Path) -> None:
            writer(a="2")(folder)
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(PublishError, match="磁盘空间不足"):
            publish(out, broken)
        assert tree(out) == before
        assert {p.name for p in out.parent.iterdir()} == {"inbox", "输出"}

    def test_a_locked_file_is_named_and_the_old_output_stays(self, out, monkeypatch):
        publish(out, writer(a="1"))
        before = tree(out)
        rename, opened = Path.rename, Path.open

        def locked_rename(self, target):
            if self == out.resolve():
                raise PermissionError(errno.EACCES, "Access is denied", str(self))
            return rename(self, target)

        def locked_open(self, mode="r", *args, **more):
            if self.name == "a" and "+" in mode and self.parent == out.resolve():
                raise PermissionError(errno.EACCES, "in use", str(self))
            return opened(self, mode, *args, **more)

        monkeypatch.setattr(Path, "rename", locked_rename)
        monkeypatch.setattr(Path, "open", locked_open)
        with pytest.raises(PublishError, match=r"输出/a 正被别的程序打开"):
            publish(out, writer(a="2"))
        monkeypatch.undo()
        assert tree(out) == before

    def test_a_folder_without_rights_is_named_and_not_the_hidden_one(self, out, monkeypatch):
        def refused(self, *args, **more):
            raise PermissionError(errno.EACCES, "Permission denied", str(self))

        out.parent.mkdir(parents=True, exist_ok=True)
        monkeypatch.setattr(Path, "mkdir", refused)
        with pytest.raises(PublishError, match="没有写入权限") as caught:
            publish(out, writer(a="1"))
        assert ".new-" not in str(caught.value)

    def test_a_swap_that_fails_half_way_is_undone(self, out, monkeypatch):
        publish(out, writer(a="1"))
        before = tree(out)
        rename = Path.rename

        def failing(self, target):
            if ".new-" in self.name:
                raise OSError(errno.EIO, "Input/output error")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", failing)
        with pytest.raises(PublishError):
            publish(out, writer(a="2"))
        assert tree(out) == before

    def test_a_run_that_died_between_the_two_renames_is_repaired(self, out, monkeypatch):
        publish(out, writer(a="1"))
        before = tree(out)
        out.rename(out.parent / ".输出.old-999999999-abcd")
        (out.parent / ".输出.new-999999999-abcd").mkdir()
        recover(out)
        assert tree(out) == before
        assert {p.name for p in out.parent.iterdir()} == {"inbox", "输出"}

    def test_the_staging_folder_of_a_run_that_still_works_is_left_alone(self, out):
        mine = publishing._beside(out, "new")
        mine.mkdir()
        recover(out)
        assert mine.exists()
