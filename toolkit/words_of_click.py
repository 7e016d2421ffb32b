"""click in Chinese: help pages and usage errors. click translates through the system's locale; users need Chinese anyway."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click


class ChineseCommand(click.Command):
    """A command whose help page is Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[选项]" if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [
            (names, text.replace("[required]", "[必填]"))
            for names, text in (option.get_help_record(ctx) or ("", "") for option in options)
            if names
        ]
        if records:
            formatter.write_paragraph()
            formatter.write_text("选项：")
            with formatter.indentation():
                formatter.write_dl(records)


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help page is Chinese."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseCommand.format_options(self, ctx, formatter)
        records = [
            (name, command.get_short_help_str(60))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        formatter.write_paragraph()
        formatter.write_text("命令：")
        with formatter.indentation():
            formatter.write_dl(records)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[选项]", "命令", "[参数]…"]


def run_command(command: click.Command, arguments: Sequence[str] | None, name: str) -> NoReturn:
    """Run a command as a console script, with messages in Chinese, and exit.

    Exit status: what the command returns, 2 for wrong usage, 130 where the person broke off.
    """
    for stream in (sys.stdout, sys.stderr):
        # A GBK console cannot show every character; a question mark is better than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        result = command.main(
            args=list(arguments) if arguments is not None else None, prog_name=name, standalone_mode=False
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else error.message, err=True)
        sys.exit(2)
    except click.UsageError as error:
        click.echo(f"用法不对：{explain(error)}", err=True)
        if error.ctx is not None:
            click.echo(f"查看说明：{error.ctx.command_path} --help", err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except UnicodeEncodeError:
        click.echo(
            "这台电脑的系统字符集写不出中文文件名；请把环境变量 LANG 设为 zh_CN.UTF-8 后重新运行。", err=True
        )
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断，没有写入任何输出。", err=True)
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)


def explain(error: click.UsageError) -> str:
    """A usage error in Chinese."""
    name = _parameter(error)
    if isinstance(error, click.NoSuchOption):
        hint = f"，是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{hint}。"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {name}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少值，或多写了值。"
    if isinstance(error, click.BadParameter):
        return f"{name} 的值不对：{_value(error)}"
    message = error.format_message()
    if message.startswith("No such command"):
        return f"没有 {message.split(chr(39))[1] if chr(39) in message else ''} 这个命令。"
    if "unexpected extra argument" in message:
        return f"多写了参数：{message.partition('(')[2].rstrip(').')}。文件夹名里有空格的，请用引号括起来。"
    return "缺少命令或参数。" if message.startswith("Missing") else message


def _parameter(error: Any) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return "参数"
    return (
        str(param.opts[-1])
        if isinstance(param, click.Option)
        else str(param.make_metavar(error.ctx) if error.ctx else param.name).strip("[]")
    )


def _value(error: click.BadParameter) -> str:
    param = error.param
    if param is not None and isinstance(param.type, click.Choice):
        return f"只能是 {'、'.join(str(choice) for choice in param.type.choices)}。"
    if param is not None and isinstance(param.type, click.types.IntParamType):
        return "应当是整数，例如 2023。" if "valid integer" in error.message else "超出了允许的范围。"
    if param is not None and isinstance(param.type, click.Path):
        return "找不到这个文件或文件夹，或不能读取。"
    return error.message
