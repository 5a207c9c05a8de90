"""Every hit on a line of its own, aligned on the word: what company a word keeps, and when.
Pure but for reading pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wxreader.library.store import Store
from wxreader.model import HEADLINE_BLOCK
from wxreader.search.results import Results
from wxreader.text import cells, fold, one_line

AROUND = 40
"""Characters kept on each side of a hit."""
ORDERS = ("date", "left", "right")
"""Newest first; by what stands left of the word, read from it outwards; by what stands right of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KwicLine:
    """A hit with what stands around it."""

    article: str
    date: str
    """ISO date of the article; empty where unknown."""
    paragraph: int
    start: int
    left: str
    text: str
    right: str
    sure: bool = True
    """Whether the date is more than a guess."""


def _texts(library: Store, article: str) -> dict[int, str]:
    found = library.article(article)
    return {HEADLINE_BLOCK: found.heading, **{n: p.text for n, p in enumerate(found.paragraphs)}}


def concordance(library: Store, found: Results) -> list[KwicLine]:
    """A line for every hit of a search, article by article.

    Raises:
        StoreError: A page cannot be read.
    """
    out = []
    for result in found.results:
        texts = _texts(library, result.article) if result.hits else {}
        row = library.row(result.article) if result.hits else None
        for hit in result.hits:
            text = texts[hit.paragraph]
            left, right = text[max(0, hit.start - AROUND) : hit.start], text[hit.end : hit.end + AROUND]
            out.append(
                KwicLine(
                    article=result.article,
                    date=row.date if row else "",
                    paragraph=hit.paragraph,
                    start=hit.start,
                    left=left,
                    text=text[hit.start : hit.end],
                    right=right,
                    sure=row is None or row.sure,
                )
            )
    return out


def ordered(lines: Iterable[KwicLine], order: str) -> list[KwicLine]:
    """Lines in one of ORDERS."""
    if order == "left":
        return sorted(lines, key=lambda x: (fold(x.left)[::-1], fold(x.right)))
    if order == "right":
        return sorted(lines, key=lambda x: (fold(x.right), fold(x.left)[::-1]))
    return sorted(lines, key=lambda x: x.date, reverse=True)


def _tail(text: str, width: int) -> str:
    """The end of a text that fits into cells."""
    while cells(text) > width:
        text = text[1:]
    return text


def aligned(found: KwicLine, width: int) -> tuple[str, str, str]:
    """A line's left side, filled to half of the room, the word, and its right side,
    for a line of `width` cells.
    """
    word = one_line(found.text)
    side = max(0, (width - cells(word)) // 2)
    left = _tail(one_line(found.left), side)
    return " " * (side - cells(left)) + left, word, one_line(found.right)
