"""Messages broken into lines and cut, never in the middle of a word. Pure.

Chinese may be broken between any two characters here; a word of Latin letters stays whole.
"""

from __future__ import annotations

import re

from wxreader.text import cells, cut

_PIECES = re.compile(r"[!-~]+\s*|\s+|.", re.DOTALL)
"""A word with the blanks after it, or a character."""


def wrapped(text: str, width: int, most: int) -> list[str]:
    """A text in lines of a width, at most so many; the last is cut where there is more."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        head = _fitting(rest, width)
        lines.append(head.rstrip())
        rest = rest[len(head) :]
    return [*lines, cut_at_word(rest, width)] if rest or not lines else lines


def cut_at_word(text: str, width: int) -> str:
    """A text cut to a width with `…` where it is longer, before a word that would be broken."""
    if cells(text) <= width:
        return text
    head = _fitting(text, width - 1).rstrip()
    return f"{head}…" if head else cut(text, width)


def parted(text: str, width: int) -> tuple[str, str]:
    """What of a text fits on a line, and the rest of it; no word is broken."""
    head = _fitting(text, width)
    return head.rstrip(), text[len(head) :].lstrip()


def _fitting(text: str, width: int) -> str:
    """As much of a text as fits, whole words; a word longer than the line is broken."""
    head, used = "", 0
    for piece in _PIECES.findall(text):
        if used + cells(piece.rstrip()) > width:
            break
        head += piece
        used += cells(piece)
    return head or cut(text, width, "")
