"""Where a step of the text pane's cursor leads, and which lines must then be in view: without a widget.

Apart from `article_view`, which draws and listens: a step can be read, and tried, without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from wxreader.model import HEADLINE_BLOCK, Article, Place
from wxreader.reading.article import PageLine

AROUND = 3
"""Lines shown around the cursor, where there is room."""


def text_lines(lines: Iterable[PageLine]) -> list[PageLine]:
    """Those of some lines that show the article's own text."""
    return [x for x in lines if x.block >= HEADLINE_BLOCK]


def top_for(line: int, top: int, height: int) -> int:
    """The line at the top of a view that shows a line with a few around it; the same where it does."""
    room = min(AROUND, max(0, (height - 1) // 2))
    if line < top + room:
        return max(0, line - room)
    if line > top + height - 1 - room:
        return line - height + 1 + room
    return top


def last_place(article: Article) -> Place:
    """The last character of an article with paragraphs."""
    n = len(article.paragraphs) - 1
    return Place(n, max(0, len(article.paragraphs[n].text) - 1))


def paragraph_from(article: Article, cursor: Place, step: int) -> Place:
    """The next paragraph's first character (1), or this one's or the one before's (-1)."""
    block, offset = cursor
    target = block if step < 0 and offset > 0 else block + step
    return Place(max(0, min(target, len(article.paragraphs) - 1)), 0)


def crosshead_from(article: Article, block: int, step: int) -> Place:
    """The next crosshead (1), or the one before (-1); the text's edge where there is none."""
    if step > 0:
        last = len(article.paragraphs) - 1
        return Place(min((n for n in article.crossheads if n > block), default=last), 0)
    return Place(max((n for n in article.crossheads if n < block), default=0), 0)
