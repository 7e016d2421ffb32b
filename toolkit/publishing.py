"""Replace an output folder as a whole, and only when everything is written; what people did in it is kept.

A manifest (a hidden file in the folder) holds the hash of every file as the program wrote it, so that the next run
can tell what people changed or added.
"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.intake import is_output_folder, system_file
from toolkit.oswords import why
from toolkit.processes import lives

MANIFEST = ".published.json"
KEPT = "已修改"


class PublishError(Exception):
    """The output could not be put in place; the message says why and what to do, in Chinese.

    Attributes:
        usage: whether the folder itself is the wrong one (exit status 2), rather than out of reach now (1).
    """

    def __init__(self, message: str, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the folder: the files of people that were kept, as paths below it."""

    folder: Path
    kept: tuple[str, ...]


def check_target(target: Path, inbox: Path) -> None:
    """Refuse a folder that is not ours to replace, before any work is done.

    Raises:
        PublishError: it holds the inbox, is a file, or holds somebody's own files.
    """
    target, inbox = target.resolve(), inbox.resolve()
    recover(target)
    if inbox == target or inbox.is_relative_to(target):
        raise PublishError(
            f"输出文件夹 {target} 包含收件文件夹 {inbox}，写入会毁掉收到的文件；请用 --out 指定别的文件夹。",
            usage=True,
        )
    if not target.exists():
        return
    if not target.is_dir():
        raise PublishError(
            f"{target} 是一个文件，不能作为输出文件夹；请用 --out 指定别的文件夹。", usage=True
        )
    if any(target.iterdir()) and not is_output_folder(target):
        raise PublishError(
            f"{target} 里有别的文件，不是以前的汇总输出，为避免丢失，没有写入；请用 --out 指定新的或空的文件夹。",
            usage=True,
        )


def publish(target: Path, write: Callable[[Path], None]) -> Published:
    """Write everything into a staging folder beside ``target`` and swap it in.

    Raises:
        PublishError: a file is open elsewhere, the disk is full, the folder is read-only; the old output is intact.
    """
    target = target.resolve()
    staging = _beside(target, "new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir()
        write(staging)
        manifest = {relative: _digest(path) for path, relative in _files(staging)}
        kept = _keep(target, staging, manifest) if target.exists() else ()
        _write_manifest(staging, manifest)
        _swap(target, staging)
    except OSError as error:
        raise PublishError(_plain(error, target)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Published(target, kept)


def recover(target: Path) -> None:
    """Undo what a run left that died between its two renames, and clear the staging folders of dead runs."""
    if not target.parent.is_dir():
        return
    for left in sorted(target.parent.glob(f".{target.name}.*-*")):
        _, _, rest = left.name.rpartition(f".{target.name}.")
        state, _, owner = rest.partition("-")
        pid = owner.partition("-")[0]
        if state not in ("new", "old") or not pid.isdigit() or lives(int(pid)):
            continue
        if state == "old" and not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _beside(target: Path, state: str) -> Path:
    return target.parent / f".{target.name}.{state}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def _swap(target: Path, staging: Path) -> None:
    if not target.exists():
        staging.rename(target)
        return
    old = _beside(target, "old")
    try:
        target.rename(old)
    except PermissionError as error:
        raise PermissionError(error.errno, error.strerror, _locked(target) or error.filename) from error
    try:
        staging.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _keep(target: Path, staging: Path, new: dict[str, str]) -> tuple[str, ...]:
    """Copy into the new output what people changed in or added to the old one."""
    written = _read_manifest(target)
    kept = []
    for path, relative in _files(target):
        if relative.startswith(f"{KEPT}/"):
            _store(path, staging / relative)
            continue
        if relative == MANIFEST or system_file(path.name):
            continue
        digest = _digest(path)
        # What equals the new output needs no second copy, even if the old manifest is lost.
        if digest in (written.get(relative), new.get(relative)):
            continue
        kept.append(_store(path, staging / KEPT / relative).relative_to(staging).as_posix())
    return tuple(kept)


def _store(path: Path, place: Path) -> Path:
    """Copy a file to its place; where another version lies there, the newer one gets its date in its name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        if _digest(place) == _digest(path):
            return place
        changed = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - the user's own clock names the file
        stem, suffix = place.stem, place.suffix
        for form in ("%Y-%m-%d", "%Y-%m-%d %H%M%S"):
            place = place.with_name(f"{stem}（{changed.strftime(form)}）{suffix}")
            if not place.exists() or _digest(place) == _digest(path):
                break
        number = 2
        while place.exists() and _digest(place) != _digest(path):
            place = place.with_name(f"{stem}（{changed.strftime('%Y-%m-%d %H%M%S')} 之{number}）{suffix}")
            number += 1
    shutil.copy2(path, place)
    return place


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    # 已修改 comes first: older versions keep the plain name, a newer one gets the date.
    found = [path for path in folder.rglob("*") if path.is_file()]
    found.sort(key=lambda path: (path.relative_to(folder).parts[0] != KEPT, path.as_posix()))
    return ((path, path.relative_to(folder).as_posix()) for path in found)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_manifest(folder: Path, manifest: dict[str, str]) -> None:
    text = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _read_manifest(folder: Path) -> dict[str, str]:
    """Hashes by path; empty where the manifest is lost: then everything counts as changed, and is kept."""
    try:
        loaded = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _locked(folder: Path) -> str | None:
    """A file of the folder that another program holds open (on Windows it cannot be renamed)."""
    for path, _ in _files(folder):
        try:
            with path.open("r+b"):
                pass
        except OSError:
            return str(path)
    return None


def _plain(error: OSError, target: Path) -> str:
    import errno

    # The staging folder is none of a reader's business: what cannot be written is its parent.
    hidden = str(error.filename or "").startswith(str(target.parent / f".{target.name}."))
    name = str(target.parent) if hidden else error.filename or str(target)
    if error.errno == errno.ENOSPC:
        return f"磁盘空间不足，没有写入；{target} 里原来的内容没有变。请清理磁盘后重新运行。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY) or isinstance(error, PermissionError):
        return (
            f"{name} 正被别的程序打开，或没有写入权限；没有写入，{target} 里原来的内容没有变。"
            "请在 Excel、WPS 或资源管理器里关闭它后重新运行。"
        )
    if error.errno == errno.EROFS:
        return f"{target} 所在的磁盘是只读的，没有写入；请用 --out 指定别的文件夹。"
    return f"写入 {name} 失败（{why(error)}）；{target} 里原来的内容没有变。"
