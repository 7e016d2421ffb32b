"""The sentences that say who is not in a provisional summary."""

from collections.abc import Sequence

from toolkit.model import AgencyResult, District

from .measure import display_width

ROOM = 1600  # half-width characters of names on one line of a sheet; more would not fit into a row's height


def provisional_lines(district: District) -> list[str]:
    """What an official table must say while the summary is provisional; empty when it is final."""
    out = [result for result in district.awaited if not result.included]
    doubtful = [result for result in district.awaited if result.included]
    sentences = []
    if out:
        sentences.append(f"阶段性汇总：以下单位尚未纳入——{_names(out)}")
    if doubtful:
        sentences.append(f"阶段性汇总：以下单位的报告有错误，暂按所报数字计入——{_names(doubtful)}")
    return sentences


def _names(results: Sequence[AgencyResult]) -> str:
    named: list[str] = []
    room = ROOM
    for result in results:
        room -= display_width(result.agency.name) + 2
        if room < 0:
            break
        named.append(result.agency.name)
    rest = f"等，共 {len(results)} 个单位，名单见“报送情况”" if len(named) < len(results) else ""
    return "、".join(named) + rest
