"""A writer of OLE compound files and of Outlook mails in them, so that tests need no Outlook. Follows [MS-CFB]."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Path = tuple[str, ...]


def compound_file(streams: Mapping[Path, bytes]) -> bytes:
    """An OLE file with these streams; storages are made as their paths need them."""
    paths: list[Path] = [()]
    for path in streams:
        for depth in range(1, len(path) + 1):
            if path[:depth] not in paths:
                paths.append(path[:depth])
    children: dict[Path, list[int]] = {path: [] for path in paths}
    for number, path in enumerate(paths):
        if path:
            children[path[:-1]].append(number)
    mini, mini_fat, starts = bytearray(), list[int](), dict[Path, int]()
    for path, data in streams.items():
        if 0 < len(data) < _CUTOFF:
            starts[path] = len(mini) // _MINI
            count = -(-len(data) // _MINI)
            mini_fat += [*(starts[path] + i + 1 for i in range(count - 1)), _END]
            mini += data.ljust(count * _MINI, b"\0")
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        start, count = len(sectors), -(-len(data) // _SECTOR)
        sectors.extend(data[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, b"\0") for i in range(count))
        fat.extend([*(start + i + 1 for i in range(count - 1)), _END])
        return start

    for path, data in streams.items():
        if len(data) >= _CUTOFF:
            starts[path] = store(data)
    mini_start = store(bytes(mini)) if mini else _END
    mini_fat_start = store(struct.pack(f"<{len(mini_fat)}I", *mini_fat)) if mini_fat else _END
    n_mini_fat = -(-4 * len(mini_fat) // _SECTOR)
    entries = []
    for path in paths:
        siblings = children[path[:-1]] if path else []
        at = siblings.index(paths.index(path)) if path else 0
        following = siblings[at + 1] if path and at + 1 < len(siblings) else _FREE
        child = children[path][0] if children[path] else _FREE
        name = (path[-1] if path else "Root Entry").encode("utf-16-le") + b"\0\0"
        kind = 5 if not path else 2 if path in streams else 1
        data = streams.get(path, b"")
        start, size = (
            (mini_start, len(mini))
            if not path
            else (starts.get(path, _END if path in streams else 0), len(data))
        )
        entries.append(
            name.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(name), kind, 1, _FREE, following, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )
    directory = store(b"".join(entries))
    n_fat = 1
    while n_fat * (_SECTOR // 4) < len(sectors) + n_fat:
        n_fat += 1
    fat_sectors = list(range(len(sectors), len(sectors) + n_fat))
    fat += [_FAT] * n_fat
    fat += [_FREE] * (n_fat * (_SECTOR // 4) - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIIII", 0, n_fat, directory, 0, _CUTOFF, mini_fat_start, n_mini_fat, _END, 0, 0)[:-4]
        + struct.pack("<109I", *fat_sectors, *[_FREE] * (109 - n_fat))
    )  # fmt: skip
    return header + b"".join(sectors) + table


def outlook_mail(
    attachments: Mapping[str, bytes | Mapping[Path, bytes]],
    sent: datetime = datetime(2024, 1, 15, 1, 30, tzinfo=UTC),
    sender: tuple[str, str] = ("甲区财政局", "cz@example.com"),
    code_page: int | None = None,
) -> dict[Path, bytes]:
    """The streams of a message; an attachment is bytes, or the streams of a message inside it.

    With a code page texts are bytes of it, as older Outlooks write them; else Unicode.
    """
    encoding = {936: "gbk", 65001: "utf-8"}.get(code_page or 0)

    def text(tag: str, words: str) -> tuple[str, bytes]:
        if encoding:
            return f"__substg1.0_{tag}001E", words.encode(encoding)
        return f"__substg1.0_{tag}001F", words.encode("utf-16-le")

    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    numbers = struct.pack("<HHIq", 0x0040, 0x0039, 6, ticks)
    if code_page:
        numbers += struct.pack("<HHIq", 0x0003, 0x3FDE, 6, code_page)
    streams: dict[Path, bytes] = {("__properties_version1.0",): b"\0" * 32 + numbers}
    for tag, words in (("0C1A", sender[0]), ("5D01", sender[1]), ("0037", "年报")):
        name, data = text(tag, words)
        streams[(name,)] = data
    for number, (file, content) in enumerate(attachments.items()):
        storage = f"__attach_version1.0_#{number:08X}"
        name, data = text("3707", file)
        streams[storage, name] = data
        streams[storage, "__properties_version1.0"] = b"\0" * 8
        if isinstance(content, bytes):
            streams[storage, "__substg1.0_37010102"] = content
        else:
            for path, inner in content.items():
                # An embedded message's list of numbers has a shorter head.
                streams[(storage, "__substg1.0_3701000D", *path)] = (
                    inner[8:] if path[-1] == "__properties_version1.0" and len(path) == 1 else inner
                )
    return streams
