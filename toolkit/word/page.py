"""Measures and names that templates and painters share (GB/T 9704-2012)."""

TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, BOTTOM, LEFT, RIGHT = twips(37), twips(35), twips(28), twips(26)
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

TITLE, HEADING, SUBHEADING, BODY = "Title", "Heading1", "Heading2", "Normal"
TABLE_TEXT, TABLE_LABEL, SIGNATURE, DATE, FOOTER, LEAD = (
    "TableText", "TableLabel", "SignatureName", "SignatureDate", "Footer", "LeadText",
)  # fmt: skip
"""Style ids in the templates."""
