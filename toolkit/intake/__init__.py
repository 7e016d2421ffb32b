"""Path -> Sources: every file of the inbox, and every part of the mails and archives in it, exactly once.

Nothing is written and nothing is followed out of the inbox. What cannot be opened becomes a Source with a problem.
Mails and archives are opened in processes of their own: whatever one of them holds or does, it costs that mail or
archive and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolkit.intake.folder import files_of, is_output_folder, system_file
from toolkit.intake.opening import expand, is_container
from toolkit.intake.parts import MARKER
from toolkit.limits import DEFAULT, Limits
from toolkit.model import Source
from toolkit.workers import Lost, work_all

__all__ = ["MARKER", "collect", "is_output_folder", "system_file"]


def collect(
    inbox: Path,
    output: Path | None = None,
    known: Mapping[Path, str] | None = None,
    limits: Limits = DEFAULT,
    jobs: int | None = None,
) -> list[Source]:
    """All sources of an inbox (a folder or a single file), ordered by path and member.

    Args:
        output: the folder that this run will write; neither read nor listed.
        known: files that have another purpose (roster, decisions) with what they are, in Chinese.
    """
    found: list[Source] = []
    closed: list[Source] = []
    for source in files_of(inbox, output, known or {}, limits):
        (closed if is_container(source, limits) else found).append(source)
    for source, parts in zip(
        closed, work_all(partial(expand, limits=limits), closed, limits, jobs), strict=True
    ):
        found.extend([replace(source, data=b"", problem=parts.problem)] if isinstance(parts, Lost) else parts)
    return sorted(found, key=lambda source: (source.path, source.member or ""))
