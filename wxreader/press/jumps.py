"""Words that send a reader to another page: （下转第四版）, 上接A1版, →A5."""

from __future__ import annotations

import re

from wxreader.text import simplify

_PAGE = r"(?:[A-Za-zＡ-Ｚ]?\s?[0-9０-９]{1,3}|第?[一二三四五六七八九十头]{1,3})"
JUMP = re.compile(
    r"[（(【\[▶◀→←↑↓>＞<＜《》\s]*"
    r"(?P<word>下转|上接|紧接|文接|续接|未完|接|转|续|紧转|文转|续见)?[，,\s]*(?P<more>[接转见续])?"
    rf"自?\s?第?\s?(?P<page>{_PAGE})\s?[版页叠]?[）)】\]▶◀→←↑↓\s]*"
)
"""A jump line as a whole: a page, a word of going on or an arrow, brackets."""
_PLACE = r"(?P<page>第?\s?(?:[A-Za-zＡ-Ｚ]?\s?[0-9０-９]{1,3}|[一二三四五六七八九十头]{1,3})\s?版?)"
_OTHER_PLACE = _PLACE.replace("page", "page2")
_FROM = re.compile(
    r"[（(【\[◀←↑<＜《\s]*(?:上接|紧接|文接|接自?|续接)[着自]?"
    rf"\s?{_PLACE}[^）)】\]，。]{{0,8}}[）)】\]]?[\s　]*"
    rf"|[◀←↑＜《<]+\s?{_OTHER_PLACE}[\s　]*"
)
_TO = re.compile(
    r"[\s　]*[（(【\[▶→↓>＞》]*(?:未完[，,、]?)?(?:下转|紧转|文转|转|续见|接)"
    rf"\s?{_PLACE}[^）)】\]。]{{0,8}}[）)】\]]?[\s　]*$"
    rf"|[\s　]*[▶→↓>＞》]+\s?{_OTHER_PLACE}[\s　]*$"
)
_LOOSE = re.compile(r"[\s　]*(?:转|接|续见)")
_LONGEST_LINE = 16
"""Characters of a line that is a jump and nothing else (chosen)."""
_REACH = 30
"""Characters of a body's end or beginning in which its jump stands."""


def jump_of(text: str) -> str:
    """`in` or `out` where the line is a jump line as a whole, else the empty string."""
    plain = simplify(text.strip())
    found = JUMP.fullmatch(plain)
    if not found or len(plain) > _LONGEST_LINE:
        return ""
    word = (found["word"] or "") + (found["more"] or "")
    if _comes_from(word, plain[0]):
        return "in"
    arrow = plain[0] in "▶→↓>＞》"
    return "out" if word or arrow else ""


def _comes_from(word: str, first: str) -> bool:
    """Whether a jump line's word, or without one the arrow it begins with, points back."""
    if not word:
        return first in "◀←↑<＜《"
    return "上接" in word or word in ("接", "紧接", "文接", "续接")


def _page(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found["page"] or found["page2"])


def take_jumps(text: str, *, whole: bool = True) -> tuple[str | None, str | None, int]:
    """What a jump line says.

    Args:
        text: A jump line; or a body, whose beginning is looked at.
        whole: Whether it is a line of its own.

    Returns:
        Page that the article comes from, page that it goes to, characters taken from the beginning.
    """
    plain = simplify(text[:_REACH])
    if whole:
        kind = jump_of(text)
        found = (_FROM if kind == "in" else _TO).search(plain)
        if not found:
            found = re.search(_PLACE.replace("?P<page>", "?P<page>").replace("版?", "版?"), plain)
            place = re.sub(r"\s", "", found["page"]) if found else plain
        else:
            place = _page(found)
        return (place, None, len(text)) if kind == "in" else (None, place, len(text))
    found = _FROM.match(plain)
    if not found or (plain[0] not in "（(【[◀←↑<＜《" and not plain.startswith("上接")):
        return None, None, 0
    return _page(found), None, found.end()


def at_end(text: str) -> tuple[str, int]:
    """Where a body goes on, if it says so at its end, and how many characters say it;
    empty and 0 where it does not.
    """
    tail = simplify(text[-_REACH:])
    found = _TO.search(tail)
    if not found:
        return "", 0
    said = found.group().strip()
    if said[0] not in "（(【[▶→↓>＞》" and not said.startswith("下转"):
        return "", 0
    return _page(found), len(tail) - found.start()
