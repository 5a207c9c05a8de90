"""Lines that name who wrote, photographed or edited: role words and names, with brackets or without.

本报记者 沈小晓 任 彦, □ 张三, 陈帆/图, 李庚洧　报道, （首席记者　曹丽娟 摄），采写：王五. A paper's own
wording is never known beforehand, so a line is taken apart: role words by a pattern of office, what is left
by separators, and each rest must be a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wxreader import data
from wxreader.text import simplify

_HOUSE = (
    r"本[报刊台网社]|[\u4e00-\u9fff]{1,4}(?:社|日报|晚报|早报|商报|时报|网|台)"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?=记者)"
)
_RANK = (
    r"全媒体|融媒体?|首席|特约|特派|见习|实习|资深|高级|主任|驻\S{1,4}?(?=记者)"
    r"|摄影|文字|文化|体育|财经|实习生"
)
_OFFICE = r"记者|通讯员|评论员|撰稿人?|实习生|主笔|观察员|作者|特写|编译"
_WRITER = rf"(?:(?:{_HOUSE})?(?:{_RANK})*(?:{_OFFICE})|(?:{_RANK})+)[:：]?"
_DONE = (
    r"(?:综合|摄影|采访|专题|现场|独家|联合)?报道|文/图|图/文|文并图|图文|文图"
    r"|采写|撰文|整理|口述|编写|撰稿|编译|综合|采访|供稿|供图|摄影|绘图|制图|提供"
    r"|(?<![\u4e00-\u9fff])[文图摄撰绘编](?![\u4e00-\u9fff])|(?<=[\s　/／|｜])[文图摄撰绘编]|[摄绘]$"
)
_FROM = r"(?:发自|专?[电讯]自)[\u4e00-\u9fff]{2,8}"
_ROLE = re.compile(rf"{_WRITER}|{_FROM}|{_DONE}")
_SHOT = re.compile(r"摄|供图|图片|制图|绘|[图圖](?:\W|$)|视觉")
_EDITOR = re.compile(
    r"编辑|编委|责编|美编|主编|校对|版式|组版|审读|检校|编审|设计|统筹|排版|值班|总监|视觉|热线|电话"
)
_MARKS = re.compile(r"^[^\w“”‘’「」『』（）()《》\[\]【】—…\ufffd]+|[^\w（）()”」』。！？\ufffd]+$")
_SPLIT = re.compile(r"[、，,;；/／|｜·•:：]|\s+|和(?=[\u4e00-\u9fff]{2,3}$)")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_FOREIGN = re.compile(r"[\u3400-\u9fff]{1,8}[·•．][\u3400-\u9fff·•．]{1,12}")
_RUN_ON = (5, 12)
"""Characters of a word that may be several names."""
_DOUBLE, _LONGEST_NAME = 2, 3
"""Characters of a double surname, and of a name with a single one."""
MOST = 12
"""Names on a line of names (chosen)."""
LONGEST = 60
"""Characters of a line above which it is no line of names."""


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Chinese surnames, of one and two characters."""
    words = data.words("surnames.txt")
    double = frozenset(w for w in words if len(w) == _DOUBLE)
    return double | frozenset("".join(w for w in words if len(w) != _DOUBLE))


def is_name(word: str) -> bool:
    """Whether a word may be a Chinese name by its surname and length."""
    plain = simplify(word)
    known = surnames()
    if not _HAN_NAME.fullmatch(plain):
        return False
    return plain[0] in known and (len(plain) <= _LONGEST_NAME or plain[:2] in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """Who a line names."""

    names: tuple[str, ...]
    role: bool
    """A word of office or work stands by them: 记者, 通讯员, 文."""
    shot: bool
    """A word of photography stands by them: 摄, 供图."""
    sure: bool
    """Every name has a known surname."""


def _joined(words: list[str]) -> list[str]:
    """Words with names that are set apart (任 彦) put together."""
    out: list[str] = []
    loose = False
    for word in words:
        if len(word) == 1 and loose and len(out[-1]) == 1:
            out[-1] += word
        else:
            out.append(word)
        loose = len(out[-1]) == 1
    return out


def _rest_names(plain: str, text: str) -> list[str]:
    """What is left of a line without its role words, as words."""
    for found in reversed(list(_ROLE.finditer(plain))):
        text = text[: found.start()] + "、" + text[found.end() :]
    groups = (_joined(part.split()) for part in re.split(r"[、，,;；/／|｜:：]", text))
    return [name for group in groups for w in group if w for name in _run_on(w)]


def _run_on(word: str) -> list[str]:
    """Names set without anything between them, where they can be told by their surnames: 葛晓红朱然美尤鹏."""
    if not _RUN_ON[0] <= len(word) <= _RUN_ON[1]:
        return [word]
    for size in (3, 2):
        if is_name(word[:size]):
            rest = word[size:]
            tail = [rest] if is_name(rest) and len(rest) <= _LONGEST_NAME else _run_on(rest)
            if all(map(is_name, tail)):
                return [word[:size], *tail]
    return [word]


@lru_cache(maxsize=4096)
def parse(text: str) -> Persons | None:
    """Take a line of names apart; None where it holds anything but role words and names."""
    if len(text) > LONGEST or len(text) <= 1:
        return None
    text = _MARKS.sub("", text.strip())
    while len(text) > len("（）") and text[0] in "（([［【" and text[-1] in "）)]］】":
        text = _MARKS.sub("", text[1:-1].strip())
    text = re.sub(r"[（()）\[\]□■◎●○◆▲△◇▪]", "、", text)
    plain = simplify(text)
    if _EDITOR.search(plain) and "记者" not in plain:
        return None
    role = _ROLE.search(plain)
    names = _rest_names(plain, text)
    if not names or len(names) > MOST:
        return None
    sure = all(is_name(n) for n in names)
    if not all(_HAN_NAME.fullmatch(simplify(n)) or _FOREIGN.fullmatch(n) for n in names):
        return None
    return Persons(names=tuple(names), role=role is not None, shot=bool(_SHOT.search(plain)), sure=sure)


def line_of_names(text: str) -> Persons | None:
    """A line's persons where it is sure to name nothing else: by role word, or by surnames alone."""
    found = parse(text)
    return found if found and (found.role or found.sure) else None
