"""An article as plain lines of text: what `wxreader show` prints, laid out as the reading pane does it."""

from __future__ import annotations

from wxreader.model import Article
from wxreader.reading.article import FACTS, GAP, NOTE, LaidOut, lay_out_article
from wxreader.reading.typeset import clusters


def block_text(article: Article, laid: LaidOut, block: int) -> str:
    """The text that a line's characters are counted in."""
    if block <= NOTE:
        return laid.notes[NOTE - block]
    if block == FACTS:
        return laid.facts
    return "" if block == GAP else article.text_of(block)


def article_lines(article: Article, width: int, ambiguous: int = 1) -> list[str]:
    """The article's lines at a width.

    Args:
        article: The article.
        width: Room for a line, in cells.
        ambiguous: Cells of a character of ambiguous width.
    """
    laid = lay_out_article(article, width, ambiguous)
    lines = []
    for x in laid.lines:
        text = block_text(article, laid, x.block)
        shown = "".join(c.shown for c in clusters(text, ambiguous, x.start, x.end))
        lines.append((" " * x.indent + shown).rstrip())
    return lines
