"""How a passage is kept so that it can be found again: W3C Web Annotation's quote and position selectors.

The quote with what stands before and after it survives a better analysis or a corrected dump; the
position tells two equal quotes apart.
"""

from __future__ import annotations

from wxreader.errors import NotFoundError
from wxreader.i18n import _
from wxreader.model import Article, Selector

CONTEXT = 32
"""Characters of prefix and suffix (W3C Web Annotation, TextQuoteSelector)."""
JOINT = "\n"
"""Stands between two paragraphs in a quote that runs over both."""


def article_text(article: Article) -> str:
    """The article's paragraphs joined as quotes see them."""
    return JOINT.join(p.text for p in article.paragraphs)


def _paragraph_starts(article: Article) -> list[int]:
    starts, at = [], 0
    for paragraph in article.paragraphs:
        starts.append(at)
        at += len(paragraph.text) + len(JOINT)
    return starts


def to_place(article: Article, offset: int) -> tuple[int, int]:
    """Paragraph and character in it of an offset into `article_text`."""
    starts = _paragraph_starts(article)
    paragraph = max((i for i, s in enumerate(starts) if s <= offset), default=0)
    return paragraph, offset - (starts[paragraph] if starts else 0)


def to_offset(article: Article, paragraph: int, character: int) -> int:
    """Offset into `article_text` of a character of a paragraph, or of the nearest where it has none such."""
    if not article.paragraphs:
        return 0
    paragraph = min(max(0, paragraph), len(article.paragraphs) - 1)
    character = min(max(0, character), len(article.paragraphs[paragraph].text) + len(JOINT))
    return _paragraph_starts(article)[paragraph] + character


def make_selector(article: Article, start: int, end: int) -> Selector:
    """The selector of `article_text(article)[start:end]`."""
    text = article_text(article)
    first, first_char = to_place(article, start)
    last, last_char = to_place(article, max(start, end - 1))
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        paragraph=first,
        start=first_char,
        end=last_char + 1,
        end_paragraph=last,
    )


def quote_selector(article: Article, quote: str) -> Selector:
    """The selector of the first place where the article has the quote.

    Raises:
        NotFoundError: It has not.
    """
    text = article_text(article)
    at = text.find(quote) if quote else -1
    if at < 0:
        raise NotFoundError(
            _(
                "the article {id} has no passage {quote!r}; copy it from `wxreader show {id}`",
                id=article.id,
                quote=quote[:40],
            )
        )
    return make_selector(article, at, at + len(quote))
