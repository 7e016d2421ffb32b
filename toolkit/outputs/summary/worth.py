"""What each agency's figures are worth where they are compared: what a table left blank says is nothing, not 0."""

from collections.abc import Mapping

from toolkit.counted import Values, counted, silent_tables
from toolkit.model import AgencyResult, District

Worths = Mapping[str, Values]
"""Figures in the form's order by the agency's name; the agencies of which nothing was read are not in it."""


def worths_of(district: District) -> Worths:
    return {result.agency.name: worth_of(district, result) for result in district.read}


def worth_of(district: District, result: AgencyResult) -> Values:
    """The figures of one agency of which a return was read; all unknown for others."""
    if result.judged is None:
        return (None,) * len(district.form.figures)
    ret, form = result.judged.ret, district.form
    return counted(form, ret.values, silent_tables(form, ret.states, district.settings.blank == "zero"))
