"""Pages for the tests of dating, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wxreader.dating.page import NOTHING, Dated, Given, date_page
from wxreader.model import Article, Paragraph

TODAY = date(2026, 11, 24)


def article(*paragraphs: str, dateline: str = "") -> Article:
    return Article(
        id="", source="", order=0, dateline=dateline, paragraphs=tuple(Paragraph(p) for p in paragraphs)
    )


def dated(
    articles: Sequence[str | Article],
    *,
    leftover: tuple[str, ...] = (),
    path: str = "page.txt",
    latest: date = TODAY,
    given: Given = NOTHING,
) -> Dated:
    made = [a if isinstance(a, Article) else article(a) for a in articles]
    raw = "\n".join([*leftover, *(p.text for a in made for p in a.paragraphs)])
    return date_page(made, leftover=leftover, raw=raw, path=path, latest=latest, given=given)
