"""Whether a section says anything at all: 无 and 略 do not."""

import re

_SHORTEST = 6  # characters

# 没有收费 and 未收取任何费用 say it of 信息处理费 too, however short.
NO_CHARGE = re.compile(
    r"(?:未|没有|无)(?:曾|有)?(?:收取|产生|发生|存在|涉及)?(?:任何|其他|相关|依申请公开|政府信息公开|信息公开)*(?:收费|费用)(?!标准|公示|项目|目录)"
    r"|^(?:均|全年|本年度?)*(?:未|没有)收取。?$"
)


def says_little(text: str) -> bool:
    """Whether a section is empty, or has a word that is no section."""
    plain = "".join(text.split())
    return len(plain) < _SHORTEST and not NO_CHARGE.search(plain)
