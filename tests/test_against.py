"""Published reports against the accepted returns of an output folder."""

import io
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import lxml.html
import pytest

from tests.factory import make_district, make_return, random_base
from toolkit.against import Accepted, AgainstError, Compared, compare, load_accepted
from toolkit.model import District, Judged, Number
from toolkit.outputs.drafts import AGENCY_FOLDER, DISTRICT_FILE, agency_drafts, district_draft
from toolkit.outputs.record import write_facts, write_run

FINANCE, EDUCATION, RETURNED, MISSING = "甲区财政局", "甲区教育局", "甲区民政局", "甲区水务局"


def base(seed: int) -> dict[str, Number]:
    return random_base(random.Random(seed), 9)


def district(**options: object) -> District:
    returns = {FINANCE: base(1), EDUCATION: base(2), RETURNED: base(3)}
    made = make_district(returns, missing=(MISSING,), returned=(RETURNED,), **options)  # type: ignore[arg-type]
    results = []
    for result in made.agencies:
        if result.judged is not None and result.agency.name == EDUCATION:
            # One without a text: its draft has composed sentences and gaps.
            ret = make_return(returns[EDUCATION], EDUCATION, sections={})
            result = replace(result, judged=Judged(ret, result.judged.match, ()))
        results.append(result)
    return replace(made, agencies=tuple(results))


def written(folder: Path, made: District) -> Path:
    folder.mkdir()
    for writer in (write_run, write_facts, agency_drafts, district_draft):
        writer(made, folder)
    return folder


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("run") / "输出", district())


@pytest.fixture(scope="module")
def accepted(output: Path) -> Accepted:
    return load_accepted(output)


def page(output: Path, name: str = FINANCE) -> str:
    (path,) = (output / AGENCY_FOLDER).glob(f"*_{name}.html")
    return path.read_text(encoding="utf-8")


def one(accepted: Accepted, path: Path) -> Compared:
    (compared,) = compare([path], accepted)
    return compared


def published(tmp_path: Path, content: str | bytes, name: str = "年报.html") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def messages(compared: Compared) -> list[str]:
    return [difference.message for difference in compared.differences]


def test_an_equal_report_is_silent(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    for path in sorted((output / AGENCY_FOLDER).iterdir()):
        if FINANCE not in path.name:
            continue
        compared = one(accepted, path)
        assert compared.agency == FINANCE
        assert compared.differences == (), path.name
    body = (
        page(output)
        .replace("<h1>", '<p>当前位置：首页</p><h1 class="t">')
        .replace("2023年，我局", "2023 年，我局")
    )
    whole = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>年报</title></head><body><div>{body}</div></body></html>"
    assert one(accepted, published(tmp_path, whole)).differences == ()


def test_an_opening_is_compared_in_its_years_and_numbers(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    text = page(output)
    for old, new in (("30号", "60号"), ("2023年1月1日", "2022年1月1日")):
        (difference,) = one(accepted, published(tmp_path, text.replace(old, new))).differences
        assert (difference.kind, difference.section) == ("sentence", None)
        assert difference.message.startswith("引言改了一句：接收的是“")
        assert old in str(difference.expected)
        assert new in str(difference.actual)
    other = re.sub(
        r"<p>根据《.*?</p>\n<p>本报告的统计期限.*?</p>",
        "<p>按照《条例》规定，我局编制了本报告。数据的统计期限自2023年1月1日起至2023年12月31日止。"
        "有疑问的，请与甲区财政局办公室联系，电话0531-83212967。</p>",
        text,
        flags=re.DOTALL,
    )
    assert other != text
    assert one(accepted, published(tmp_path, other)).differences == ()


def test_one_figure_and_one_sentence_are_both_named(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = page(output)
    before = accepted.reports[FINANCE].values[accepted.form.index["t2/licensing/decisions"]]
    changed, n = re.subn(rf"(>行政许可</th><td[^>]*>){before}<", r"\g<1>777<", text)
    assert n == 1
    changed = changed.replace("公开信息12条", "公开信息21条")
    compared = one(accepted, published(tmp_path, changed))
    assert compared.agency == FINANCE
    figure, sentence = compared.differences
    assert (figure.kind, figure.figure, figure.expected, figure.actual) == (
        "figure", "t2/licensing/decisions", before, 777,
    )  # fmt: skip
    assert f"接收的是 {before}，公布的是 777（表格1 B7）" in figure.message
    assert (sentence.kind, sentence.section) == ("sentence", "s1")
    assert "公开信息12条" in sentence.message
    assert "公开信息21条" in sentence.message


def test_in_a_word_file_too(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    (path,) = (output / AGENCY_FOLDER).glob(f"*_{FINANCE}.docx")
    document = docx.Document(str(path))
    cell = next(c for c in document.tables[2].rows[-1].cells)
    before = cell.text
    cell.paragraphs[0].runs[0].text = "98"
    paragraph = next(p for p in document.paragraphs if "更新不够及时" in p.text)
    paragraph.runs[-1].text = paragraph.runs[-1].text.replace("更新不够及时", "更新非常及时")
    buffer = io.BytesIO()
    document.save(buffer)
    found = messages(one(accepted, published(tmp_path, buffer.getvalue(), "年报.docx")))
    assert len(found) == 2
    assert f"接收的是 {before}，公布的是 98" in found[0]
    assert "更新非常及时" in found[1]


def test_what_is_missing_or_added(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = page(output)
    # Section five gone, a table gone, a sentence gone, a sentence more.
    head, _, rest = text.partition("<h2>五、")
    text = head + "<h2>六、" + rest.partition("<h2>六、")[2]
    begin, end = text.index("<h2>四、"), text.index("<h2>六、")
    text = text[:begin] + text[end:]
    text = text.replace("专人负责。", "").replace(
        "未收取信息处理费。", "未收取信息处理费。本局另有说明一则。"
    )
    compared = one(accepted, published(tmp_path, text))
    found = messages(compared)
    assert "没有表四（四、政府信息公开行政复议、行政诉讼情况）。" in found
    assert "没有“五、存在的主要问题及改进情况”，或这一部分是空的。" in found
    assert any("少了接收时的一句：“专人负责。”" in m for m in found)
    assert any("多了接收时没有的一句：“本局另有说明一则。”" in m for m in found)
    assert not any(d.kind == "figure" for d in compared.differences)


def test_gaps_may_be_filled_but_not_left(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = page(output, EDUCATION)
    assert "【待补充" in text
    left = messages(one(accepted, published(tmp_path, text)))
    assert [m.partition("”")[2] for m in left] == ["里还留有待补充的空缺。"] * 3
    filled = re.sub(r"<mark>【[^】]*】</mark>", "已经写好的一句话。", text)
    assert messages(one(accepted, published(tmp_path, filled))) == []
    wrong = filled.replace("全年办结", "全年一共办结")
    assert len(messages(one(accepted, published(tmp_path, wrong)))) == 1


def test_signature_and_date_do_not_count(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = (
        page(output)
        .replace("<mark>【成文日期】</mark>", "2024年1月20日")
        .replace("</article>", "<p>扫一扫在手机打开</p></article>")
    )
    assert messages(one(accepted, published(tmp_path, text))) == []


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (lambda text: text.replace(FINANCE, RETURNED), "not_accepted", "退回修改"),
        (lambda text: text.replace(FINANCE, MISSING), "not_accepted", "未报送"),
        (lambda text: text.replace(FINANCE, "乙市外事办公室"), "unknown", "乙市外事办公室"),
        (lambda text: text.replace("2023年", "2022年"), "year", "2022 年度"),
        (lambda text: "%PDF-1.4", "unreadable", "PDF"),
    ],
)
def test_what_cannot_be_compared(
    output: Path, accepted: Accepted, tmp_path: Path, change, kind: str, words: str
) -> None:
    compared = one(accepted, published(tmp_path, change(page(output))))
    (difference,) = compared.differences
    assert difference.kind == kind
    assert words in difference.message or kind == "unreadable"


def test_the_districts_own_report(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    assert one(accepted, output / DISTRICT_FILE).agency == "甲区"
    # Its gaps are not filled yet: that is told; the rest of its text is people's.
    left = one(accepted, output / DISTRICT_FILE)
    assert {m.partition("”")[2] for m in messages(left)} == {"里还留有待补充的空缺。"}
    assert not left.text
    document = docx.Document(str(output / DISTRICT_FILE))
    document.tables[1].rows[3].cells[-1].paragraphs[0].runs[0].text = "4321"
    document.save(str(tmp_path / "全区.docx"))
    (message,) = [m for m in messages(one(accepted, tmp_path / "全区.docx")) if "空缺" not in m]
    assert "公布的是 4321" in message


def test_a_number_that_was_changed_in_the_districts_own_text_is_named(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    document = docx.Document(str(output / DISTRICT_FILE))
    place = next(p for p in document.paragraphs if p.text.startswith("本报告汇总了") or "汇总了" in p.text)
    run = next(r for r in place.runs if "个单位" in r.text)
    before = run.text
    run.text = re.sub(r"\d+个单位", "600个单位", before)
    assert run.text != before
    document.save(str(tmp_path / "全区.docx"))
    (difference,) = [d for d in one(accepted, tmp_path / "全区.docx").differences if "空缺" not in d.message]
    assert difference.message.startswith("引言改了一句")
    assert "600个单位" in difference.message


def test_what_is_written_into_a_gap_may_not_contradict_the_tables(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    new = accepted.reports[EDUCATION].values[accepted.form.index["t3/new/total"]]
    text = page(output, EDUCATION).replace("<mark>【成文日期】</mark>", "2024年1月20日")
    for said, expected in ((new, 0), (int(new or 0) + 63, 1)):
        filled = re.sub(r"<mark>【[^】]*】</mark>", "已写好。", text)
        filled = filled.replace("已写好。", f"2023年，我局共收到政府信息公开申请{said}件。", 1)
        found = one(accepted, published(tmp_path, filled)).differences
        assert len(found) == expected, messages(one(accepted, published(tmp_path, filled)))
        assert all(str(said) in d.message for d in found)


def test_an_opening_that_is_gone_or_names_another_maker(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    text = page(output)
    gone = re.sub(r"<p>根据《.*?</p>\n<p>本报告的统计期限.*?</p>", "", text, flags=re.DOTALL)
    assert gone != text
    (message,) = messages(one(accepted, published(tmp_path, gone)))
    assert "没有引言" in message
    other = text.replace("甲区财政局编制了本报告", "甲区教育局编制了本报告")
    assert other != text
    (message,) = messages(one(accepted, published(tmp_path, other)))
    assert "甲区教育局" in message


def test_two_long_sentences_are_quoted_where_they_differ(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    (message,) = messages(
        one(accepted, published(tmp_path, page(output).replace("〔2021〕30号", "〔2019〕60号")))
    )
    assert "〔2021〕30号" in message
    assert "〔2019〕60号" in message


def test_a_sentence_with_a_number_under_a_table_is_named(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    text = page(output)
    for said, n in (
        ("2023年共收到申请888件。", 1),
        ("注：本表数据截至2023年12月31日。", 0),
        ("本表见下。", 0),
    ):
        changed = re.sub("(<h2>三、[^<]*</h2>)", rf"\1<p>{said}</p>", text)
        assert changed != text
        found = messages(one(accepted, published(tmp_path, changed)))
        assert len(found) == n, found
        assert all("888件" in message and "三、" in message for message in found)


def test_a_page_with_a_list_of_links_to_its_parts_is_equal(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    links = "".join(f'<li><a href="#{s.id}">{s.heading.text}</a></li>' for s in accepted.form.sections)
    text = page(output)
    for whole in (f"<ul>{links}</ul>{text}", re.sub("(</h1>)", rf"\1<ul>{links}</ul>", text)):
        assert messages(one(accepted, published(tmp_path, whole))) == []


def test_the_districts_own_words_may_be_anybodys_but_not_against_its_figures(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    new = accepted.district.values[accepted.form.index["t3/new/total"]]
    for said, expected in ((new, 0), (int(new or 0) + 5, 1)):
        document = docx.Document(str(output / DISTRICT_FILE))
        place = next(p for p in document.paragraphs if p.text.startswith("五、"))
        place.insert_paragraph_before(f"2023年，全区共新收政府信息公开申请{said}件。")
        document.save(str(tmp_path / "全区.docx"))
        compared = one(accepted, tmp_path / "全区.docx")
        found = [d for d in compared.differences if "空缺" not in d.message]
        assert len(found) == 0  # under the heading of a table nothing is text
        document = docx.Document(str(output / DISTRICT_FILE))
        place = next(p for p in document.paragraphs if p.text.startswith("二、"))
        place.insert_paragraph_before(f"2023年，全区共新收政府信息公开申请{said}件。")
        document.save(str(tmp_path / "全区.docx"))
        found = [d for d in one(accepted, tmp_path / "全区.docx").differences if "空缺" not in d.message]
        assert len(found) == expected
        assert all(str(said) in d.message and d.kind == "sentence" for d in found)


def test_the_office_and_the_district_of_one_name_are_told_apart(tmp_path: Path) -> None:
    own = "甲区人民政府"
    made = make_district({own: base(1), FINANCE: base(2)}, name=own)
    first, second = made.agencies
    made = replace(made, agencies=(replace(first, agency=replace(first.agency, kind="本级")), second))
    folder = written(tmp_path / "输出", made)
    accepted = load_accepted(folder)
    (page_of_own,) = (folder / AGENCY_FOLDER).glob("*人民政府.html")
    assert "（本级）</h1>" in page_of_own.read_text(encoding="utf-8")
    for path in (page_of_own, folder / DISTRICT_FILE):
        compared = one(accepted, path)
        assert compared.agency == own
        assert [m for m in messages(compared) if "空缺" not in m] == [], path.name


def test_a_folder_of_published_reports(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    for name in (FINANCE, EDUCATION):
        published(tmp_path, page(output, name), f"{name}.html")
    assert [(c.path, len(c.differences)) for c in compare([tmp_path], accepted)] == [
        (f"{EDUCATION}.html", 3),  # its gaps
        (f"{FINANCE}.html", 0),
    ]


def test_long_texts_are_compared_in_good_time(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = page(output).replace("专人负责。", "甲乙丙丁" * 20_000 + "。" + "长句。" * 3_000)
    found = messages(one(accepted, published(tmp_path, text)))
    assert any("少了接收时的一句：“专人负责。”" in message for message in found)
    assert max(map(len, found)) < 200


def test_folders_that_cannot_be_compared_with(output: Path, tmp_path: Path) -> None:
    with pytest.raises(AgainstError, match="不是汇总的输出文件夹"):
        load_accepted(tmp_path)
    broken = tmp_path / "坏"
    shutil.copytree(output, broken)
    (broken / "facts.csv").write_text("year,value\n1,x\n", encoding="utf-8")
    with pytest.raises(AgainstError, match="请重新汇总一次"):
        load_accepted(broken)


def as_text(page_text: str, padded: bool) -> str:
    """A page copied as text: cells by tabs; merged ones once, or repeated in every place that they cover."""
    soup = lxml.html.fromstring(page_text)
    lines = []
    for node in soup.iter("h1", "h2", "h3", "p", "table"):
        if node.tag != "table":
            lines.append(node.text_content())
            continue
        covered: dict[tuple[int, int], str] = {}
        for r, row in enumerate(node.iter("tr")):
            cells, c = [], 0
            for cell in row.iter("td", "th"):
                while (r, c) in covered:
                    if padded:
                        cells.append(covered[r, c])
                    c += 1
                text = cell.text_content()
                wide, tall = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                for dr in range(tall):
                    for dc in range(wide):
                        covered[r + dr, c + dc] = text
                cells += [text] * (wide if padded else 1)
                c += wide
            while padded and (r, c) in covered:
                cells.append(covered[r, c])
                c += 1
            lines.append("\t".join(cells))
    return "\n".join(lines)


def test_a_report_as_text(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    padded = one(accepted, published(tmp_path, as_text(page(output), padded=True), "年报.txt"))
    assert (padded.agency, messages(padded)) == (FINANCE, [])
    text = as_text(page(output), padded=False)
    once = one(accepted, published(tmp_path, text, "年报.txt"))
    assert (once.agency, messages(once)) == (FINANCE, [])
    index = accepted.form.index["t4/litigation_direct/pending"]
    lines = text.split("\n")
    (row,) = (i for i, line in enumerate(lines) if line.count("\t") == 14 and line.split("\t")[0].isdigit())
    cells = lines[row].split("\t")
    cells[8] = "77"
    lines[row] = "\t".join(cells)
    (difference,) = one(accepted, published(tmp_path, "\n".join(lines), "年报.txt")).differences
    assert (difference.figure, difference.cell) == (accepted.form.codes[index], f"第{row + 1}行")
    assert (difference.expected, difference.actual) == (accepted.reports[FINANCE].values[index], 77)


def test_tables_with_a_cell_on_each_line_are_not_compared(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    text = as_text(page(output), padded=False).replace("\t", "\n")
    compared = one(accepted, published(tmp_path, text, "年报.txt"))
    # What cannot be read is told once a table, and nothing is called empty.
    assert compared.differences
    assert {d.kind for d in compared.differences} == {"table"}
    assert len(compared.differences) <= 3


def test_a_page_with_somebody_elses_report(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    theirs = re.sub(r"<mark>.*?</mark>", "已补写。", page(output, EDUCATION))
    wrong = theirs.replace(f"{EDUCATION}2023年", f"{FINANCE}2023年", 1)
    compared = one(accepted, published(tmp_path, wrong))
    assert compared.agency == FINANCE
    first = compared.differences[0]
    assert (first.kind, first.expected, first.actual) == ("other", FINANCE, EDUCATION)
    assert f"数字却和“{EDUCATION}”报来的一样" in first.message
    # With other figures it is nobody's.
    nobody = wrong.replace("<td>1</td>", "<td>987</td>", 1)
    assert nobody != wrong
    assert one(accepted, published(tmp_path, nobody)).differences[0].kind == "figure"


def test_a_page_with_somebody_elses_text_where_nobody_has_figures(tmp_path: Path) -> None:
    texts = {
        FINANCE: "（一）主动公开\n在门户网站公开预算决算信息31条。开设惠企资金直达专栏并逐月更新。\n（二）依申请公开\n全年未收到政府信息公开申请。受理点设在一楼大厅并安排专人值守。",
        EDUCATION: "（一）主动公开\n招生政策和收费标准全部上网公布。学区示意图张贴到各学校门口。\n（二）依申请公开\n没有人向教育局提出过公开申请。中心校老师轮流接听咨询热线电话。",
    }
    made = make_district({name: {} for name in texts})
    results = [
        replace(
            r,
            judged=Judged(
                make_return({}, r.agency.name, sections={"s1": texts[r.agency.name]}), r.judged.match, ()
            ),
        )
        for r in made.agencies
        if r.judged
    ]
    folder = written(tmp_path / "输出", replace(made, agencies=tuple(results)))
    theirs = re.sub(r"<mark>.*?</mark>", "已补写。", page(folder, EDUCATION))
    wrong = theirs.replace(f"{EDUCATION}2023年", f"{FINANCE}2023年", 1)
    compared = one(load_accepted(folder), published(tmp_path, wrong))
    assert [(d.kind, d.actual) for d in compared.differences][0] == ("other", EDUCATION)
    assert sum(d.kind == "section" and d.section == "s1" for d in compared.differences) == 1
    assert "整个换了文字" in "".join(messages(compared))


def test_a_section_of_which_sentences_were_changed_is_not_called_rewritten(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    text = page(output)
    changed = re.sub(r"(\d+)条", lambda m: f"{int(m[1]) + 1}条", text)
    assert changed != text
    compared = one(accepted, published(tmp_path, changed))
    assert {d.kind for d in compared.differences} == {"sentence"}


def test_a_row_that_was_left_out(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = re.sub(r"<tr>(?:(?!</tr>).)*四、结转下年度继续办理.*?</tr>", "", page(output), flags=re.DOTALL)
    found = messages(one(accepted, published(tmp_path, text)))
    assert found == ["表三没有“四、结转下年度继续办理”这一行，或行名改了。"]


def test_brackets_of_the_agencys_own_are_no_gap(tmp_path: Path) -> None:
    made = make_district({FINANCE: base(1)})
    (result,) = made.agencies
    sections = {
        "s1": "开设【政策解读】专栏，公开信息12条。",
        "s5": "更新不够及时。",
        "s6": "未收取信息处理费。",
    }
    assert result.judged is not None
    ret = replace(result.judged.ret, sections=sections)
    made = replace(made, agencies=(replace(result, judged=replace(result.judged, ret=ret)),))
    folder = written(tmp_path / "输出", made)
    accepted = load_accepted(folder)
    dated = page(folder).replace("<mark>【成文日期】</mark>", "2024年1月20日")
    filled = re.sub(r"<mark>【[^】]*】</mark>", "已写好。", dated)
    assert messages(one(accepted, published(tmp_path, filled))) == []
    behind = filled.replace("2024年1月20日</p>", "2024年1月20日</p><p>附：补充说明，2023年收费99999元。</p>")
    assert ["99999元" in message for message in messages(one(accepted, published(tmp_path, behind)))] == [
        True
    ]


def test_a_fragment_without_its_tables(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = re.sub(r"<table>.*?</table>", "<p>（表格见附件）</p>", page(output), flags=re.DOTALL)
    compared = one(accepted, published(tmp_path, text))
    assert compared.agency == FINANCE
    assert [d.kind for d in compared.differences] == ["table"] * 3


# ---------------------------------------------------------------- what counts as a change, and what does not


def changed(page_text: str, pattern: str, new: str) -> str:
    text, n = re.subn(pattern, new, page_text, count=1)
    assert n == 1
    return text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"(\d)(\d)条", r"\1.\2条"),  # a point makes another number of it
        (r"(\d)(\d)条", r"\1．\2条"),
        (r"(\d)(\d)条", r"\1、\2条"),
        (r"(\d\d)条", r"\g<1>.5条"),
    ],
)
def test_a_number_is_not_punctuation(
    old: str, new: str, output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    compared = one(accepted, published(tmp_path, changed(page(output), old, new)))
    assert [d.kind for d in compared.differences] == ["sentence"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"(\d)(\d)条", "\\1\u200b\\2条"),  # marks that nobody sees
        (r"(\d)(\d)条", r"\1 \2 条"),
        (r"(\d\d)条", r"\g<1>.0条"),
        (r"（一）主动公开", "主动公开"),  # Word counts by itself
        (r"（二）依申请公开", "（二）、依申请公开"),
    ],
)
def test_what_is_only_written_otherwise_is_silent(
    old: str, new: str, output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    compared = one(accepted, published(tmp_path, changed(page(output), old, new)))
    assert messages(compared) == []


@pytest.mark.parametrize("width", [7, 18, 33])
def test_lines_that_were_broken_by_width_are_silent(
    width: int, output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    lines = []
    for line in as_text(page(output), padded=True).split("\n"):
        wrap = "\t" not in line and len(line) > 30
        lines += [line[i : i + width] for i in range(0, len(line), width)] if wrap else [line]
    compared = one(accepted, published(tmp_path, "\n".join(lines), "年报.txt"))
    # A title, an opening or a heading that was broken is not put together again.
    assert [d for d in compared.differences if d.section in ("s1", "s5", "s6")] == []


def test_words_under_a_table_that_count_something_are_told(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    for words in ("注：全年作出行政处罚1342件", "行政处罚1342", "（注：作出行政处罚1342件。）"):
        text = page(output).replace("</table>", f"</table><p>{words}</p>", 1)
        (difference,) = one(accepted, published(tmp_path, text)).differences
        assert (difference.kind, difference.section) == ("sentence", "t2")
    for words in (
        "注：本表数据单位为件",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    ):
        text = page(output).replace("</table>", f"</table><p>{words}</p>", 1)
        assert messages(one(accepted, published(tmp_path, text))) == []


def test_a_heading_that_is_gone_is_told_and_its_text_is_not_told_as_added(
    output: Path, accepted: Accepted, tmp_path: Path
) -> None:
    text = changed(page(output), "<h2>二、主动公开政府信息情况</h2>", "")
    assert messages(one(accepted, published(tmp_path, text))) == [
        "没有“二、主动公开政府信息情况”这个标题，或标题改了写法。"
    ]
    text = changed(page(output), "<h2>五、存在的主要问题及改进情况</h2>", "")
    assert messages(one(accepted, published(tmp_path, text))) == [
        "没有“五、存在的主要问题及改进情况”，或这一部分是空的。"
    ]
    for other in ("五、政府信息公开工作存在的主要问题和下一步打算", "五、存在的主要问题"):
        text = page(output).replace("五、存在的主要问题及改进情况", other)
        assert messages(one(accepted, published(tmp_path, text))) == []


def test_two_reports_in_one_file_are_told_once(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    for second in (page(output), page(output, EDUCATION)):
        (difference,) = one(accepted, published(tmp_path, page(output) + second)).differences
        assert difference.kind == "table"
        assert "一个文件里只放一份报告" in difference.message


def test_a_cell_that_was_left_empty_is_called_empty(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = changed(page(output), r"<td>([1-9])</td>", "<td></td>")
    first = one(accepted, published(tmp_path, text)).differences[0]
    assert (first.kind, first.actual) == ("figure", 0)
    assert "公布的是 空白" in first.message


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7\n%%EOF", "这是 PDF 文件"),
        (b"PK\x03\x04 cut off", "文件已损坏"),
        (b"", "文件是空的"),
    ],
)
def test_what_cannot_be_read_is_told_in_chinese(
    data: bytes, why: str, accepted: Accepted, tmp_path: Path
) -> None:
    (difference,) = one(accepted, published(tmp_path, data, "年报.docx")).differences
    assert difference.message.startswith(f"读不出年度报告：{why}")
    assert "请用公布的网页" in difference.message
    assert not re.search(r"[A-Za-z]{6,}", difference.message)


def test_another_unit_over_the_amount_is_told(output: Path, accepted: Accepted, tmp_path: Path) -> None:
    text = changed(page(output), "单位：万元", "单位：元")
    (difference,) = one(accepted, published(tmp_path, text)).differences
    assert (difference.kind, difference.figure, difference.cell) == ("figure", "t2/fees/amount", "B13")
    assert "接收的数以万元为单位" in difference.message
