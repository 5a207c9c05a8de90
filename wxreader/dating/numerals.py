"""Chinese numerals of dates and ordinals: 二〇二三, 十五, 廿三, 一百一十二."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "元": 1}
_UNITS = {"十": 10, "百": 100}
_SHORT = str.maketrans({"廿": "二十", "卅": "三十"})
NUMERAL = "零〇○一二三四五六七八九十百廿卅"
"""Characters of a numeral, for classes of patterns."""


def number(numeral: str) -> int:
    """What a numeral is worth, in digits (2023), digit by digit (二〇二三) or with units (二十三); 0
    for none.
    """
    if numeral.isdecimal():
        return int(numeral)
    plain = "".join(numeral.split()).translate(_SHORT).replace("二十十", "二十")
    if not any(c in _UNITS for c in plain):
        digits = [DIGITS[c] for c in plain if c in DIGITS]
        return int("".join(map(str, digits))) if digits else 0
    whole, digit = 0, 0
    for char in plain:
        if char in _UNITS:
            whole, digit = whole + (digit or 1) * _UNITS[char], 0
        else:
            digit = DIGITS.get(char, 0)
    return whole + digit
