"""Figure by figure: where a published report's tables differ from the accepted ones."""

from collections.abc import Iterator
from decimal import Decimal

from toolkit.against.accepted import Report
from toolkit.against.difference import Difference
from toolkit.form import Form, Table
from toolkit.model import Number, Return


def figure_differences(published: Return, report: Report, form: Form) -> Iterator[Difference]:
    for table in form.tables:
        specs = form.by_table[table.id]
        if table.id not in published.tables and all(published.values[f.index] is None for f in specs):
            heading = table.section.heading.text
            yield Difference("table", f"没有{table.name}（{heading}）。", table.section.id)
            continue
        unread = [f for f in specs if published.states[f.index] == "absent"]
        gone = {f.row.code for f in unread} - {f.row.code for f in specs if f not in unread}
        doubtful = any(o.table == table.id and o.kind == "doubtful" for o in published.oddities)
        if doubtful or 2 * len(unread) > len(specs) or any(f.row.code not in gone for f in unread):
            # Merged cells that a copy as text leaves out, or a cell on each line: what is not read is not compared.
            words = (
                f"{table.name}有 {len(unread)} 个数读不出来（合并的格没有补齐，或一格一行），没有逐个比较；"
                "请用网页或 Word 文件核对。"
            )
            yield Difference("table", words, table.section.id)
            continue
        yield from _unit(published, table, form)
        for row in dict.fromkeys(f.row.label.text for f in unread):
            yield Difference("figure", f"{table.name}没有“{row}”这一行，或行名改了。", table.section.id)
        for f in (f for f in specs if f not in unread):
            was, now = report.values[f.index], published.values[f.index]
            # A total that the page leaves open was added up in reading, and is missing there all the same.
            left_open = was and published.states[f.index] in ("blank", "na")
            if was == now and not left_open:
                continue
            origin = published.origins[f.index]
            blank = published.states[f.index] == "blank"
            shown = (
                "空白"
                if blank
                else published.raws[f.index]
                if left_open
                else published.raws[f.index]
                if now is None
                else _plain(now)
            )
            place = f"（{origin.sheet} {origin.cell}）" if origin.cell else ""
            yield Difference(
                "figure",
                f"{f.title}接收的是 {_plain(was)}，公布的是 {shown or '空白'}{place}。",
                table.section.id,
                f.code,
                origin.sheet or None,
                origin.cell or None,
                was,
                now if now is not None else shown,
            )


def _unit(published: Return, table: Table, form: Form) -> Iterator[Difference]:
    """An amount whose head names another unit: the same figure would be ten thousand times less."""
    amount = next((f for f in form.by_table[table.id] if f.block.type == "amount"), None)
    for oddity in published.oddities:
        if amount and (oddity.kind, oddity.table) == ("typing", table.id):
            label = oddity.label
            if label.rstrip("）)").endswith("元") and amount.block.unit not in label:
                words = (
                    f"{table.name}的“{label}”与规定的“{amount.column.label.text}”单位不同，接收的数以{amount.block.unit}为单位"
                    f"（{oddity.sheet} {oddity.cell}）。"
                )
                yield Difference("figure", words, table.section.id, amount.code, oddity.sheet, oddity.cell)


def _plain(value: Number | None) -> str:
    return "没有数" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
