"""F: whether a file can be read, whose it is, which year it reports on, and whether all tables are there."""

from collections.abc import Iterator
from dataclasses import replace

from toolkit.assign import Superseded
from toolkit.counted import silent_tables
from toolkit.form import Form
from toolkit.model import Case, Oddity, Origin, Return, Unread
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import (
    with_cells,
    with_companion,
    with_doubt,
    with_oddity,
    with_return,
    without_table,
)
from toolkit.rules.words import listed, number, quoted, table_name

_NAMES = 8  # agencies that a message names
REASONS: dict[str, tuple[str, str]] = {
    "empty": ("文件是空的", "请单位检查后重新发送"),
    "damaged": ("文件已损坏", "请单位用 Excel 或 WPS 打开原文件，另存为 .xlsx 后重新发送"),
    "damaged_mail": ("邮件文件已损坏", "请重新从邮箱导出，或把附件另存到收件文件夹"),
    "damaged_archive": ("压缩包已损坏", "请单位重新压缩为 .zip 后发送，或直接发送里面的文件"),
    "encrypted": ("文件有打开密码", "请单位去掉密码后重新发送"),
    "unsupported": (
        "不是电子表格（扩展名可能写错，或下载时存下的是网页）",
        "请重新下载，或请单位用下发的 Excel 填报表填好后发送",
    ),
    "word": (
        "这是旧格式的文字文件（.doc、.wps 或 .rtf）",
        "请单位另存为 .docx，或用下发的 Excel 填报表填好后发送",
    ),
    "winmail": (
        "附件被对方的 Outlook 包成了 winmail.dat，打不开",
        "请对方把邮件格式改为“HTML”或“纯文本”后重新发送",
    ),
    "link": (
        "邮件里只有链接（超大附件、云附件、网盘或在线文档），没有这个附件本身，链接会过期",
        "请尽快从链接下载后放进收件文件夹，或请单位改用普通附件重新发送",
    ),
    "partial": (
        "一封太大的邮件拆成了几封发送，这是其中一封，单独打不开",
        "请让单位改用压缩包或分几封普通邮件重新发送",
    ),
    "smime": (
        "整封邮件是加密或签名的（smime.p7m），打不开",
        "请在邮箱里打开它，把附件另存到收件文件夹，或请单位改发普通邮件",
    ),
    "outlook": (
        "这是 Outlook 邮件（.msg）",
        "请在 Outlook 里打开它，把附件另存到收件文件夹，或把邮件另存为 .eml",
    ),
    "pdf": ("这是 PDF 文件，里面的数字不能可靠读取", "请单位发送 Excel 填报表"),
    "ofd": ("这是 OFD 版式文件，里面的数字不能可靠读取", "请单位发送 Excel 填报表"),
    "picture": ("这是图片，里面的数字不能可靠读取", "请单位发送 Excel 填报表"),
    "archive": ("这种压缩包打不开", "请解压后把里面的文件放进收件文件夹，或请单位改用 .zip"),
    "volume": (
        "这是分卷压缩包的一卷，打不开",
        "请收齐各卷解压后把里面的文件放进收件文件夹，或请单位改用一个 .zip 发送",
    ),
    "unfinished": ("这个文件没有下载完", "请重新下载后放进收件文件夹"),
    "shortcut": ("这是快捷方式，不是文件本身", "请单位发送快捷方式所指的那个文件"),
    "too_large": ("文件超过了允许的大小", "请单位删去图片和多余的行列后重新发送"),
    "nesting": ("邮件或压缩包套得太深", "请取出里面的文件放进收件文件夹"),
    "members": ("邮件或压缩包里的文件太多", "请取出需要的文件放进收件文件夹"),
    "unreadable": ("文件打不开（可能正被别的程序占用，或没有权限）", "请关闭占用它的程序后重新运行"),
    "timeout": ("读取用时过长，已停止", "请单位删去多余的行列、图片和公式，另存为 .xlsx 后重新发送"),
    "memory": ("文件展开后占用内存过多，已停止读取", "请单位删去多余的行列和图片，另存为 .xlsx 后重新发送"),
    "crashed": ("读取时程序出错", "请把这个文件另存为 .xlsx 再试；仍不行请告知维护人员"),
}
"""Why a file cannot be read, and what to do: by the problem that intake or reading met."""


@rule(
    "F01",
    "error",
    "文件无法读取",
    why="报告要逐项汇总，读不出的文件等于没有报送（《政府信息公开条例》第四十九条要求按时报送）。",
    remedy="按提示处理后重新发送：损坏的另存为 .xlsx，有密码的去掉密码，PDF 和图片改发 Excel 填报表。",
    example=Example("文件打开需要密码", lambda unread: replace(unread, problem="encrypted")),
    counter=Example("同一批来件里的报送函，不是报表", lambda unread: unread),
    scope="file",
)
def unreadable(unread: Unread) -> Iterator[Hit]:
    if unread.problem is not None:
        what, remedy = REASONS.get(unread.problem, REASONS["crashed"])
        # Notes on damage are the libraries' own, in English; they help nobody who reads this.
        note = f"（{unread.note}）" if unread.note and unread.problem != "damaged" else ""
        yield Hit(f"{what}{note}；{remedy}。")


@rule(
    "F02",
    "error",
    "表格缺失或没有填写",
    why="《条例》第五十条和国办公开办函〔2021〕30号要求三张表齐全；空白表不等于零报告，零要明确写出。",
    remedy="补上缺的表；确实全部为零的，填 0，或在表上方“本表全部为零”右边选“√”。",
    example=Example("工作簿里没有表四", without_table("t4")),
    counter=Example(
        "表四全部填 0", lambda case: with_cells({f.code: 0 for f in case.form.by_table["t4"]})(case)
    ),
)
def missing_table(case: Case) -> Iterator[Hit]:
    if case.ret.trial is not None:
        return  # F08 says that all of it is to be filled in anew
    untouched = silent_tables(case.form, case.ret.states, case.settings.blank == "zero")
    for table in case.form.tables:
        if table.id not in case.ret.tables:
            yield Hit(f"没有找到{table_name(case.form, table.id)}；请按官方表样补上。")
        elif table.id in untouched and table.id not in case.ret.ticked:
            first = next(f.index for f in case.form.by_table[table.id] if case.ret.states[f.index] == "blank")
            yield Hit(
                f"{table.name}没有填写；有数的请填数，确实全部为零的请填 0，或在“本表全部为零”右边选“√”。",
                at=case.ret.origins[first],
            )


@rule(
    "F03",
    "error",
    "官方的行或列缺失，或不能确定位置",
    why="表格的行、列由国办公开办函〔2021〕30号规定，不能删改；对不上行列的数字不能猜。",
    remedy="恢复官方表样的行、列和名称；最稳妥的办法是把数字填进下发的填报表。",
    example=Example(
        "表三里没有“2.重复申请”这一行",
        with_oddity("lost", "t3", "2.重复申请", ("t3/declined_duplicate/total",)),
    ),
    counter=Example(
        "行名有一个错字，读得出是哪一行",
        with_oddity("typing", "t3", "3.补正后申请内容仍不明却", ("t3/unable_unclear/total",)),
    ),
)
def missing_line(case: Case) -> Iterator[Hit]:
    if case.ret.trial is not None:
        return  # F08 says that all of it is to be filled in anew
    broken = {oddity.table for oddity in case.ret.oddities if oddity.kind in ("lost", "doubtful")}
    for oddity in case.ret.oddities:
        at = Origin(oddity.sheet, oddity.cell)
        figure = oddity.figures[0] if oddity.figures else None
        name = case.form.table(oddity.table).name
        if oddity.kind == "lost":
            yield Hit(
                f"{name}里没有找到{_label(oddity)}，涉及 {len(oddity.figures)} 个数；请按官方表样补上。",
                figure,
                at,
            )
        elif oddity.kind == "doubtful":
            yield Hit(
                f"{name}{_label(oddity)}处不能确定哪些格是官方的数（有两处相同的标签，或数字与表头错开）；请按官方表样整理。",
                figure,
                at,
            )
        elif oddity.kind == "extra" and oddity.table in broken and oddity.label:
            yield Hit(
                f"{name}里{_label(oddity)}不是官方的行或列名，不能确定它代表哪一行；请改成官方名称。",
                None,
                at,
            )


def _label(oddity: Oddity) -> str:
    """The label in quotation marks; reading names a single cell as a row”下的“column."""
    return "下的".join(quoted(part) for part in oddity.label.split("”下的“"))


@rule(
    "F04",
    "notice",
    "被后来的报送取代",
    why="同一单位报送多次的，以最后一次为准。",
    remedy="不需要处理；如果不该以最后一次为准，请移走较新的文件后重新运行。",
    example=Example("同一单位先后报了两次", lambda pair: replace(pair, kind="later")),
    counter=Example("同一单位只报了一次", lambda pair: pair),
    scope="copy",
)
def superseded(form: Form, pair: Superseded) -> Iterator[Hit]:
    if pair.kind != "later":
        return
    changes = [
        f"{figure.title}由 {_content(pair.old, i)} 改为 {_content(pair.new, i)}"
        for i, figure in enumerate(form.figures)
        if pair.old.values[i] != pair.new.values[i] or pair.old.states[i] != pair.new.states[i]
    ]
    source = f"{pair.new.path}!/{pair.new.member}" if pair.new.member else pair.new.path
    if not pair.old.tables and pair.new.tables:
        yield Hit(f"里面没有表格；同一单位的“{source}”有表格，以有表格的为准。")
        return
    detail = f"变化：{listed(changes, 10)}" if changes else "数字没有变化"
    yield Hit(f"同一单位后来又报送了“{source}”，以后来的为准；{detail}。")


def _content(ret: Return, figure: int) -> str:
    if figure in ret.computed:
        return number(ret.values[figure])  # the cell holds a formula, which tells nothing
    if ret.states[figure] == "absent":
        return "没有这一格"
    return " ".join(ret.raws[figure].split()) or "空白"


@rule(
    "F05",
    "warning",
    "单位对不上",
    why="每份报告只能记到一个单位名下（《条例》第四十九条）；转用别的单位的表、写错单位名称都会记错。",
    remedy="核对单位名称；名单里没有的单位请补进名单，写错的请单位改正后重报。",
    example=Example(
        "表内单位名称与名单不完全相同",
        with_doubt("表内写的是“甲区财政金融局”，与名单里的“甲区财政局”不完全相同"),
    ),
    counter=Example("表内写的就是名单里的名称", with_doubt("")),
)
def doubtful_agency(case: Case) -> Iterator[Hit]:
    if case.match.doubt:
        consequence = (
            "请核对单位名称"
            if case.match.agency.listed
            else "没有计入汇总；应当汇总的请补进名单，名称写错的请单位改正后重报"
        )
        yield Hit(
            f"{case.match.doubt}；{consequence}。",
            actual=next((c.text for c in case.ret.claims), None),
            held=case.match.doubt,
        )


@rule(
    "F06",
    "error",
    "报告年度不符",
    why="《条例》第四十九条：每年 1 月 31 日前报送上一年度的报告。",
    remedy="改正封面或标题上的年度；如果报错了年度的表，请换成本年度的重新报送。",
    example=Example("标题写的是 2022 年", with_return(years=(2022,))),
    counter=Example("没有写年度", with_return(years=())),
)
def other_year(case: Case) -> Iterator[Hit]:
    year = case.ret.year
    if year is not None and year != case.settings.year:
        yield Hit(
            f"报告写的是 {year} 年度（见封面、标题或文件名），这次汇总的是 {case.settings.year} 年度；"
            "请核对：年度写错的改正，报错了表的换成本年度的，然后重新报送。",
            expected=case.settings.year,
            actual=year,
        )


@rule(
    "F07",
    "notice",
    "内容完全相同的重复文件",
    why="同一内容重复报送只计一次。",
    remedy="不需要处理。",
    example=Example("同一个附件发了两遍", lambda pair: replace(pair, kind="same")),
    counter=Example("改了一个数再报的", lambda pair: replace(pair, kind="later")),
    scope="copy",
)
def identical(form: Form, pair: Superseded) -> Iterator[Hit]:
    if pair.kind == "same":
        source = f"{pair.new.path}!/{pair.new.member}" if pair.new.member else pair.new.path
        yield Hit(f"与“{source}”内容完全相同，只计一次。")


@rule(
    "F08",
    "error",
    "用的是 2019 年试行格式的旧表",
    why="2021 年度起用国办公开办函〔2021〕30号的表式；国办公开办函〔2019〕60号试行格式的表二栏目不同（本年新制作数量、"
    "政府集中采购等），数字不能换算。",
    remedy="退回单位，用新的填报表重新填写三张表后报送；不要在旧表上改名称。",
    since="0.2.0",
    example=Example("表二的栏目是“本年新制作数量”等", with_return(trial=Origin("表二", "B3"))),
    counter=Example("新表里把“行政规范性文件”写成旧名“规范性文件”", with_return(trial=None)),
)
def trial_form(case: Case) -> Iterator[Hit]:
    if case.ret.trial is not None:
        yield Hit(
            "表二是 2019 年试行格式的旧表（从这一格起有“本年新制作数量”“上一年项目数量”“政府集中采购”一类的旧栏目），"
            "2021 年度起已经停用，旧表的数不能换算成新表的数；请用新的填报表（国办公开办函〔2021〕30号）重新填写三张表后报送。",
            at=case.ret.trial,
        )


@rule(
    "F11",
    "warning",
    "下级的汇总表还是阶段性的",
    why="《条例》第四十九条：汇总应当包括全部应当报送的单位；下级还没有齐，本级的合计就不完整。",
    remedy="等下级补齐后重新报送汇总表；急用时可以先汇总，公布前必须补齐。",
    example=Example(
        "丙县的汇总表缺两个单位", with_return(summary=True, awaited="丙县教育局、丙县民政局", sections={})
    ),
    counter=Example("丙县的汇总表已经齐了", with_return(summary=True, sections={})),
    since="0.2.0",
)
def provisional_summary(case: Case) -> Iterator[Hit]:
    awaited = case.ret.awaited
    if awaited is None:
        return
    lacks = [
        f"{words}：{_first(names)}"
        for words, names in (
            ("还没有计入", awaited),
            ("有错误、暂已计入的", case.ret.doubtful),
            ("报来的汇总本身是阶段性的", case.ret.incomplete),
        )
        if names
    ] or ["还没有计入：有的单位（没有写明）"]
    yield Hit(
        f"这份汇总表是阶段性的，{'；'.join(lacks)}；请补齐后重新报送。",
        actual="、".join(text for text in (awaited, case.ret.doubtful, case.ret.incomplete) if text) or None,
        held=awaited,
    )


def _first(text: str) -> str:
    names = [name for name in text.split("、") if name]
    more = f"等 {len(names)} 个单位" if len(names) > _NAMES else ""
    return "、".join(names[:_NAMES]) + more


_SEEN: dict[str, str] = {
    "shifted": "数字与表头错开了，已按顺序读出",
    "extra": "表里有官方没有的行或列，没有计入",
    "hidden_copy": "隐藏的工作表里还有一份，以看得见的为准",
    "empty_copy": "另有一份空白或相同的表，没有采用",
    "older_copy": "另有一份往年的表，没有采用",
    "typing": "标签有错字，已按官方名称读出",
}


@rule(
    "F09",
    "notice",
    "版式不规范，但已读出",
    why="表格的行、列由国办公开办函〔2021〕30号规定；改动过的表容易读错，所以告知。",
    remedy="不需要退回；请抽查告知的格，建议单位下次使用下发的填报表。",
    example=Example("表三有一行数字整体右移了一格", with_oddity("shifted", "t3", "1.属于国家秘密")),
    counter=Example("与官方表样一致", with_return(oddities=())),
)
def irregular(case: Case) -> Iterator[Hit]:
    if case.ret.trial is not None:
        return  # what else is odd about an outdated table does not matter
    broken = {oddity.table for oddity in case.ret.oddities if oddity.kind in ("lost", "doubtful")}
    groups: dict[tuple[str, str], list[Oddity]] = {}
    for oddity in case.ret.oddities:
        if oddity.kind in _SEEN and not (oddity.kind == "extra" and oddity.label and oddity.table in broken):
            groups.setdefault((oddity.table, oddity.kind), []).append(oddity)
    for (table, kind), oddities in groups.items():
        places = [f"{oddity.cell}{_label(oddity)}" if oddity.label else oddity.cell for oddity in oddities]
        first = oddities[0]
        yield Hit(
            f"{case.form.table(table).name}：{_SEEN[kind]}：{listed(places, 6)}。请抽查。",
            None,
            Origin(first.sheet, first.cell),
        )


@rule(
    "F10",
    "warning",
    "Word 报告与填报表的数字不同",
    why="对外公布的是 Word 报告，汇总用的是填报表，两份必须一致。",
    remedy="核对哪一份是对的，把两份改成一致后重新报送；汇总以填报表为准。",
    example=Example(
        "填报表里行政许可是 35 件，一起送来的 Word 报告里是 53 件",
        with_companion({"t2/licensing/decisions": 53}),
    ),
    counter=Example("两份的数字相同", with_companion({})),
)
def two_versions(case: Case) -> Iterator[Hit]:
    for other in case.companions:
        theirs_of = replace(case, ret=other)
        untouched = [table.id for table in case.form.tables if theirs_of.untouched(table.id)]
        for table in untouched:
            figures = case.form.by_table[table]
            if any(case.ret.values[f.index] for f in figures):
                name = case.form.table(table).name
                yield Hit(
                    f"“{other.name}”里的{name}没有填写，填报表里有数；请把两份改成一致。",
                    at=case.ret.origins[figures[0].index],
                    held=f"{name}没有填写",
                )
        for i, figure in enumerate(case.form.figures):
            mine, theirs = case.ret.values[i], other.values[i]
            if mine is None or theirs is None or mine == theirs or figure.table.id in untouched:
                continue
            place = other.origins[i]
            source = "填报表（已更正）" if i in case.ret.corrections else "填报表"
            yield Hit(
                f"{figure.title}在{source}里是 {number(mine)}，在“{other.name}”（{place.sheet} {place.cell}）里是 {number(theirs)}；"
                "请核对后改成一致。",
                i,
                expected=mine,
                actual=theirs,
            )
