"""What a spreadsheet shows for a date: a count whose cell was formatted as a date must be shown as people see it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from toolkit.reading.value import show

# Formats that every spreadsheet program knows by number alone, as the Chinese Excel shows them (ECMA-376, 18.8.30).
_BUILT_IN = {
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
    32: "h时mm分", 33: "h时mm分ss秒", 34: "上午/下午h时mm分", 35: "上午/下午h时mm分ss秒", 36: "yyyy年m月", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "上午/下午h时mm分", 56: "上午/下午h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_TOKEN = re.compile(
    r'"[^"]*"|\\.|\[(?P<elapsed>[hms])+\]|\[[^\]]*\]|AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|aaaa?|.',
    re.IGNORECASE,
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEK = "一二三四五六日"

Moment = date | datetime | time | timedelta


def date_formats(styles: Any) -> Mapping[int, str]:
    """Style number of a cell -> its number format, from a parsed styles.xml."""
    custom = {
        int(node.get("numFmtId", "0")): str(node.get("formatCode", "")) for node in styles.iter("{*}numFmt")
    }
    found = {}
    for cell_formats in styles.iter("{*}cellXfs"):
        for number, node in enumerate(cell_formats.iter("{*}xf")):
            format_id = int(node.get("numFmtId", "0"))
            found[number] = custom.get(format_id) or _BUILT_IN.get(format_id, "")
    return found


def shown(moment: Moment, code: str) -> str:
    """The moment as the format writes it; without a format, year-month-day and hours:minutes:seconds."""
    code = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|General', "", code, flags=re.IGNORECASE)
    if not re.search(r"[ymdhs]|aaa", bare, re.IGNORECASE):
        return show(moment)
    parts = _parts(moment)
    pieces: list[str] = []
    last_unit = ""
    tokens = [match[0] for match in _TOKEN.finditer(code)]
    noon = any(token.upper() in ("AM/PM", "A/P") or token == "上午/下午" for token in tokens)
    for i, token in enumerate(tokens):
        kind = token[0].lower()
        if token[0] == '"':
            pieces.append(token[1:-1])
        elif token[0] == "\\":
            pieces.append(token[1:])
        elif token[0] == "[":
            if token[1].lower() in "hms" and token.lower().strip("[]hms") == "":
                pieces.append(_elapsed(moment, token[1].lower(), len(token) - 2))
                last_unit = token[1].lower()
        elif token.upper() in ("AM/PM", "A/P"):
            pieces.append("AM" if parts["h"] < 12 else "PM")
        elif token == "上午/下午":
            pieces.append("上午" if parts["h"] < 12 else "下午")
        elif kind == "y":
            pieces.append(f"{parts['y']:04}" if len(token) > 2 else f"{parts['y'] % 100:02}")
        elif kind == "m" and (last_unit == "h" or _next_unit(tokens[i + 1 :]) == "s"):
            pieces.append(f"{parts['min']:0{min(len(token), 2)}}")
            last_unit = ""
        elif kind == "m":
            pieces.append(_MONTHS[parts["m"] - 1] if len(token) > 2 else f"{parts['m']:0{len(token)}}")
        elif kind == "d":
            pieces.append(f"{parts['d']:0{min(len(token), 2)}}")
        elif kind == "h":
            hour = (parts["h"] - 1) % 12 + 1 if noon else parts["h"]
            pieces.append(f"{hour:0{min(len(token), 2)}}")
            last_unit = "h"
        elif kind == "s":
            pieces.append(f"{parts['s']:0{min(len(token.split('.')[0]), 2)}}")
        elif token.lower().startswith("aaa"):
            pieces.append(f"{'星期' if len(token) > 3 else ''}{_WEEK[parts['week']]}")
        elif token not in ("_", "*", "@"):
            pieces.append(token)
    return "".join(pieces).strip()


def _parts(moment: Moment) -> dict[str, int]:
    if isinstance(moment, timedelta):
        moment = datetime(1899, 12, 31) + moment  # noqa: DTZ001 - cells have no time zone
    if isinstance(moment, time):
        moment = datetime.combine(date(1900, 1, 1), moment)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - likewise
    return {
        "y": moment.year, "m": moment.month, "d": moment.day, "h": moment.hour, "min": moment.minute,
        "s": moment.second, "week": moment.weekday(),
    }  # fmt: skip


def _elapsed(moment: Moment, unit: str, width: int) -> str:
    if isinstance(moment, time):
        moment = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    if not isinstance(moment, timedelta):
        return show(moment)
    seconds = round(moment.total_seconds())
    return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[unit]:0{width}}"


def _next_unit(tokens: list[str]) -> str:
    return next((token[0].lower() for token in tokens if token[0].lower() in "ymdhs"), "")
