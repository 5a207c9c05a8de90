"""The paper's own line among a page's furniture: its day, the page's number, the paper's name.

2023年5月13日 星期六 · 星期六 2023-05-13 A02 要闻 · 责任编辑 张三 版式 李四 2023.5.13. A line is
furniture where, its
day, weekday, page and credits taken off, next to nothing is left; a line of a story has words left.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wxreader.dating.forms import WEEKDAY, full_days, plain_digits
from wxreader.dating.numerals import NUMERAL, number

LONGEST = 90
"""Characters of a furniture line, at the most (chosen)."""
LEFT_OVER = 12
"""Characters that may be left of it: a section's name, a paper's name (chosen)."""
_CREDITS = re.compile(
    r"(?:[责責]任?[编編][辑輯]|[责責][编編]|[编編][辑輯]|主[编編]|值班|版式|美[编編]|[组組]版|校[对對]|[检檢]校|[视視][觉覺]"
    r"|[设設][计計]|[电電][话話]|新[闻聞][热熱][线線]|[邮郵]箱|统筹|[审審][读讀]|[见見][习習])"
)
_PAGE = re.compile(
    rf"第?\s*(?P<letter>[A-Za-z]?)\s*(?P<number>\d{{1,3}}|{'['}{NUMERAL}]{{1,4}})\s*版"
    r"|(?<![A-Za-z\d])(?P<code>[A-Z]\s?\d{1,3})(?![A-Za-z\d])|(?P<front>[头頭]版)|[Pp]age\s*(?P<english>\d{1,3})"
)
_LUNAR = re.compile(
    r"(?:[农農][历曆])?[\u4e00-\u9fff]{0,6}[正一二三四五六七八九十冬腊臘][一二]?月(?:初|十|廿|二十|三十)[一二三四五六七八九十]?"
)
_LUNAR_DAY = re.compile(rf"[农農][历曆]{_LUNAR.pattern}")
"""A lunar day that is called so: beside a day it is a paper's own line."""
_EDGE = 3
"""Lines at a dump's beginning and end among which a day that stands alone is the paper's (chosen)."""
_IMPRINT = re.compile(
    r"总?第\s*\d+\s*[期号]|今日\s*\d+\s*版|国内统一(?:连续出版物|刊)号\S*|CN\s?\d{2}[-—]\d{4}|邮发代号\S*|(?:出版|主管|主办)\S*"
)
_PAPER = re.compile(
    r"([\u4e00-\u9fff]{2,8}(?:日[报報]|晚[报報]|[时時][报報]|早[报報]|晨[报報]|[导導][报報]|都市[报報]|法治[报報]|青年[报報]))"
)
_NOISE = re.compile(r"[\s\u3000|｜·•,，:：;；/／\-—–_()（）【】\[\]★■□●]+")
_SENTENCE = re.compile(r"[，。；！？“”、]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What a page's furniture tells of the paper."""

    day: date | None = None
    words: str = ""
    """The line."""
    sure: bool = False
    """Whether a weekday agrees, or credits or a page number stand beside the day."""
    page_number: str = ""
    paper: str = ""
    others: tuple[date, ...] = ()
    """Other days that furniture lines print."""
    misprinted: bool = False
    """Whether the weekday beside the day is another day's."""


def page_number(text: str) -> str:
    """A page's number as printed, without zeros before it; empty where there is none."""
    found = _PAGE.search(_IMPRINT.sub(" ", plain_digits(text)))
    if not found:
        return ""
    if found["front"]:
        return "1"
    if found["code"]:
        code = found["code"].replace(" ", "")
        return code[0] + (code[1:].lstrip("0") or "0")
    digits = number(found["number"] or found["english"])
    return (found["letter"] or "").upper() + str(digits) if digits else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    day: date
    words: str
    weight: int
    page: str
    paper: str
    misprinted: bool

    @property
    def speaks(self) -> bool:
        """Whether more speaks for it than that it stands alone."""
        return self.weight >= _BESIDE_CREDITS and not self.misprinted


_WEEKDAY_AGREES, _BESIDE_CREDITS, _ALONE = 4, 2, 1


def _weigh(text: str, apart: bool) -> _Line | None:
    """A line with a day in full, and how much speaks for its being the paper's own; None for a story's
    line.

    Args:
        text: The line.
        apart: Whether it stands in no article, or at the dump's edge.
    """
    days = full_days(text)
    if not days or len({p.day for p in days}) > 1:
        return None
    printed = days[0]
    rest = text[: printed.start] + " " + text[printed.end :]
    credited, page = bool(_CREDITS.search(rest)), page_number(rest)
    bare = _PAGE.sub("", _IMPRINT.sub("", _LUNAR.sub("", WEEKDAY.sub("", plain_digits(rest)))))
    bare = _NOISE.sub("", bare)
    if not credited and (len(bare) > LEFT_OVER or _SENTENCE.search(rest)):
        return None
    paper = _PAPER.search(rest)
    weight = sum(
        worth
        for worth, holds in (
            (_WEEKDAY_AGREES, printed.weekday is True),
            (_BESIDE_CREDITS, credited or bool(page or paper or _LUNAR_DAY.search(rest))),
            (_ALONE, (apart or printed.weekday is False) and not bare),
        )
        if holds
    )
    if not weight:
        return None
    return _Line(
        day=printed.day,
        words=" ".join(text.split()),
        weight=weight,
        page=page,
        paper=paper.group(1) if paper else "",
        misprinted=printed.weekday is False,
    )


def _windows(lines: Sequence[str]) -> list[str]:
    """Lines, and neighbours joined where a day and its weekday stand on lines of their own."""
    short = [x for x in lines if x.strip() and len(x) <= LONGEST]
    return [
        *short,
        *(f"{a} {b}" for a, b in itertools.pairwise(short) if len(a) + len(b) <= LONGEST),
    ]


_HAS_YEAR = re.compile(r"(?:19|20)\d{2}|[一二][零〇○一二三四五六七八九]{3}年|民[國国]")
_MARKED = re.compile(r"星期|[周週][一二三四五六日]|[禮礼]拜|[责責][编編]|[责責]任|版|[A-Z]\d|[农農][历曆]")


def read_furniture(leftover: Sequence[str], raw: str, latest: date) -> Masthead:
    """What the furniture tells.

    Args:
        leftover: Lines that belong to no article.
        raw: The dump: a line may have been taken into an article.
        latest: No paper is younger.
    """
    found = _weighed(_windows(leftover), True)
    if not any(x.speaks for x in found):
        short = [x for x in raw.split("\n") if x.strip() and len(x) <= LONGEST]
        found += _weighed([x for x in short if _MARKED.search(x)], False)
        found += _weighed([*short[:_EDGE], *short[_EDGE:][-_EDGE:]], True)
    found = [x for x in found if x.day <= latest]
    printed, paper = _page_of(found, leftover), _paper_of(found, leftover)
    if not found:
        return Masthead(page_number=printed, paper=paper)
    best = max(found, key=lambda x: (x.speaks, x.weight))
    others = tuple(sorted({x.day for x in found if x.day != best.day and x.speaks}))
    return Masthead(
        day=best.day,
        words=best.words,
        sure=best.speaks,
        page_number=printed,
        paper=paper,
        others=others,
        misprinted=best.misprinted,
    )


def _weighed(texts: Sequence[str], apart: bool) -> list[_Line]:
    """Those of some lines that print a year and are the paper's own, with what speaks for them."""
    dated = [text for text in texts if _HAS_YEAR.search(plain_digits(text))]
    weighed = [_weigh(text, apart) for text in dated]
    return [line for line in weighed if line]


def _page_of(found: Sequence[_Line], leftover: Sequence[str]) -> str:
    """The page's number: beside a day, else on the first line that has one; empty where none does."""
    pages = [x.page for x in found if x.page]
    if not pages:
        pages = [n for x in leftover if len(x) <= LONGEST and (n := page_number(x))]
    return pages[0] if pages else ""


def _paper_of(found: Sequence[_Line], leftover: Sequence[str]) -> str:
    """The paper's name: beside a day, else on a line for itself; empty where it is on neither."""
    papers = [x.paper for x in found if x.paper] or _papers(leftover)
    return papers[0] if papers else ""


def _papers(leftover: Sequence[str]) -> list[str]:
    """Names of papers that have a furniture line for themselves."""
    found = (_PAPER.fullmatch("".join(x.split())) for x in leftover)
    return [m.group(1) for m in found if m]
