"""Body lines back into paragraphs, with the line of the dump that every character came from."""

from __future__ import annotations

import re

from wxreader.model import Paragraph

_SPACE = re.compile(r"[ \t　\u00a0\u2000-\u200a\u202f\u205f]+")
_LATIN = re.compile(r"[A-Za-z]")


def tidy(text: str) -> str:
    """Take typesetting spaces out of body text; those between two Latin words stay, as one.

    Bodies of dailies have no other meant spaces: around digits, before a byline and after a
    dateline they are typesetting (docs/pages.md).
    """

    def keep(match: re.Match[str]) -> str:
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        return " " if _is_latin(before) and _is_latin(after) else ""

    return _SPACE.sub(keep, text)


def _is_latin(char: str) -> bool:
    return bool(char) and char.isascii() and (char.isalnum() or char in ".,&'-")


def reflow(lines: list[tuple[int, str]]) -> Paragraph:
    """Join the lines of one paragraph.

    Args:
        lines: (line number in the dump, text) in order.
    """
    text = ""
    pieces: list[tuple[int, int]] = []
    for number, raw in lines:
        piece = tidy(raw.strip())
        if not piece:
            continue
        if text and _LATIN.match(text[-1]) and _LATIN.match(piece[0]):
            text += " "
        pieces.append((len(text), number))
        text += piece
    return Paragraph(text, tuple(pieces))
