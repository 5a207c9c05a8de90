"""Dates, sums and documents: spans that patterns find, with what they are worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wxreader.chinese import number

_DATE = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]"
    r"(?:(?:上午|下午|晚上?|凌晨)?\s?[至到—–\-~～]+\s?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})[日号])?(?:上午|下午|晚上?|凌晨|中午)?"
    r"|(?P<y3>(?:19|20)\d{2})年(?P<m3>\d{1,2})月(?:份)?"
    r"|(?P<y4>(?:19|20)\d{2})年(?:(?P<q4>[一二三四])季度|(?P<h4>[上下])半年)?(?!代)"
    r"|(?P<d5>\d{1,2})日(?=[，,]|上午|下午|晚|在|从|至)"
    r"|(?:第?(?P<q>[一二三四])季度|(?P<h>[上下])半年)"
    r"|近日|日前|当天|当日|昨天|昨日|今天|今日|明天|去年|今年|明年|前年|上月|本月|下月|近年来|连日来"
)
_SCALE = {
    "": 1.0,
    "十": 1e1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
}
_CURRENCY = {
    "元": "CNY", "元人民币": "CNY", "块钱": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR",
    "日元": "JPY", "英镑": "GBP", "港元": "HKD",
    "港币": "HKD", "韩元": "KRW", "卢布": "RUB", "澳元": "AUD", "加元": "CAD", "瑞士法郎": "CHF",
    "新元": "SGD", "新台币": "TWD", "卢比": "INR",
}  # fmt: skip
_MONEY = re.compile(
    r"(?<!\d)(?<!\d[,，.])(?P<n>\d++(?:[,，]\d{3})*+(?:\.\d++)?+)\s?(?P<more>多|余)?(?P<s>[十百千]?[万亿]|万亿|[百千])?(?P<more2>多|余)?(?P<c>"
    + "|".join(sorted(_CURRENCY, key=len, reverse=True))
    + r")"
)
_HAN_MONEY = re.compile(
    r"(?P<n>[数几](?=[十百千万亿])[十百千万亿]{1,3}|[一二两三四五六七八九][零〇一二两三四五六七八九十百千万亿]{1,14}+|十[一二三四五六七八九][万亿]?|(?<![十百千万亿零〇一二两三四五六七八九])[十百千][万亿])"
    r"(?P<more>多|余)?(?P<s>[十百千]?[万亿])?(?P<c>"
    + "|".join(sorted(_CURRENCY, key=len, reverse=True))
    + r")(?!化|素|旦|首)"
)
"""Sums in Chinese numerals: 一万五千元, 两千多万元, 近百亿元. jionlp and cn2an read them too; the one brings
70 MB and numpy, the other two packages for the twelve lines of `chinese.number`."""
LONGEST_NUMBER = 30
"""Characters of a sum's number; what is longer is no sum."""
_QUARTERS = {
    "一": ("01-01", "03-31"),
    "二": ("04-01", "06-30"),
    "三": ("07-01", "09-30"),
    "四": ("10-01", "12-31"),
}
_MONTHS = range(1, 13)
_LONGEST_WORK = 120
"""Characters of a work's title (chosen: longer is a bracket left open)."""
_HALVES = {"上": ("01-01", "06-30"), "下": ("07-01", "12-31")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A span with its meaning."""

    start: int
    end: int
    type: str
    """DATE, MONEY or WORK."""
    value: str | float | None
    """ISO date, `start/end`, a number, or None where it cannot be known."""
    currency: str = ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(year: int, month: int) -> str | None:
    return f"{year:04d}-{month:02d}" if month in _MONTHS else None


def _date_value(m: re.Match[str], year: int) -> str | None:
    """The ISO value of a date, `year` standing in where it prints none; None where there is no knowing."""
    if m["m"]:
        of = int(m["y"] or year)
        return _days_value(m, of) if of else None
    if m["m3"]:
        return _month(int(m["y3"]), int(m["m3"]))
    return _part_of_year(m, int(m["y4"] or year)) or m["y4"] or _relative_year(m.group(), year)


def _days_value(m: re.Match[str], year: int) -> str | None:
    """The ISO value of a day, or of days from one to another."""
    start = _iso(year, int(m["m"]), int(m["d"]))
    end = _iso(year, int(m["m2"] or m["m"]), int(m["d2"])) if m["d2"] else ""
    return f"{start}/{end}" if start and end else start or None


def _part_of_year(m: re.Match[str], year: int) -> str | None:
    """The ISO value of a quarter or half of a year; None where the date is neither, or of no known year."""
    span = _QUARTERS.get(m["q4"] or m["q"] or "") or _HALVES.get(m["h4"] or m["h"] or "")
    return f"{year}-{span[0]}/{year}-{span[1]}" if span and year else None


def _relative_year(word: str, year: int) -> str | None:
    """The year that 去年 and the like mean; None where that cannot be known."""
    distance = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}.get(word)
    return str(year + distance) if distance is not None and year else None


def find_dates(text: str, year: int = 0, day: str = "") -> list[Value]:
    """Dates in a text.

    Args:
        text: The text.
        year: The year of the event; 0 where unknown.
        day: The event's first day in ISO form, which 当天 stands for; empty where unknown.
    """
    out = []
    for m in _DATE.finditer(text):
        value = _date_value(m, year)
        if m.group() in ("当天", "当日") and day:
            value = day
        if m["d5"] and day:
            value = _iso(int(day[:4]), int(day[5:7]), int(m["d5"])) or None
        out.append(Value(start=m.start(), end=m.end(), type="DATE", value=value))
    return out


def find_money(text: str) -> list[Value]:
    """Sums of money in a text; one of 数百亿元 has no number."""
    out = [
        Value(
            start=m.start(),
            end=m.end(),
            type="MONEY",
            value=round(float(re.sub("[,，]", "", m["n"])) * _SCALE.get(m["s"] or "", 1.0), 2),
            currency=_CURRENCY[m["c"]],
        )
        for m in _MONEY.finditer(text)
        if len(m["n"]) <= LONGEST_NUMBER
    ]
    for m in _HAN_MONEY.finditer(text):
        value = None if m["n"][0] in "数几" else float(number(m["n"]) * _SCALE.get(m["s"] or "", 1.0))
        out.append(Value(start=m.start(), end=m.end(), type="MONEY", value=value, currency=_CURRENCY[m["c"]]))
    return out


def find_works(text: str) -> list[Value]:
    """Documents and works in 《…》; of nested ones the outermost."""
    out = []
    depth, opened = 0, 0
    for i, char in enumerate(text):
        if char == "《":
            if not depth:
                opened = i
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if not depth and 1 < i - opened < _LONGEST_WORK:
                out.append(Value(start=opened, end=i + 1, type="WORK", value=None))
    return out
