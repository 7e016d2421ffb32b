"""What a run tells the clerk at its end, a line each."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from toolkit.model import AgencyResult, District
from toolkit.publishing import KEPT, Published
from toolkit.register import Kept, words_on_kept

_FILE_WORDS = {
    "accepted": "已接收",
    "returned": "退回修改",
    "superseded": "已被取代",
    "rejected": "无法读取",
    "ignored": "不是报表",
}
_NAMED = 6  # so many agencies are named in a line; the rest stands in the workbook


def closing_words(district: District, published: Published, register: Kept | None = None) -> list[str]:
    """The account of a run: files, agencies, what has to be done next, where the result is."""
    agencies = Counter(result.status for result in district.agencies)
    files = Counter(record.status for record in district.files)
    lines = [
        f"{district.name} {district.year} 年度汇总",
        *district.used,
        f"文件 {len(district.files)} 个：" + _counted(files, _FILE_WORDS),
        f"单位 {len(district.agencies)} 个：已接收 {agencies['accepted']}，退回修改 {agencies['returned']}，"
        f"未报送 {agencies['missing']}；计入汇总 {len(district.included)} 个",
    ]
    lines.extend(_returned(result) for result in district.agencies if result.status == "returned")
    lines.extend(_missing(district))
    lines.extend(
        f"  无法读取  {record.path}{'!/' + record.member if record.member else ''}：{record.reason}"
        for record in district.files
        if record.status == "rejected"
    )
    asked = [result for result in district.agencies if result.warnings]
    if asked:
        total = sum(result.warnings for result in asked)
        lines.append(f"  待核实  {total} 条提示，涉及 {_names(asked)}；详见 汇总表.xlsx 的“问题清单”")
    strangers = [result for result in district.agencies if not result.agency.listed]
    if strangers:
        lines.append(f"  名单外  {_names(strangers)}：没有计入汇总；应当汇总的请补进名单后再运行")
    if not district.included:
        lines.append("没有可以计入汇总的报表，表二、表三、表四都是 0。")
    if district.provisional:
        lines.append(
            f"这是阶段性汇总：还有 {len(district.awaited)} 个单位未报送或需要改正，补齐后请再运行一次。"
        )
    if district.incomplete:
        lines.append(
            f"这是阶段性汇总：{_names(list(district.incomplete))}报来的汇总本身是阶段性的，补齐重报后请再运行一次。"
        )
    if published.kept:
        names = "、".join(name.removeprefix(f"{KEPT}/") for name in published.kept)
        lines.append(
            f"上次输出里人工改过的 {len(published.kept)} 个文件保留在 {published.folder / KEPT}：{names}"
        )
    lines += words_on_kept(register)
    lines.append(f"结果在 {published.folder}")
    return lines


def needs_attention(district: District) -> bool:
    """Whether something is returned, rejected or missing (what --strict asks)."""
    return any(result.status != "accepted" for result in district.agencies) or any(
        record.status == "rejected" for record in district.files
    )


def _counted(counts: Mapping[Any, int], words: Mapping[str, str]) -> str:
    return "，".join(f"{word} {counts[key]}" for key, word in words.items() if counts.get(key)) or "没有文件"


def _returned(result: AgencyResult) -> str:
    findings = result.judged.findings if result.judged else ()
    first = next(finding for finding in findings if finding.severity == "error")
    more = f"（共 {result.errors} 处错误）" if result.errors > 1 else ""
    return f"  退回  {result.agency.name}：{first.rule} {first.message}{more}"


def _missing(district: District) -> list[str]:
    """The agencies of which nothing came, told apart from those whose file could not be read."""
    unreadable = Counter(
        record.agency for record in district.files if record.status == "rejected" and record.agency
    )
    names = [
        f"{result.agency.name}（来件 {unreadable[result.agency.name]} 份无法读取）"
        if unreadable[result.agency.name]
        else result.agency.name
        for result in district.agencies
        if result.status == "missing"
    ]
    return [f"  未报送  {'、'.join(names)}"] if names else []


def _names(results: list[AgencyResult]) -> str:
    names = "、".join(result.agency.name for result in results[:_NAMED])
    return f"{names}等 {len(results)} 个单位" if len(results) > _NAMED else names
