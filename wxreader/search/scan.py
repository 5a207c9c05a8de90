"""Exact search by reading every page: right without an index, and what an index is checked against.

Words of a query are ANDed, `"…"` is one word with its spaces; query and text meet in the normal form
of `text.fold`, so that full-width, letter case and zero-width characters make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wxreader.errors import QueryError
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Article
from wxreader.text import fold, fold_with_map

_WORD = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
HEADLINE_WEIGHT = 8.0
"""What a hit in the headline block counts against one in the body."""
SNIPPET = 40
"""Characters of a snippet on each side of the first hit, at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a word of the query stands."""

    paragraph: int
    """Paragraph from 0; HEADLINE_BLOCK for the headline block."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Result:
    """An article that a query found."""

    article: Article
    score: float
    snippet: str
    """A piece of the text around the first hit in the body (or headline)."""
    snippet_hits: tuple[tuple[int, int], ...]
    """Hits inside the snippet, in its characters."""
    hits: tuple[Hit, ...]


def words_of(query: str) -> list[str]:
    """The words of a query in normal form.

    Raises:
        QueryError: There is no word in it.
    """
    words = [fold(next(g for g in m.groups() if g is not None)) for m in _WORD.finditer(query)]
    words = [w for w in words if w]
    if not words:
        raise QueryError(_("the query has no word to search for"), 0)
    return words


def find_in(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words (in normal form) stand in a text, in its own characters, in order."""
    folded, places = fold_with_map(text)
    spans = []
    for word in words:
        at = folded.find(word)
        while at >= 0 and word:
            spans.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    return sorted(set(spans))


def _snippet(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of a snippet: the hit's sentence, cut to SNIPPET characters on each side."""
    left = max((text.rfind(mark, 0, start) + 1 for mark in "。！？；\n"), default=0)
    ends = [p + 1 for mark in "。！？；\n" if (p := text.find(mark, end)) >= 0]
    right = min(ends, default=len(text))
    return max(left, start - SNIPPET), min(right, end + SNIPPET)


def match(article: Article, words: list[str]) -> Result | None:
    """The article as a result, or None where a word is missing in it."""
    texts = [(n, article.text_of(n)) for n in (HEADLINE_BLOCK, *range(len(article.paragraphs)))]
    folded = [fold(t) for _, t in texts] + [fold("、".join(article.byline))]
    if not all(any(w in t for t in folded) for w in words):
        return None
    hits = [Hit(n, a, b) for n, t in texts for a, b in find_in(t, words)]
    heads = sum(h.paragraph == HEADLINE_BLOCK for h in hits)
    length = sum(len(t) for _, t in texts)
    score = HEADLINE_WEIGHT * min(heads, len(words)) + 100.0 * (len(hits) - heads) / (length + 400)
    first = next((h for h in hits if h.paragraph != HEADLINE_BLOCK), hits[0] if hits else None)
    if first is None:
        return Result(article, round(score, 4), "、".join(article.byline), (), ())
    text = article.text_of(first.paragraph)
    left, right = _snippet(text, first.start, first.end)
    inside = tuple((h.start - left, h.end - left) for h in hits if h.paragraph == first.paragraph and left <= h.start and h.end <= right)
    return Result(article, round(score, 4), text[left:right], inside, tuple(hits))


def search(articles: Iterable[Article], query: str) -> Iterator[Result]:
    """Every article that has all the query's words, in the articles' order.

    Raises:
        QueryError: The query has no word.
    """
    words = words_of(query)
    for article in articles:
        found = match(article, words)
        if found:
            yield found
