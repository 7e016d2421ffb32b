"""Annual government information disclosure reports: collect, check, add up.

For a notebook or another program::

    import toolkit

    district = toolkit.consolidate("收件")      # reads and checks; writes nothing
    frame = district.to_frame()                # a row a figure, as in facts.csv
"""

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from toolkit.model import District

__all__ = ["District", "consolidate"]


def consolidate(
    inbox: str | PathLike[str],
    *,
    year: int | None = None,
    name: str | None = None,
    level: str = "县",
    roster: str | PathLike[str] | None = None,
    previous: str | PathLike[str] | None = None,
    decisions: str | PathLike[str] | None = None,
    blank: Literal["ask", "zero"] = "ask",
    include_returned: bool = False,
    jobs: int | None = None,
) -> "District":
    """Read, check and add up an inbox as the command ``consolidate`` does, and write nothing.

    What lies beside the inbox (名单, 上年, 核实登记) is used unless an option names another. The keywords are the
    command's options.

    Raises:
        toolkit.run.RunError: it cannot be done as asked; the message says why, in Chinese.
    """
    from toolkit.run import Request, make_district  # here: ``import toolkit`` must stay cheap

    def path(value: str | PathLike[str] | None) -> Path | None:
        return None if value is None else Path(fspath(value))

    return make_district(
        Request(
            Path(fspath(inbox)),
            year=year,
            name=name,
            level=level,
            roster=path(roster),
            previous=path(previous),
            decisions=path(decisions),
            blank=blank,
            include_returned=include_returned,
            jobs=jobs,
        )
    )


def __getattr__(name: str) -> Any:
    if name == "District":
        from toolkit.model import District

        return District
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
