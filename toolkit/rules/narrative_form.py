"""N03 to N07, N09, N12: whether the text is this agency's report of this year, whole and finished."""

from collections.abc import Iterator

from toolkit.model import Case
from toolkit.narrative.aspects import missing_aspects
from toolkit.narrative.leftovers import leftovers
from toolkit.narrative.little import NO_CHARGE, says_little
from toolkit.narrative.notices import IN_FORCE, wrong_citations
from toolkit.narrative.periods import other_years
from toolkit.narrative.points import announced_points
from toolkit.narrative.speakers import other_speakers
from toolkit.rules import Example, Hit, rule
from toolkit.rules.clean import with_text
from toolkit.rules.texts import SECTIONS, reading_of
from toolkit.rules.words import listed

_FORM = "国办公开办函〔2021〕30号"


@rule(
    "N03",
    "warning",
    "文字说的是别的年度",
    why="《条例》第四十九条：报告的是上一年度（1 月 1 日至 12 月 31 日）的工作；年份不对，多半是沿用了上年的文字。",
    remedy="改成报告年度；确实在说往年情况的，请写明是对比或结转。",
    example=Example(
        "2023 年度的报告写“2022年，我局……”", with_text("s1", "2023年，我局认真", "2022年，我局认真")
    ),
    counter=Example(
        "说的是上年结转、明年打算",
        with_text("s5", "下一步", "2022年度查摆的问题已经整改。2024年，我局将继续努力，下一步"),
    ),
    since="0.2.0",
)
def wrong_year(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    for flat in reading.flats if reading else ():
        for item in other_years(flat, case.settings.year):
            year = case.settings.year
            wanted = f"{year}年1月1日至{year}年12月31日" if item.kind == "period" else f"{year}年"
            yield Hit(
                f"{SECTIONS[flat.section]}写“{item.quote}”，这份报告是 {year} 年度的，应为{wanted}；请改正。",
                held=item.quote,
                expected=wanted,
                actual=item.said,
            )


@rule(
    "N04",
    "warning",
    "文字里是别的单位的口气",
    why="报告以本单位名义公布；留着别的单位的名称，说明文字是抄来的。",
    remedy="改成本单位名称，并核对这一段说的是不是本单位的情况。",
    example=Example(
        "甲区财政局的报告写“乙区财政局认真落实……”", with_text("s1", "我局认真落实", "乙区财政局认真落实")
    ),
    counter=Example(
        "提到别的单位做的事",
        with_text("s1", "（五）监督保障。", "（五）监督保障。甲区司法局对我局答复进行了抽查。"),
    ),
    since="0.2.0",
)
def other_agency(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    agency = case.match.agency
    names = [agency.name, *agency.short_names, *agency.former_names]
    names += [claim.text for claim in case.ret.claims if claim.by in ("cover", "title")]
    for flat in reading.flats if reading else ():
        for item in other_speakers(flat, names):
            yield Hit(
                f"{SECTIONS[flat.section]}写“{item.quote}”，说的是“{item.name}”，报告单位是“{agency.name}”；请核对改正。",
                held=item.quote,
                expected=agency.name,
                actual=item.name,
            )


@rule(
    "N05",
    "warning",
    "文字部分缺失，或总体情况缺少某一方面",
    why=f"{_FORM}：总体情况要写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面，第五、第六部分不能缺。",
    remedy="补写缺少的部分；确实没有的，也要写明没有。",
    example=Example("第五部分空着", with_text("s5", None, "")),
    counter=Example(
        "没有小标题，但五个方面都写到了",
        with_text(
            "s1",
            None,
            "2023年，我局公开信息12条，办理申请4件，发布前逐条审查，维护网站专栏，开展培训1次并纳入考核。",
        ),
    ),
    since="0.2.0",
)
def missing_text(case: Case) -> Iterator[Hit]:
    if case.match.agency.is_adjustment or case.ret.summary:
        return
    reading = reading_of(case)
    narrative = [section for section in case.form.sections if section.kind == "narrative"]
    texts = {section.id: "".join(case.ret.sections.get(section.id, "").split()) for section in narrative}
    empty = [s for s in narrative if says_little(texts[s.id])]
    if empty:
        names = listed([f"“{s.heading.text}”" for s in empty if not texts[s.id]])
        short = listed([f"“{s.heading.text}”只写了“{texts[s.id]}”" for s in empty if texts[s.id]])
        what = "，".join(filter(None, [f"{names}没有文字" if names else "", short]))
        yield Hit(
            f"{what}；请补写，确实没有需要报告的也要写明。",
            held="、".join(SECTIONS[s.id] for s in empty),
        )
    flat = reading.flat("s1") if reading else None
    if flat is None or any(section.id == "s1" for section in empty):
        return
    aspects = next(section.aspects for section in narrative if section.id == "s1")
    gone = [aspects[i].text for i in missing_aspects(flat, case.ret.bare)]
    if gone:
        yield Hit(
            f"第一部分没有写到{listed([f'“{name}”' for name in gone])}；总体情况要写五个方面，请补写。",
            held="、".join(gone),
        )


@rule(
    "N06",
    "warning",
    "说几个方面，列的却不是几条",
    why="写“三个方面”却只列两条或列出四条，是漏写、多写或沿用旧文字的痕迹。",
    remedy="核对列出的条目，改正个数或补齐内容。",
    example=Example(
        "写三个方面的问题，只列一是、二是",
        with_text(
            "s5", None, "主要存在三个方面的问题：一是更新不够及时；二是解读不够生动。下一步，我局将改进。"
        ),
    ),
    counter=Example(
        "写两个方面，列一是、二是",
        with_text(
            "s5", None, "主要存在两个方面的问题：一是更新不够及时；二是解读不够生动。下一步，我局将改进。"
        ),
    ),
    since="0.2.0",
)
def number_of_points(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    for flat in reading.flats if reading else ():
        for item in announced_points(flat):
            if item.announced != item.listed:
                yield Hit(
                    f"{SECTIONS[flat.section]}写“{item.quote}”，后面列出的是 {item.listed} 条；请核对。",
                    held=item.quote,
                    expected=item.announced,
                    actual=item.listed,
                )


@rule(
    "N07",
    "warning",
    "第六部分没有写信息处理费",
    why="国办函〔2020〕109号和报告格式要求：其他需要报告的事项要写收取信息处理费的情况，没有收取也要写明。",
    remedy="补写：发出收费通知的件数和总金额、实际收取的总金额；没有的，写“未收取信息处理费”。",
    example=Example(
        "第六部分只写“无其他需要报告的事项”", with_text("s6", None, "本年度没有其他需要报告的事项。")
    ),
    counter=Example("写明未收取", with_text("s6", None, "本年度未发出收费通知，未收取信息处理费。")),
    since="0.2.0",
)
def processing_fee_not_mentioned(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    flat = reading.flat("s6") if reading else None
    if flat is None or says_little(flat.text):
        return  # N05 says so already
    if not NO_CHARGE.search(flat.text) and not any(
        word in flat.text
        for word in ("处理费", "信息费", "收费通知", "依申请公开收费", "申请收费", "收取费用", "收取任何费用")
    ):
        yield Hit(
            "第六部分没有写信息处理费的收取情况；没有收取也要写明，请补写。",
            held=flat.quote(0, len(flat.text), 400),
        )


@rule(
    "N09",
    "warning",
    "留有模板的占位符或填写说明",
    why="××、【此处填写】和字体说明是模板的话，对外公布的报告里不能有。",
    remedy="填上实际内容，或删去。",
    example=Example("写“全年公开信息××条”", with_text("s1", "公开信息12条", "公开信息××条")),
    counter=Example(
        "方括号里是栏目名", with_text("s1", "维护区政府网站专栏", "维护区政府网站【财政预决算】专栏")
    ),
    since="0.2.0",
)
def left_over(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    for flat in reading.flats if reading else ():
        found = list(leftovers(flat))
        if found:
            quotes = listed([f"“{item.quote}”" for item in found], 4)
            yield Hit(
                f"{SECTIONS[flat.section]}留有没有填写的内容：{quotes}；请填写或删去。", held=found[0].quote
            )


@rule(
    "N12",
    "warning",
    "引用的文件不对",
    why=f"年度报告格式现行依据是{_FORM}（2021 年 9 月 26 日印发）；国办公开办函〔2019〕60号的试行格式只用于 2019、2020 年度。",
    remedy=f"改为《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（{_FORM}）。",
    example=Example(
        "写“按照国办公开办函〔2019〕60号要求编制”",
        with_text("s1", "2023年，我局认真", "根据国办公开办函〔2019〕60号要求编制本报告。2023年，我局认真"),
    ),
    counter=Example(
        "名称和文号都对",
        with_text(
            "s1",
            "2023年，我局认真",
            "根据《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制本报告。2023年，我局认真",
        ),
    ),
    since="0.2.0",
)
def wrong_notice(case: Case) -> Iterator[Hit]:
    reading = reading_of(case)
    for flat in reading.flats if reading else ():
        for item in wrong_citations(flat):
            what = {
                "superseded": f"〔2019〕60号是试行格式的文件，2021 年度起应依据{IN_FORCE}",
                "mismatch": f"{item.number}的名称是“{item.right}”，名称和文号对不上",
                "number": f"这个名称的文号是{item.right}，名称和文号对不上",
            }[item.kind]
            yield Hit(f"{SECTIONS[flat.section]}写“{item.quote}”，{what}；请改正。", held=item.quote)
