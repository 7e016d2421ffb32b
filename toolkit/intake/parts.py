"""What opening a mail or an archive takes and gives."""

from dataclasses import dataclass
from datetime import datetime


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


class Skipped(Exception):
    """The mail or archive gives no parts: it is listed itself, with a problem or as ignored."""

    def __init__(
        self,
        problem: str | None = None,
        reason: str | None = None,
        sender: str = "",
        saved: datetime | None = None,
    ) -> None:
        super().__init__(problem or reason)
        self.problem = problem
        self.reason = reason
        self.sender = sender
        self.saved = saved
