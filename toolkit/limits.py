"""The bounds on what is read, in one place. Beyond them a file is rejected with a plain reason (F01).

A return is a few dozen kB; the bounds leave room for scanned pictures and stamps, and keep a hostile or broken
file from taking the machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run.

    Attributes:
        file_bytes: size of one file, attachment or archive member.
        unpacked_bytes: size of all parts of one workbook after unpacking.
        cells: rows times columns of one sheet's used range.
        sheets: sheets of one workbook that are looked at.
        text_chars: characters of one narrative section that are kept.
        nesting: mails within mails and archives within archives.
        members: parts of one mail or archive.
        seconds: time to read one file.
        memory_bytes: memory of the process that reads a file.
    """

    file_bytes: int = 64 * 2**20
    unpacked_bytes: int = 256 * 2**20
    cells: int = 2_000_000
    sheets: int = 256
    text_chars: int = 200_000
    nesting: int = 5
    members: int = 2000
    seconds: float = 60.0
    memory_bytes: int = 2**30


DEFAULT = Limits()
