"""What figures are grouped by in lists and pivots: how a case ended, and who applied. Derived from the form's labels."""

import re
from collections.abc import Mapping
from functools import cache

from toolkit.form import FigureSpec, Form
from toolkit.text import strip_numbering

NOT_SPLIT = "—"
"""Stands where a figure is not split in this way: an empty cell would be (空白) in a pivot."""

_REMARK = re.compile(r"（[^（）]*）$")  # 部分公开（区分处理的，只计这一情形，不计其他情形）


@cache
def outcome_groups(form: Form) -> Mapping[int, str]:
    """Index of each base figure that says how cases ended -> 予以公开, 不予公开, …; for reviews 结果维持, …

    In table three an outcome is the group of the rows under 办理结果, or the row itself where it stands in no group;
    in tables whose rows stand side by side it is the column.
    """
    results = {index for identity in form.identities_of("results_total") for index in identity.right}
    groups: dict[int, str] = {}
    for figure in form.base:
        if figure.index in results:
            path = figure.row.path
            groups[figure.index] = _short((path[-1] if len(path) > 1 else figure.row.label).text)
        elif figure.block.across:
            groups[figure.index] = figure.column.label.text
    return groups


@cache
def applicants(form: Form) -> Mapping[int, str]:
    """Index of each base figure of table three -> 自然人, 商业企业, …"""
    parts = {index for identity in form.identities_of("row_total") for index in identity.right}
    return {figure.index: figure.column.label.text for figure in form.base if figure.index in parts}


def outcome(form: Form, figure: FigureSpec) -> str:
    return outcome_groups(form).get(figure.index, NOT_SPLIT)


def applicant(form: Form, figure: FigureSpec) -> str:
    return applicants(form).get(figure.index, NOT_SPLIT)


@cache
def results_by_group(form: Form) -> Mapping[str, tuple[int, ...]]:
    """Outcome of applications, in the form's order -> the base figures that it is the sum of."""
    results = {index for identity in form.identities_of("results_total") for index in identity.right}
    found: dict[str, list[int]] = {}
    for index, group in outcome_groups(form).items():
        if index in results:
            found.setdefault(group, []).append(index)
    return {group: tuple(indices) for group, indices in found.items()}


def _short(label: str) -> str:
    return _REMARK.sub("", strip_numbering(label))
