"""What every room knows of Chinese writing: characters, numerals, marks, the suffixes of companies.

At the bottom of the house: nothing of ours is imported. Parts of regular expressions are named, so that
a pattern reads as its sentence: `rf"[{HAN}]{{2,4}}"`.
"""

from __future__ import annotations

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, for the inside of a character class: the common block and its extension A."""

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
"""Numerals below ten."""
UNITS = {"十": 10, "百": 100, "千": 1000}
"""Numerals that multiply the one before them."""
SCALES = {"万": 10**4, "亿": 10**8}
"""Numerals that multiply everything before them."""

NO_LINE_START = frozenset("，。、；：！？）》」』”’】〉〕…—·,.;:!?)]}%％‰℃～")
"""Marks that do not begin a line (GB/T 15834—2011 5.1.6, W3C clreq 3.1.2)."""
NO_LINE_END = frozenset("（《「『“‘【〈〔([{")
"""Marks that do not end one (the same)."""
COMMAS = ",，、;；"
"""Marks that people part words of a list with, in either state of the input method."""

COMPANY_SUFFIXES = (
    "股份有限公司",
    "有限责任公司",
    "株式会社",
    "有限公司",
    "集团公司",
    "公司",
    "集团",
)
"""What a company's full name ends with, the longest first."""


def is_han(char: str) -> bool:
    """Whether a character is a common Chinese one: 无 is; a, 。 and the rare 㐂 are not."""
    return "\u4e00" <= char <= "\u9fff"


def number(numeral: str) -> int:
    """What a Chinese numeral is worth: 一万五千 is 15,000, 二十三 is 23."""
    whole, part, digit = 0, 0, 0
    for char in numeral:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            part, digit = part + (digit or 1) * UNITS[char], 0
        elif SCALES[char] > whole:
            whole, part, digit = (whole + part + digit or 1) * SCALES[char], 0, 0
        else:
            whole, part, digit = whole + (part + digit or 1) * SCALES[char], 0, 0
    return whole + part + digit
