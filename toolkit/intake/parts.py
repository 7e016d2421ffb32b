"""What opening a mail or an archive takes and gives."""

import re
from dataclasses import dataclass
from datetime import datetime

from toolkit.text import UNSEEN

MARKER = "run.json"
"""A folder that holds one of the program's own (it begins with OURS) is an earlier output."""

OURS = b'"schema": "run/'
EARLIER = "这是以前一次汇总的输出文件夹"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail or archive to open, with what its own envelope said of time and sender."""

    name: str
    data: bytes
    saved: datetime | None
    mailed: bool
    sender: str


@dataclass(frozen=True, slots=True)
class Part:
    """One attachment or member.

    Attributes:
        name: as people read it, with forward slashes.
        data: the content; empty where ``problem`` is set.
        saved, mailed, sender: of the mail it came in, else of the archive.
        subject: of the mail.
        problem: why it could not be taken out, or None.
        ignored: why it is no return, in Chinese, or None.
    """

    name: str
    data: bytes
    saved: datetime | None
    mailed: bool
    sender: str
    problem: str | None = None
    ignored: str | None = None
    subject: str = ""


class Skipped(Exception):
    """The mail or archive gives no parts: it is listed itself, with a problem or as ignored."""

    def __init__(
        self,
        problem: str | None = None,
        reason: str | None = None,
        sender: str = "",
        saved: datetime | None = None,
        subject: str = "",
    ) -> None:
        super().__init__(problem or reason)
        self.problem = problem
        self.reason = reason
        self.sender = sender
        self.saved = saved
        self.subject = subject


def visible(name: str) -> str:
    """A name without characters that nobody sees: each becomes a sign of its own, so that names stay distinct."""

    def sign(match: re.Match[str]) -> str:
        code = ord(match[0])
        return chr(0x2400 + code) if code < 0x20 else f"⟨U+{code:04X}⟩"

    return UNSEEN.sub(sign, name)
