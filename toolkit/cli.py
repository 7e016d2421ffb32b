"""The two console scripts: arguments, words, exit codes. The work is done elsewhere and imported when it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from toolkit.version import __version__
from toolkit.words_of_click import ChineseCommand, ChineseGroup, run_command

_PATH = click.Path(path_type=Path)
_EXISTING = click.Path(exists=True, path_type=Path)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", help="显示版本号。", message="%(prog)s %(version)s")
def toolkit() -> None:
    """政府信息公开工作年度报告：收集、核对、汇总各单位报表。"""


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inbox", type=_EXISTING, metavar="收件文件夹")
@click.option("--out", type=_PATH, metavar="文件夹", help="输出文件夹；默认是收件文件夹旁边的“输出”。")
@click.option(
    "--year", type=click.IntRange(2000, 2100), metavar="年度", help="报告年度；默认取多数报表写的年度。"
)
@click.option("--name", metavar="名称", help="本地区名称；默认取名单里“本级”一行。")
@click.option(
    "--level", type=click.Choice(["县", "市", "省", "国"]), default="县", help="本地区级别；默认为县。"
)
@click.option(
    "--roster",
    type=_EXISTING,
    metavar="文件",
    help="单位名单；默认用收件文件夹旁边的 名单.xlsx 或 名单.csv。",
)
@click.option(
    "--previous",
    type=_EXISTING,
    metavar="路径",
    help="上年数据：上年的输出文件夹、facts.csv，或上年的报表、报告；默认用收件文件夹旁边的“上年”。",
)
@click.option(
    "--decisions",
    type=_EXISTING,
    metavar="文件",
    help="核实登记，只读不写；默认用收件文件夹旁边的 核实登记.xlsx，运行后由程序补充待核实的提示。",
)
@click.option(
    "--blank",
    type=click.Choice(["ask", "zero"]),
    default="ask",
    help="空白格：ask 提示核实（默认），zero 约定为零不提示。",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="个数",
    help="同时读取几个文件；默认按处理器个数。结果与它无关。",
)
@click.option(
    "--templates",
    type=_EXISTING,
    metavar="文件夹",
    help="本单位自己的 Word 模板和用语；文件夹里没有的用程序自带的。",
)
@click.option("--include-returned", is_flag=True, help="需退回的报表也先计入汇总（年度或表式不符的除外）。")
@click.option("--strict", is_flag=True, help="有退回、无法读取或未报送的，退出码为 1。")
def consolidate(
    inbox: Path,
    out: Path | None,
    year: int | None,
    name: str | None,
    level: str,
    roster: Path | None,
    previous: Path | None,
    decisions: Path | None,
    blank: str,
    jobs: int | None,
    templates: Path | None,
    include_returned: bool,
    strict: bool,
) -> int:
    """读取收件文件夹里的报表，核对、汇总，写出汇总表、报告草稿和核对结果。

    收件文件夹旁边的 名单.xlsx 会自动使用。结果写在旁边的“输出”文件夹，整体替换上一次的结果；人工改过的文件保留在“输出/已修改”。
    """
    from toolkit.closing import closing_words, needs_attention
    from toolkit.publishing import PublishError
    from toolkit.run import Request, RunError, run

    request = Request(
        inbox, out, year, name, level, roster, previous, decisions, blank, jobs, include_returned, templates
    )
    try:
        done = run(request)
    except RunError as error:
        click.echo(str(error), err=True)
        return error.status
    except PublishError as error:
        click.echo(str(error), err=True)
        return 2 if error.usage else 1
    for line in closing_words(done.district, done.published, done.register):
        click.echo(line, err=True)
    return 1 if strict and needs_attention(done.district) else 0


@toolkit.command(name="template")
@click.option(
    "--year",
    type=click.IntRange(2000, 2100),
    metavar="年度",
    help="报告年度；默认是下一个 1 月 31 日到期的那一年度。",
)
@click.option("--roster", type=_EXISTING, metavar="文件", help="单位名单；给出时每个单位一份，写好单位名称。")
@click.option("--out", type=_PATH, required=True, metavar="文件夹", help="写到哪个文件夹。")
def template(year: int | None, roster: Path | None, out: Path) -> int:
    """生成发给各单位填写的工作簿。"""
    from toolkit.sending import SendingError, write_templates

    try:
        written = write_templates(out, year, roster)
    except SendingError as error:
        click.echo(str(error), err=True)
        return error.status
    click.echo(f"已写出 {len(written)} 个填报表：{out}", err=True)
    return 0


def _share(context: click.Context, option: click.Parameter, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise click.BadParameter("应当是 0 到 1 之间的数，例如 0.2。", context, option) from error


@toolkit.command(name="sample")
@click.argument("folder", type=_PATH, metavar="文件夹")
@click.option("--agencies", type=int, required=True, metavar="个数", help="造多少个单位，1 到 5000。")
@click.option(
    "--year", type=click.IntRange(2000, 2100), default=2023, metavar="年度", help="报告年度；默认 2023。"
)
@click.option(
    "--seed", type=int, default=1, metavar="种子", help="随机种子；相同的种子造出相同的文件，默认 1。"
)
@click.option(
    "--defects",
    default="0",
    callback=_share,
    metavar="比例",
    help="有差错的单位占多少，0 到 1，例如 0.2；默认没有。",
)
def sample(folder: Path, agencies: int, year: int, seed: int, defects: float) -> int:
    """造一个虚构地区：填好的报表、单位名单和正确答案，供试用和检验。

    文件夹必须是新的或空的。写出 inbox（各单位的填报表）、名单.xlsx 和 truth.json（真实的汇总数、各单位的数，以及故意安排的差错和应当发现它的规则）。
    """
    from toolkit.sample import SampleError, Wanted, write_sample

    try:
        made = write_sample(folder, Wanted(agencies, year, seed, defects))
    except SampleError as error:
        click.echo(str(error), err=True)
        return error.status
    planted = f"安排了 {made.defects} 处差错" if made.defects else "没有安排差错"
    click.echo(
        f"已造出{made.name}（虚构）{made.year} 年度报表：单位 {made.agencies} 个，文件 {made.files} 个，{planted}",
        err=True,
    )
    click.echo(f"名单和正确答案（truth.json）在 {made.inbox.parent}", err=True)
    click.echo(f"汇总试试：consolidate {_quoted(made.inbox)}", err=True)
    return 0


@toolkit.command(name="check")
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="文件...")
@click.option(
    "--previous",
    type=_EXISTING,
    metavar="路径",
    help="上年数据：上年的输出文件夹、facts.csv，或上年的报表、报告。",
)
@click.option(
    "--against",
    type=_EXISTING,
    metavar="文件夹",
    help="汇总的输出文件夹：核对已经公布的报告（docx、html、txt）与已接收的是否一致。",
)
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON（与 run.json 的 findings 相同）。")
def check(files: tuple[Path, ...], previous: Path | None, against: Path | None, as_json: bool) -> int:
    """报送之前检查报表，或核对公布的报告。

    按工作表列出发现的问题和所在的单元格；有错误（或与已接收的不一致）时退出码为 1。只读，不写任何文件。
    """
    if against is not None:
        if previous is not None:
            click.echo("与 --against 一起用时，--previous 不起作用。", err=True)
        return _check_against(files, against, as_json)
    from toolkit.check import CheckError
    from toolkit.check import check as check_files
    from toolkit.check_words import check_lines, records, unread_lines

    try:
        checked = check_files(files, previous)
    except CheckError as error:
        click.echo(str(error), err=True)
        return 2
    if as_json:
        _print_json(records(checked))
        for line in unread_lines(checked):
            click.echo(line, err=True)
    else:
        _print(check_lines(checked))
    return 0 if all(item.passes for item in checked) else 1


def _check_against(files: tuple[Path, ...], folder: Path, as_json: bool) -> int:
    from toolkit.against import AgainstError, compare, load_accepted
    from toolkit.check_words import against_lines, difference_records

    try:
        accepted = load_accepted(folder)
        found = [(path, compare([path], accepted)) for path in files]
    except AgainstError as error:
        click.echo(f"{error}。", err=True)
        return 2
    for path, items in found:
        if not items:
            click.echo(f"{path}：里面没有可以核对的报告。", err=True)
    if as_json:
        _print_json(difference_records([item for _, items in found for item in items]))
    else:
        _print(against_lines(found))
    return 0 if all(items and not any(item.differences for item in items) for _, items in found) else 1


def _print(lines: Iterable[str]) -> None:
    """To stdout, coloured where it is a terminal and NO_COLOR is not set."""
    for line in lines:
        click.echo(line, color=False if os.environ.get("NO_COLOR") else None)


def _print_json(records: Sequence[object]) -> None:
    import simplejson

    # What another encoding cannot hold would come out as question marks: there every character is escaped.
    plain = (sys.stdout.encoding or "").lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")
    click.echo(simplejson.dumps(records, ensure_ascii=not plain, indent=1, use_decimal=True))


@toolkit.command(name="rules")
@click.argument("code", required=False, metavar="[规则代码]")
def rules(code: str | None) -> int:
    """列出全部规则，或说明其中一条：查什么、为什么、例子、怎样改。"""
    from toolkit.explain import explain_rule
    from toolkit.rules import catalogue, find_rule

    if code is None:
        for item in catalogue():
            click.echo(f"{item.code}  {_SEVERITIES[item.severity]}  {item.title}")
        return 0
    found = find_rule(code)
    if found is None:
        click.echo(f"没有 {code} 这条规则；运行 toolkit rules 可看到全部规则。", err=True)
        return 2
    click.echo(explain_rule(found, _SEVERITIES[found.severity]))
    return 0


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


toolkit.add_command(consolidate, "consolidate")

_SEVERITIES = {"error": "错误", "warning": "提示", "notice": "告知"}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Entry point of ``toolkit``."""
    run_command(toolkit, arguments, "toolkit")


def consolidate_main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Entry point of ``consolidate``."""
    run_command(consolidate, arguments, "consolidate")
