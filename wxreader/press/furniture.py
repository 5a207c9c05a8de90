"""Page furniture: what stands on a page and belongs to no article.

Page numbers, the paper's own date line, editors, 导读, photo credits, jump lines. Each rule is a
whole line's form, none a newspaper's name; a line that only begins like one stays in the text.
"""

from __future__ import annotations

import re

from wxreader.text import simplify

_NAMES = r"[\u4e00-\u9fff·、，,:： 　/／()（）]{2,40}"
_DAY = r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
_DAY_FIRST = r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{4}"
_WRITTEN_DAY = (
    r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}日"
)
_RULES = (
    r"第?\s*[A-Za-z]?\s*[0-9０-９一二三四五六七八九十]{1,3}\s*版(\s*[:：·|/]?\s*[\u4e00-\u9fff· ]{0,12})?",
    r"[A-Za-z]?[0-9]{1,3}(\s*[-—/|·]\s*[A-Za-z]?[0-9]{1,3})?\s*[版页]?",
    r"[·\-—－]\s*[0-9]{1,3}\s*[·\-—－]",
    rf"[\u4e00-\u9fff ]{{0,6}}({_DAY}|{_DAY_FIRST}|{_WRITTEN_DAY})"
    r"(\s*[,，]?\s*[(（]?(星期|周)\s*[一二三四五六日天][)）]?)?(\s*农历\S{2,12})?(\s*第?\s*[A-Za-z]?[0-9]{1,3}\s*版)?",
    r"(星期|周)[一二三四五六日天]",
    r"(农历\s*)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[\u4e00-\u9fff ]{2,12}"
    r"|农历[\u4e00-\u9fff]{2,12}",
    r"(本版)?(责任|值班|执行|当班)?\s*(编辑|编委|主编|总编辑?|总监|美编|责编|校对|版式|制图|组版|审读|视觉|设计|排版|检校)[:：\s/／]"
    + _NAMES,
    r"(上|下|前|后)一[版页期篇]([\s|/]*(上|下|前|后)一[版页期篇])*",
    r"[（(【]?\s*(下转|上接|转|紧接)\s*第?\s*[A-Za-z0-9一二三四五六七八九十]{1,3}\s*版.{0,12}",
    r"[（(](本报|新华社)?(记者|通讯员)?[\u4e00-\u9fff·、 ]{2,20}[\s/／]?(摄|供图|图片|制图)(影报道)?[）)]",
    r"(今日|本期)\s*[0-9一二三四五六七八九十]+\s*版.{0,20}",
    r"(国内统一(连续出版物|刊)号|CN\s*\d|邮发代号|总?第?\s*[0-9]+\s*期|(新闻)?热线[:：\s]*[0-9]|电话[:：\s]*[0-9]|网址[:：]|零售价[:：\s]*[0-9])[^。]{0,40}",
    r"(https?://|www\.)\S+",
    r"[\u4e00-\u9fff]{0,4}导读|要目|今日要闻|本版导读",
)
LONGEST = 60
"""Characters of a line above which it is no furniture as a whole."""
_FURNITURE = re.compile("|".join(f"(?:{rule})" for rule in _RULES))


def is_furniture(line: str) -> bool:
    """Whether a line (white space around taken off) is page furniture as a whole."""
    return len(line) <= LONGEST and _FURNITURE.fullmatch(simplify(line)) is not None
