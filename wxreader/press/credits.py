"""Datelines and bylines: what opens and closes a body, and whose names stand there.

Dailies write 本报讯, 本报讯（记者 王五）, 新华社北京6月6日电（记者…）, （惠晓婧）, (记者 张三 通讯员 李四),
on the last line or on a line of its own. The names go to `byline`, the words around them nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wxreader.press import persons

_AGENCY = (
    r"(?:新华社|中新社|中新网|人民日报|新华网|央视网?|中央社|法新社|路透社|美联社"
    r"|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|社|网)|本报|本台)"
)
_DAY = r"(?:\d{4}\s?年)?\s?(?:\d{1,2}\s?月)?\s?\d{1,2}\s?日"
_DATELINE = re.compile(
    r"(?:据|综合)?(?:本报讯|本台消息(?=[：:\s])|本报消息(?=[：:\s])"
    rf"|{_AGENCY}[\u4e00-\u9fff·]{{0,12}}?{_DAY}\s?(?:专?电|讯|消息)"  # 新华社北京3月8日电
    rf"|{_AGENCY}[\u4e00-\u9fff]{{0,6}}(?:专?电|讯)(?=[\s　（(]))"  # 本报北京讯（
)
_ROLE_WORDS = re.compile(
    r"(?:本报|新华社|本台|全媒体|融媒体?|首席|特约|特派|见习|实习|驻地|资深)*(?:记者|通讯员|实习生|撰稿人)[:：]?"
    r"|(?:^|(?<=[\s　、/／]))"
    r"(?:文/图|图/文|文并图|文图|文|图|摄影|摄|报道|整理|采写|撰文|编译|综合)(?=$|[\s　、:：/／])"
    r"|(?<=[\s　])(?:摄|文|图)$"
)
_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff·•]{2,4}|[\u3400-\u9fff]{2,12}[·•][\u3400-\u9fff·•]{1,12}"
)
_BRACKETED = re.compile(r"[（(]([^（()）]{2,60})[）)]")
_OPENING = re.compile(
    r"[\s　]*[（(]\s*((?:本报|新华社|本台|首席|特约|见习|实习|全媒体|融媒体?)*"
    r"(?:记者|通讯员|实习生|特约)[^（()）]{1,60})[）)][\s　]*"
)
_OPEN_ROLE = re.compile(
    r"[\s　]*(?:本报|本台|新华社|首席|特约|见习|实习|全媒体|融媒体?|驻\S{1,4}?(?=记者))*"
    r"(?:记者|通讯员|实习生)[\s　:：]?"
)
_OPEN_NAME = re.compile(
    r"(?:[、，,\s　]*(?:记者|通讯员|实习生)[\s　]?)?"
    r"(?P<name>[\u3400-\u9fff][\s　][\u3400-\u9fff](?=[\s　、，,]|$)"  # 章 霞
    r"|[\u3400-\u9fff]{2,4}(?=[\s　、，,]|$))[、，,\s　]*"
)
_MOST_NAMES = 8
_OPENED, _CLOSED = str.maketrans("", "", "（("), str.maketrans("", "", "）)")
LONGEST_CLOSING = 40
"""Characters of a byline after the last sentence."""
_NOT_NAMES = re.compile(
    r"下转|上接|完|待续|见图|图为|资料|节选|摘要|附|注|略|未完|如图|右图|左图|上图|下图|全文|版|来源|原标题|编者|\d"
)


_SIMPLIFIED = str.maketrans(
    "報訊記電員攝華編輯責轉約論綜採寫譯圖習駐聞", "报讯记电员摄华编辑责转约论综采写译图习驻闻"
)
"""The characters of datelines and bylines in Traditional and Simplified form, one for one."""


def simplified(text: str) -> str:
    """Text in which the words around datelines and bylines are Simplified; as long as it was."""
    return text.translate(_SIMPLIFIED)


@dataclass(frozen=True, slots=True)
class Opening:
    """What was taken off a body's beginning."""

    dateline: str
    byline: tuple[str, ...]
    length: int
    """Characters taken off, white space after included."""


def names_in(text: str) -> tuple[str, ...] | None:
    """Reporters' names in the text of a byline's brackets.

    Names set with a space between their two characters are put together (张 三 is 张三).

    Returns:
        The names in order; None where the text is not a list of names.
    """
    if _NOT_NAMES.search(simplified(text)):
        return None
    words: list[str] = []
    for part in re.split(r"[、，,;；/／|和]", _spaced_roles(text)):
        tokens = part.split()
        while tokens:
            token = tokens.pop(0)
            if len(token) == 1 and tokens and len(tokens[0]) == 1:
                token += tokens.pop(0)
            words.append(token)
    names = [w for w in words if w]
    if not names or len(names) > persons.MOST or not all(_NAME.fullmatch(n) for n in names):
        return None
    return tuple(names)


def _spaced_roles(text: str) -> str:
    """Replace role words by separators: 记者 张三 通讯员李四 -> 张三 、李四; 记者邹雨 -> 邹雨."""
    for found in reversed(list(_ROLE_WORDS.finditer(simplified(text)))):
        text = text[: found.start()] + "、" + text[found.end() :]
    return text


@lru_cache(maxsize=2048)
def starts_body(line: str) -> bool:
    """Whether a line begins with a dateline."""
    return _DATELINE.match(simplified(line)) is not None


def take_opening(text: str) -> Opening:
    """Take dateline and the byline beside it off a body's first paragraph."""
    dateline = ""
    end = len(text) - len(text.lstrip())
    byline: tuple[str, ...] = ()
    plain = simplified(text)
    match = _DATELINE.match(plain, end)
    if match is None:
        return Opening("", (), 0)
    dateline, end = re.sub(r"\s", "", text[match.start() : match.end()]), match.end()
    by = _OPENING.match(plain, end)
    if by:
        inner = text[by.start(1) : by.end(1)]
        who = persons.parse(inner)
        names = who.names if who and who.role and who.sure else names_in(inner)
        if names:
            byline, end = names, by.end()
    if not byline:
        byline, end = _open_names(text, plain, end)
    while end < len(text) and text[end] in " 　":
        end += 1
    return Opening(dateline, byline, end)


def _open_names(text: str, plain: str, end: int) -> tuple[tuple[str, ...], int]:
    """Names without brackets after a dateline: 本报讯 记者韩洋静　章 霞 陕西汉中…;
    up to the first word that is none.
    """
    by = _OPEN_ROLE.match(plain, end)
    if by is None:
        return (), end
    names: list[str] = []
    at = by.end()
    while True:
        found = _OPEN_NAME.match(plain, at)
        if found is None or not persons.is_name(re.sub(r"[\s　]", "", found["name"])):
            break
        names.append(re.sub(r"[\s　]", "", text[found.start("name") : found.end("name")]))
        at = found.end()
        if len(names) > _MOST_NAMES:
            return (), end
    return (tuple(names), at) if names else ((), end)


def take_closing(text: str) -> tuple[int, tuple[str, ...]]:
    """Find the byline that closes a text, in brackets or after a space: …的结果。 章 然.

    Returns:
        How many characters of the text stay, and its names; all and none where there is none.
    """
    found = closing_start(text)
    if found:
        return found
    stripped = text.rstrip()
    end = max(stripped.rfind(c) for c in "。！？!?”’」』…")
    tail = stripped[end + 1 :]
    if end < 0 or len(tail) <= 1 or len(tail) > LONGEST_CLOSING:
        bracket = max(stripped.rfind("（"), stripped.rfind("("))
        who = persons.parse(stripped[bracket:]) if bracket >= 0 and stripped[-1] in "）)" else None
        return (bracket, who.names) if who and who.role else (len(text), ())
    opened = len(tail.translate(_OPENED)) != len(tail.translate(_CLOSED))
    who = None if opened else persons.line_of_names(tail)
    if who and (tail[0] in " 　" or who.role or not tail[0].isalnum()):
        return end + 1, who.names
    return len(text), ()


@lru_cache(maxsize=2048)
def closing_start(text: str) -> tuple[int, tuple[str, ...]] | None:
    """Find the byline that closes a text: （惠晓婧） after the last sentence.

    Returns:
        Where it begins (white space before included) and its names; None where there is none.
    """
    stripped = text.rstrip()
    if not stripped.endswith((")", "）")):
        return None
    opened = max(stripped.rfind("（"), stripped.rfind("("))
    match = _BRACKETED.fullmatch(stripped, opened) if opened >= 0 else None
    if match is None:
        return None
    before = stripped[:opened].rstrip()
    if before and before[-1] not in "。！？!?”’…）)；;.":
        return None
    who = persons.parse(match.group(1).strip())
    names = who.names if who and who.role and who.sure else names_in(match.group(1).strip())
    return (len(before), names) if names else None


@lru_cache(maxsize=2048)
def is_byline(line: str) -> bool:
    """Whether a line is a byline and nothing else."""
    found = closing_start(line)
    return found is not None and found[0] == 0
