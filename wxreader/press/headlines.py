"""Headline groups: which of their lines are kicker (引题), headline (主题), subhead (副题).

A dump has no type sizes. What is left is blanks between lines, spaces between phrases, lengths and
wording; habits measured on the seeds are the rules here (docs/pages.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wxreader.press.lines import Line

_KICKER_END = re.compile(
    r"(?:强调|指出|要求|表示|会议召开|时代|进行时|之声|在行动|进行中|先锋|楷模|锐评|[篇谱])$"
)
_SERIES = re.compile(r"[·•]|^(?:最美|时代|国际锐评|新春走基层|走基层|数说|关注|聚焦)")
_OCCASION = re.compile(r"(?:会|会议|活动|仪式|调研|座谈)$")
_CLEARLY_LONGER = 1.3
"""Lengths of a line, against the other, from which it is the longer one for sure: measured on the seeds."""
_SHORT_KICKER, _SERIES_PHRASE = 6, 5
"""Characters of a kicker that is no sentence, and of each phrase of a kicker of two:
measured on the seeds.
"""
_GAP = re.compile(r"[ 　\t]+")


@dataclass(frozen=True, slots=True)
class Roles:
    """A headline group's lines by role."""

    kicker: tuple[str, ...]
    headline: tuple[str, ...]
    subhead: tuple[str, ...]


def tidy(text: str) -> str:
    """Take typesetting spaces out of a headline line; one space between two phrases stays.

    Typesetting: around digits that have a space on both sides or before their unit, and after a mark.
    """
    text = _GAP.sub(" ", text.strip())
    text = re.sub(r"(?<=[\u3000-\u9fff]) (\d+(?:\.\d+)?) (?=[\u4e00-\u9fff])", r"\1", text)
    text = re.sub(r"(?<=\d) (?=[年月日号时分届次个项亿万元%])", "", text)
    return re.sub(r"(?<=[，、；：。！？]) (?=\S)", "", text)


def phrases(text: str) -> list[str]:
    """A headline line cut at its spaces; a space after ， stays inside its phrase."""
    out: list[str] = []
    for part in _GAP.split(text.strip()):
        if out and out[-1][-1] in "，、；：,":
            out[-1] += part
        else:
            out.append(part)
    return out


def _is_kicker(first: str, second: str) -> bool:
    """Whether the first of two phrases is a kicker: it ends in 强调 and the like, names a series,
    or tells the occasion at length.
    """
    if _OCCASION.search(first) and len(first) >= _CLEARLY_LONGER * len(second):
        return True
    if _KICKER_END.search(first) or _SERIES.search(first):
        return True
    return len(first) <= _SHORT_KICKER and len(second) >= 2 * len(first) and "：" not in first


def _main_and_sub(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two or more lines under no kicker: a clearly longer second line is a subhead."""
    if len(lines) > 1 and len(lines[1]) >= _CLEARLY_LONGER * len(lines[0]):
        return (lines[0],), tuple(lines[1:])
    return tuple(lines), ()


def _is_short_series(first: str, second: str, third: str) -> bool:
    """Whether two phrases of equal short length make one kicker: 新时代 新征程 凝心聚力谋发展 …"""
    return len(first) == len(second) <= _SERIES_PHRASE and len(third) > len(first) + 1


def _long_roles(lines: list[str]) -> Roles:
    """Form B: kicker and main share the first line, parted by spaces; a subhead has its own."""
    parts = phrases(lines[0])
    rest = tuple(tidy(x) for x in lines[1:])
    if len(parts) == 1:
        main, sub = tuple(parts), rest
        return Roles((), main, sub)
    first, second, *others = parts
    if not others:
        if _is_kicker(first, second) and not rest:
            return Roles((first,), (second,), rest)
        return Roles((), tuple(parts), rest)
    if _is_short_series(first, second, others[0]):
        return Roles((" ".join(parts[:2]),), tuple(parts[2:]), rest)
    return Roles((parts[0],), tuple(parts[1:]), rest)


def _column_roles(blocks: list[list[str]]) -> Roles:
    """Form A: a blank stands between kicker and main headline, none between two main lines."""
    blocks = [[tidy(x) for x in block] for block in blocks]
    if len(blocks) == 1:
        lines = blocks[0]
        if len(lines) > 1 and _KICKER_END.search(lines[0]):
            return Roles((lines[0],), tuple(lines[1:]), ())
        main, sub = _main_and_sub(lines)
        return Roles((), main, sub)
    first, second, *others = blocks
    if not others or len(blocks[-1]) > 1:
        return Roles(tuple(x for block in blocks[:-1] for x in block), tuple(blocks[-1]), ())
    return Roles(tuple(first), tuple(second), tuple(x for block in others for x in block))


def assign_roles(group: list[Line], form: str, blanks_speak: bool) -> Roles:
    """Sort a headline group's lines into their roles.

    Args:
        group: Its lines in the dump's order.
        form: `columns` or `long`.
        blanks_speak: Whether a blank line says something on this page.
    """
    if form == "long":
        if len(group) > 1 and len(phrases(group[0].text)) == 1 and (_KICKER_END.search(group[0].text)):
            return Roles(
                (tidy(group[0].text),),
                tuple(p for x in group[1:2] for p in phrases(x.text)),
                tuple(tidy(x.text) for x in group[2:]),
            )
        return _long_roles([line.text for line in group])
    blocks: list[list[str]] = []
    for line in group:
        if not blocks or (line.blanks and blanks_speak):
            blocks.append([])
        blocks[-1].append(line.text)
    return _column_roles(blocks)
