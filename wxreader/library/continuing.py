"""Where an article goes on, or where it comes from: the other half of a jump, in the same issue of the paper.

Both halves stay as they are in the store; only reading goes from one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from wxreader.dating.furniture import page_number
from wxreader.library.store import Store
from wxreader.model import Article, Row


def page_of_jump(printed: str | None) -> str:
    """The page's number that a jump line names, as a source's page number is kept; empty for none."""
    text = printed or ""
    return page_number(text) or page_number(f"第{text.removeprefix('第').removesuffix('版')}版")


def _wording(article: Article) -> set[str]:
    return {pair for p in article.paragraphs for pair in map("".join, pairwise(p.text))}


def _answers(article: Article, page: str, onward: bool) -> bool:
    """Whether an article says that it is the other half: it comes from this page, or goes to it."""
    jumps = article.continued
    return jumps is not None and page_of_jump(jumps.origin if onward else jumps.to) == page


def other_half(library: Store, article: Article, issue: Iterable[Row], *, onward: bool) -> Article | None:
    """The article that another goes on as, or that it continues.

    Args:
        library: Where both are.
        article: The one that is read.
        issue: Rows of the paper's day, of whatever paper.
        onward: To where it goes on; else to where it begins.

    Returns:
        Of the articles on the page that the jump line names, the one that says it is the other half;
        among several, and where none says so, the one whose wording is most alike."""
    jumps, here = article.continued, library.row(article.id)
    if here is None or jumps is None:
        return None
    wanted = page_of_jump(jumps.to if onward else jumps.origin)
    rows = [
        r
        for r in issue
        if (r.issued, r.paper, r.page_number) == (here.issued, here.paper, wanted) and r.id != article.id
    ]
    found = [library.article(r.id) for r in rows]
    answering = [a for a in found if _answers(a, here.page_number, onward)] or found
    words = _wording(article)
    return max(answering, key=lambda a: len(words & _wording(a)) / (1 + len(_wording(a))), default=None)
