"""File names that Windows, Linux and a GBK console all accept."""

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_LIMIT = 80  # characters; leaves room for folders within Windows' 260


def safe_name(text: str) -> str:
    """``text`` as one part of a path: forbidden characters become _, ends are trimmed, long names are cut.

    Different texts may give the same name: use ``unique_names`` for a set of them.
    """
    name = _FORBIDDEN.sub("_", text)[:_LIMIT].strip().rstrip(". ")
    if not name or _RESERVED.match(name):
        name = f"_{name}"
    return name


def agency_stems(agencies: list[tuple[str, str]]) -> list[str]:
    """CODE_NAME for each (code, name), all different even where letter case is ignored.

    Give all agencies of a run, so that one has the same stem in every folder of the output.
    """
    seen: dict[str, int] = {}
    stems = []
    for code, name in agencies:
        stem = safe_name(f"{code}_{name}")
        count = seen[stem.casefold()] = seen.get(stem.casefold(), 0) + 1
        stems.append(stem if count == 1 else f"{stem}（{count}）")
    return stems
