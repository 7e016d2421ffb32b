"""Words for states, the same on every sheet."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from toolkit.model import AgencyStatus, FileStatus, Number, Severity

STATUS: Mapping[AgencyStatus, str] = {"missing": "未报送", "returned": "退回修改", "accepted": "已接收"}
FILE_STATUS: Mapping[FileStatus, str] = {
    "rejected": "无法读取",
    "superseded": "已被取代",
    "ignored": "不是报表",
    "returned": "退回修改",
    "accepted": "已接收",
}
SEVERITY: Mapping[Severity, str] = {"error": "错误", "warning": "提示", "notice": "告知"}


def yes_no(value: bool) -> str:
    return "是" if value else "否"


def source(path: str, member: str | None) -> str:
    """Where a file lies: its path, with the part of the mail or archive after !/."""
    return path if member is None else f"{path}!/{member}"


def amount(value: Number) -> str:
    """A number in a sentence: 35, 1.25."""
    return f"{value:f}" if not isinstance(value, int) else str(value)


_BEIJING = timezone(timedelta(hours=8))


def beijing(moment: datetime) -> str:
    """A time as people in Beijing read it, to the minute."""
    return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M}"
