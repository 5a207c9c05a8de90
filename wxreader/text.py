"""The character policy: what text from files, names and notes may look like on a screen, and how wide it is.

The store keeps the original characters; screens draw `visible(text)`, in which every control, bidi
and invisible character is a token (␛, ‹202E›) that takes room and does nothing. Searching folds
what drawing shows (`fold`). Measured: Textual and Rich pass all of these through (docs/safety.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
)
_SEPARATORS = "\u2028\u2029\ufff9-\ufffb"
_NONE = (
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U0001fffe\U0001ffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
HOSTILE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_INVISIBLE}{_SEPARATORS}{_NONE}\ufe00-\ufe0f]")
"""Characters that never reach a terminal as themselves (\\t and \\n are laid out, not printed)."""
LAST_WALL = re.compile(f"[\x00-\x1f\x7f-\x9f{_BIDI}\u2028\u2029\ud800-\udfff\U000e0000-\U000e0fff]")
"""What the last wall deletes from anything on its way to the terminal."""
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
)
_FOLDED_AWAY = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_INVISIBLE}\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
MAX_MARKS = 2
"""Combining marks in a row that are drawn; more crash some terminals (CVE-2021-26937)."""
_FIRST_PICTURE, _DELETE_PICTURE = "\u2400", "\u2421"
"""Unicode's pictures of control characters: of NUL, the others after it in their order; of DELETE."""


def _token(char: str) -> str:
    if char < " ":
        return chr(ord(_FIRST_PICTURE) + ord(char))
    return _DELETE_PICTURE if char == "\x7f" else f"‹{ord(char):04X}›"


def visible(text: str) -> str:
    """Text as it may be drawn: hostile characters become visible tokens, nothing disappears.

    Line feeds and tabs stay; the caller lays them out.
    """
    if _MARKS.search(text):
        text = _MARKS.sub(lambda m: m.group()[:MAX_MARKS] + f"‹+{len(m.group()) - MAX_MARKS}›", text)
    return HOSTILE.sub(lambda m: _token(m.group()), text) if HOSTILE.search(text) else text


def split_lines(text: str) -> list[str]:
    """A dump's lines; line numbers everywhere are this list's places plus one.

    `str.splitlines` also breaks on VT, FF, FS, NEL, LS …: a dump may hold those as data.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def one_line(text: str) -> str:
    """Text for one line of a screen or a table: `visible`, with white space made single spaces."""
    return " ".join(visible(text).split())


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Traditional characters with their simplified ones."""
    from wxreader import data

    return {pair[0]: pair[1] for pair in data.words("traditional.txt")}


class _Plain(dict[int, str]):
    """What `str.translate` asks for: the simplified form of each character, found once."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _simplified().get(chr(code), chr(code))
        return plain


_PLAIN = _Plain()


def simplify(text: str) -> str:
    """Text in simplified characters, as long as it was: for rules that read both scripts."""
    return text.translate(_PLAIN)


def fold_char(char: str) -> str:
    """A character's normal form for searching: NFKC, case folded, simplified, nothing for invisible ones."""
    if _FOLDED_AWAY.match(char):
        return ""
    folded = unicodedata.normalize("NFKC", char).casefold()
    return _simplified().get(folded, folded)


class _Folds(dict[int, str]):
    """What `str.translate` asks for: the fold of each character, found once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_char(chr(code))
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The normal form in which query and text meet: Ａ and A are a, 臺 is 台, zero-width is nothing."""
    return text.translate(_FOLDS)


def fold_with_map(text: str) -> tuple[str, Sequence[int]]:
    """`fold`, and for each character of it the place in `text` that it comes from (plus one past the end)."""
    folded = fold(text)
    if len(folded) == len(text) and not _FOLDED_AWAY.search(text):  # none is left out, so none became two
        return folded, range(len(text) + 1)
    places: list[int] = []
    for i, char in enumerate(text):
        places.extend([i] * len(_FOLDS[ord(char)]))
    places.append(len(text))
    return folded, places


def cells(text: str) -> int:
    """Width in terminal cells of text that is already `visible`."""
    return cell_len(text)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Cut to `width` cells, never through a character; what is cut ends in …."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    room = width - cell_len(ellipsis)
    used = 0
    for i, char in enumerate(text):
        used += cell_len(char)
        if used > room:
            return text[:i] + (ellipsis if room >= 0 else "")
    return text


def pad(text: str, width: int) -> str:
    """`cut`, filled with spaces to exactly `width` cells."""
    text = cut(text, width)
    return text + " " * max(0, width - cell_len(text))
