"""What a line looks like by itself: its marks, brackets, numbers, words of office, photography and paging.

Papers differ in their marks and wordings. A shape therefore names the role that something plays (a mark that
is no letter, a number before words, a page named in brackets), not the sign that one paper uses for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from wxreader.press import furniture, jumps, persons
from wxreader.press.credits import closing_start, is_byline, starts_body, take_closing
from wxreader.press.lines import CLOSERS, FINAL, Lines
from wxreader.text import simplify

_SHORTEST_SHOT, _LONGEST_SERIES = 3, 16
"""Characters above which a line may end in a picture's credit, and up to which it may name a series
(chosen).
"""
_PAGE = r"(?:[A-Za-zＡ-Ｚ]?\s?[0-9０-９]{1,3}|第?[一二三四五六七八九十头]{1,3})"
_NUMBERED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、．.，]|[（(]?\d{1,2}[）)、．.]|第[一二三四五六七八九十]{1,2}[、，\s]|0\d\s?(?=[\u4e00-\u9fff])|\d\s(?=[\u4e00-\u9fff])|[①-⑳]|之[一二三四五六七八九十])"
)
_DATE = re.compile(
    r"\d{4}\s?[年.\-/]\s?\d{1,2}\s?[月.\-/]\s?\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月|(?:星期|周)[一二三四五六日天](?![\u4e00-\u9fff])|农历"
)
_PAGED = re.compile(
    rf"(?:第\s?{_PAGE}\s?版|\b[A-Z]\d{{1,2}}\b|{_PAGE}版|\d{{1,2}}$|[（(→…]{_PAGE}版?[）)]?$)"
)
_NET = re.compile(r"www\.|https?:|\.com|\.cn|@|[Ee][-－—]?mail|邮箱|扫码|二维码|微信|公众号|客户端|微博")
_TRADE = re.compile(
    r"热线|电话|邮编|邮发|刊号|零售|定价|地址|社址|印刷|承印|督印|出版|广告|许可证|版权|天气|气温|℃|投稿|订阅|每份"
)
_EDITORS = re.compile(
    r"(?:责任|值班|执行|本版|见习|版面|美术|文字)?(?:编辑|编委|责编|美编|主编|校对|版式|组版|审读|检校|视觉|设计|统筹|排版|制图|总监)"
)
_SHOWN = re.compile(
    r"^\W?\s?(?:图|上图|下图|左图|右图|题图|大图|小图|本版图片|图片|资料图)[①-⑩一二三四五\d]?(?:为|片)?[：:\s]?|^[▲▼◀►↑↓←→△▽]"
)
_SHOT_END = re.compile(
    r"(?:摄(?:影(?:报道)?)?|供图|[图绘]|提供|资料(?:图片?)?|图片|制图|视觉中国|社发)[）)]?$"
)
_SHOT_CREDIT = re.compile(
    r"(?:记者|通讯员|[\s　（(/])[\u4e00-\u9fff·\s　]{1,8}[\s　/]?(?:摄(?:影(?:报道)?)?|供图|制图|绘)[）)]?$"
    r"|[（(\s　](?:资料图?片?|[\u4e00-\u9fff]{2,8}(?:供图|图片|发|提供))[）)]?$"
)
_HEAD_WORDS = re.compile(r"(?:强调|召开|举行|会议|启动|开幕|发布|揭牌|调研|会见|签约|活动|工作|建设|发展)$")
_SERIES = re.compile(
    r"[·•①-⑳]|系列|论坛|先锋|观察|聚焦|专栏|手记|调研|链接|背景|专题|纪事|[谈评谭]$|短波|速览|简讯|快讯|新闻$|导读|看点"
)
_SAYING = re.compile(r"(?:指出|强调|表示|介绍|认为|说)[，：。:,]?|记者|近日|日前|昨[天日]|今[天日]|据")


def end_class(text: str) -> str:
    """What a line ends with, as a class of marks."""
    last = text[-1]
    if last in FINAL:
        return "final"
    if last in CLOSERS:
        return "quoted" if len(text) > 1 and text[-2] in FINAL else "close"
    if last in "，,、；;":
        return "comma"
    if last in "：:":
        return "colon"
    if last in "—-～~·“‘（(《「【":
        return "dangling"
    return "plain"


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return (
        unicodedata.category(char) in ("So", "Sm", "Sk", "Po", "Pc", "Co", "Mn")
        and char not in "“”‘’「」『』，。、；：！？,.;:!?…%％\"'·&@/"
    )


def leading_mark(text: str) -> str:
    """The sign that stands before a line's words: ■, ●, #, —— ; empty where none does."""
    if text.startswith(("——", "--", "一一")):
        return "—"
    return text[0] if _is_mark(text[0]) or text[0] in "·-" else ""


_BRACKETS = {**dict.fromkeys("“「『", "quote"), **dict.fromkeys("（(", "round"), "《": "book"}
"""What a bracket that opens a line is; all others are square."""


def _bracket(text: str) -> str:
    """Brackets around the whole line, or at its head with words behind."""
    pairs = {
        "（": "）",
        "(": ")",
        "【": "】",
        "[": "]",
        "［": "］",
        "〔": "〕",
        "〈": "〉",
        "<": ">",
        "《": "》",
        "“": "”",
        "「": "」",
        "『": "』",
    }
    closer = pairs.get(text[0])
    if closer is None:
        return ""
    kind = _BRACKETS.get(text[0], "square")
    at = text.find(closer)
    if at == len(text) - 1:
        return f"{kind}-whole"
    return f"{kind}-head" if at > 0 else f"{kind}-open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A line's looks."""

    plain: str
    """The line in simplified characters."""
    end: str
    mark: str
    bracket: str
    numbered: bool
    persons: persons.Persons | None
    words: tuple[str, ...]
    """What roles its words point to: date, paged, net, trade, editor, shown, shot, jump-in, jump-out."""
    periods: int
    commas: int
    spaces: int
    dateline: bool
    byline: bool
    opens_jump: bool
    """It begins with where the article comes from: （上接第一版）."""
    ends_jump: bool
    """It ends with where the article goes on."""
    closing: str
    """How a byline closes it: bracket, open, or not at all."""
    form: str
    """Mark, number or bracket that other lines may share: what the page repeats."""


def _roles(plain: str) -> list[str]:
    """The roles that a line's words point to."""
    tests = (
        ("date", _DATE.search(plain)),
        ("paged", _PAGED.search(plain)),
        ("net", _NET.search(plain)),
        ("trade", _TRADE.search(plain)),
        ("editor", _EDITORS.search(plain)),
        ("shown", _SHOWN.match(plain)),
        ("shot", _SHOT_END.search(plain) if len(plain) > _SHORTEST_SHOT else None),
        ("credit", _SHOT_CREDIT.search(plain)),
        ("series", _SERIES.search(plain) if len(plain) <= _LONGEST_SERIES else None),
        ("saying", _SAYING.search(plain)),
        ("head", _HEAD_WORDS.search(plain)),
    )
    return [name for name, found in tests if found]


def _closing(text: str) -> str:
    """How a byline closes a line that holds more."""
    if text[-1] in "）)":
        found = closing_start(text)
        return "bracket" if found and found[0] else ""
    if text[-1] in FINAL or not any(c in text for c in "。！？”"):
        return ""
    kept, names = take_closing(text)
    return "open" if names and kept else ""


def shape_of(text: str) -> Shape:
    """What a line looks like."""
    plain = simplify(text)
    mark = leading_mark(plain)
    bracket = _bracket(plain)
    numbered = bool(_NUMBERED.match(plain))
    words = _roles(plain)
    jump = jumps.jump_of(text)
    if jump:
        words.append(f"jump-{jump}")
    if len(text) <= furniture.LONGEST and furniture.is_furniture(text):
        words.append("furniture")
    return Shape(
        plain=plain,
        end=end_class(text),
        mark=mark,
        bracket=bracket,
        numbered=numbered,
        persons=persons.parse(text),
        words=tuple(words),
        periods=text.count("。"),
        commas=sum(text.count(c) for c in "，,；;"),
        spaces=len(text.split()) - 1,
        dateline=starts_body(text),
        byline=is_byline(text),
        opens_jump=not jump and jumps.take_jumps(text, whole=False)[2] > 0,
        ends_jump=not jump and jumps.at_end(text)[1] > 0,
        closing=_closing(text),
        form=_form(mark, bracket, numbered),
    )


def _form(mark: str, bracket: str, numbered: bool) -> str:
    """What a line is set off by, for counting how often the page does so."""
    if mark:
        return f"mark{mark}"
    if bracket.startswith("square"):
        return bracket
    return "number" if numbered else ""


def shapes_of(page: Lines) -> list[Shape]:
    """The looks of a page's lines."""
    return [shape_of(line.text) for line in page.lines]


def form_counts(shapes: list[Shape]) -> Counter[str]:
    """How many lines share a mark, a number or a bracket."""
    return Counter(s.form for s in shapes if s.form)
