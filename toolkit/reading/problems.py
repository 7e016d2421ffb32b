"""Why a file could not be read, as keys; the rule F01 has the words for each."""

from typing import Literal

Problem = Literal[
    "empty",
    "damaged",
    "encrypted",
    "unsupported",
    "word",
    "outlook",
    "pdf",
    "ofd",
    "picture",
    "archive",
    "too_large",
    "crashed",
]


class ReadError(Exception):
    """A file cannot be read.

    Attributes:
        problem: which of the known problems it is.
        note: what more is known, for the reason that people read.
    """

    def __init__(self, problem: Problem, note: str = "") -> None:
        super().__init__(problem, note)
        self.problem: Problem = problem
        self.note = note
