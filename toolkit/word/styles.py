"""The styles of the templates: GB/T 9704-2012 as WordprocessingML.

Written out in full rather than taken from python-docx's default template, whose 350 kB of styles would go into every
draft.
"""

from toolkit.word.page import (
    BODY,
    DATE,
    FOOTER,
    HEADING,
    LEAD,
    SIGNATURE,
    SUBHEADING,
    TABLE_LABEL,
    TABLE_TEXT,
    TITLE,
)

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

FANGSONG, HEITI, KAITI, XIAOBIAOSONG, SONGTI = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"

_BUILT_IN = (BODY, TITLE, HEADING, SUBHEADING, FOOTER)
_TWO_CHARACTERS = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_PITCH = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'  # 28 points

# 28 characters a line: 156 mm hold 27.6 of 16 points. A character grid would do it too, but LibreOffice sets it wrongly.
_CLOSER = '<w:spacing w:val="-5"/>'
# Not justified: with characters set closer LibreOffice 7 drops the punctuation at the end of justified lines. The lines
# of Chinese end within a character of one another all the same.
_EDGE = '<w:jc w:val="left"/>'


def _fonts(east_asia: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asia}" w:cs="{latin}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:g}"/><w:szCs w:val="{points * 2:g}"/>'


def _style(
    style_id: str,
    name: str,
    paragraph: str,
    run: str,
    *,
    based_on: str | None = BODY,
    following: str | None = None,
) -> str:
    kind = "" if style_id in _BUILT_IN else ' w:customStyle="1"'
    if style_id == BODY:
        kind = ' w:default="1"'
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style_id}"><w:name w:val="{name}"/>{parent}{after}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def style_of(style_id: str) -> str:
    """One of the paragraph styles by its id."""
    return next(style for style in _styles() if f'w:styleId="{style_id}"' in style)


def _styles() -> list[str]:
    return [
        _style(
            BODY, "Normal",
            f'<w:widowControl w:val="0"/>{_PITCH}{_TWO_CHARACTERS}{_EDGE}',
            _fonts(FANGSONG) + _CLOSER + _size(16), based_on=None,
        ),
        _style(
            TITLE, "Title",
            '<w:widowControl w:val="0"/><w:spacing w:before="0" w:after="560" w:line="700" w:lineRule="exact"/>'
            '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
            _fonts(XIAOBIAOSONG) + '<w:spacing w:val="0"/>' + _size(22), following=BODY,
        ),
        _style(HEADING, "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', _fonts(HEITI) + _size(16), following=BODY),
        _style(SUBHEADING, "heading 2", '<w:keepNext/><w:outlineLvl w:val="1"/>', _fonts(KAITI) + _size(16), following=BODY),
        _style(
            SIGNATURE, "落款",
            '<w:keepNext/><w:spacing w:before="560" w:after="0" w:line="560" w:lineRule="exact"/>'
            '<w:ind w:rightChars="200" w:right="640" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>', "",
        ),
        _style(
            DATE, "成文日期",
            '<w:ind w:rightChars="400" w:right="1280" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>', "",
        ),
        _style(
            TABLE_TEXT, "表格文字",
            '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="260" w:lineRule="exact"/><w:jc w:val="center"/>',
            _fonts(SONGTI) + _size(10.5), based_on=None,
        ),
        _style(TABLE_LABEL, "表格项目", '<w:jc w:val="left"/>', "", based_on=TABLE_TEXT),
        _style(
            FOOTER, "footer",
            '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"/>',
            _fonts(SONGTI, SONGTI) + _size(14), based_on=None,
        ),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>',
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{LEAD}"><w:name w:val="二级标题文字"/><w:qFormat/>'
        f"<w:rPr>{_fonts(KAITI)}</w:rPr></w:style>",
    ]  # fmt: skip


def styles_xml() -> str:
    """The whole of styles.xml. Order of the elements within pPr and rPr is the schema's."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}"
        '<w:kern w:val="2"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"<w:styles {NAMESPACE}>{defaults}{''.join(_styles())}</w:styles>"


def settings_xml() -> str:
    """Odd and even feet differ; Chinese punctuation; today's layout rather than Word's compatibility mode."""
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
