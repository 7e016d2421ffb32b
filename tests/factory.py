"""Building blocks for tests: returns and districts made from figures, without any file."""

import random
from collections.abc import Mapping
from decimal import Decimal

from toolkit.form import Form, load
from toolkit.model import (
    Agency,
    AgencyResult,
    District,
    FileRecord,
    Finding,
    Judged,
    Match,
    Number,
    Origin,
    Return,
    Settings,
)

FORM = load("2021")
NARRATIVE = {
    "s1": "2023年，我局认真落实《中华人民共和国政府信息公开条例》。\n（一）主动公开。公开信息12条。\n（二）依申请公开。未收到申请。"
    "\n（三）政府信息管理。专人负责。\n（四）政府信息公开平台建设。维护网站专栏。\n（五）监督保障。开展培训一次。",
    "s5": "一是更新不够及时；二是解读形式单一。\n下一步，一是明确时限；二是增加图解。",
    "s6": "2023年度未发出收费通知，未收取信息处理费。",
}

# Texts that say nothing of figures, so that they fit any.
PLAIN_TEXTS = {
    "s1": "本年度我局认真落实《中华人民共和国政府信息公开条例》。\n（一）主动公开。及时公开各类信息。\n（二）依申请公开。依法办理申请。"
    "\n（三）政府信息管理。落实发布审核制度。\n（四）政府信息公开平台建设。维护网站专栏。\n（五）监督保障。纳入年度考核。",
    "s5": "更新不够及时；今后将明确更新时限。",
    "s6": "本年度没有收取信息处理费。",
}


def complete(base: Mapping[str, Number], form: Form = FORM) -> tuple[Number, ...]:
    """All figures from base figures by code; missing ones are 0, totals are computed."""
    values: list[Number] = [base.get(figure.code, 0) for figure in form.figures]
    for identity in form.totals:
        values[identity.left[0]] = sum((values[i] for i in identity.right), 0)
    return tuple(values)


def random_base(rng: random.Random, most: int = 9, form: Form = FORM) -> dict[str, Number]:
    """Base figures that keep every identity: what comes in is settled or carried out, column by column.

    规章 is not nil, so that every figure has a value to be followed: such a return is plausible in a 市 only (P01).
    """
    base: dict[str, Number] = {
        f.code: (
            Decimal(rng.randrange(0, 100000)) / 100 if f.block.type == "amount" else rng.randrange(most + 1)
        )
        for f in form.base
    }
    for balance in form.identities_of("balance"):
        column = balance.key
        if f"t3/new/{column}" not in base:
            continue
        settled = sum(
            (
                base[form.figures[i].code]
                for t in form.identities_of("results_total")
                if t.key == column
                for i in t.right
            ),
            0,
        )
        coming = settled + base[f"t3/carried_out/{column}"]
        carried_in = rng.randint(0, int(coming))
        base[f"t3/carried_in/{column}"] = carried_in
        base[f"t3/new/{column}"] = coming - carried_in
    for row in ("regulations", "normative_documents"):
        # What is in force holds at least what was issued and not repealed (P03).
        issued, repealed = base[f"t2/{row}/issued"], base[f"t2/{row}/repealed"]
        base[f"t2/{row}/in_force"] += max(0, issued - repealed)
    return base


def make_return(
    base: Mapping[str, Number] | None = None,
    name: str = "甲区财政局",
    year: int = 2023,
    sections: Mapping[str, str] | None = None,
    form: Form = FORM,
) -> Return:
    values = complete(base or {}, form)
    return Return(
        path=f"{name}.xlsx",
        member=None,
        sha256="0" * 64,
        name=f"{name}.xlsx",
        form=form.id,
        values=values,
        states=tuple("zero" if value == 0 else "number" for value in values),
        raws=tuple(str(value) for value in values),
        origins=tuple(Origin(figure.table.name, f"A{figure.index + 1}") for figure in form.figures),
        years=(year,),
        sections=NARRATIVE if sections is None else sections,
        tables=frozenset(table.id for table in form.tables),
    )


def make_district(
    returns: Mapping[str, Mapping[str, Number]],
    *,
    missing: tuple[str, ...] = (),
    returned: tuple[str, ...] = (),
    year: int = 2023,
    name: str = "甲区",
    form: Form = FORM,
) -> District:
    """A district whose agencies (name -> base figures) are accepted, but for those named missing or returned."""
    results = []
    files = []
    findings: list[Finding] = []
    for number, agency_name in enumerate([*returns, *missing], start=1):
        agency = Agency(
            code=f"{number:03}", name=agency_name, kind="街道办事处" if "街道" in agency_name else "工作部门"
        )
        if agency_name in missing:
            results.append(AgencyResult(agency, "missing", False, None))
            continue
        ret = make_return(returns[agency_name], agency_name, year)
        own: tuple[Finding, ...] = ()
        if agency_name in returned:
            own = (
                Finding(
                    rule="A01",
                    severity="error",
                    agency=agency_name,
                    path=ret.path,
                    member=None,
                    sheet="表三",
                    cell="J4",
                    figure="t3/new/total",
                    message="表三“一、本年新收政府信息公开申请数量”的总计填 9，六类申请人合计为 2。",
                    expected=2,
                    actual=9,
                ),
            )
        findings.extend(own)
        status = "returned" if own else "accepted"
        results.append(
            AgencyResult(agency, status, not own, Judged(ret, Match(agency), own), errors=len(own))
        )
        files.append(
            FileRecord(
                ret.path, None, ret.sha256, status, agency_name, "有 1 处错误，退回修改" if own else ""
            )
        )
    included = [r for r in results if r.included and r.judged]
    base = {
        figure.code: sum((r.judged.ret.values[figure.index] or 0 for r in included if r.judged), 0)
        for figure in form.base
    }
    return District(
        form=form,
        name=name,
        version="0.1.0",
        settings=Settings(year=year),
        files=tuple(files),
        agencies=tuple(results),
        findings=tuple(findings),
        totals=complete(base, form),
        used=("名单：名单.xlsx",),
    )
