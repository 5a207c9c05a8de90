"""A query against one article, by reading it: hits, snippets,
and the truth that an index is checked against.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wxreader.model import HEADLINE_BLOCK
from wxreader.search.days import Days
from wxreader.search.query import And, Dates, Marked, Node, Not, Or, Phrase
from wxreader.text import fold, fold_with_map

HEADLINE_WEIGHT = 8.0
"""What a hit in the headline block counts against one in the body."""
SNIPPET = 40
"""Characters of a snippet on each side of the first hit, at most."""
SENTENCE_ENDS = "。！？；\n"
NAME_FIELDS = {"PER": "person", "ORG": "org", "LOC": "place", "WORK": "work"}
"""The query's key for the names of each type of mention."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a word of the query stands."""

    paragraph: int
    """Paragraph from 0; HEADLINE_BLOCK for the headline block."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An article that a query found."""

    article: str
    """Its id."""
    score: float
    snippet: str
    """A piece of the text around the first hit in the body (or headline)."""
    snippet_hits: tuple[tuple[int, int], ...]
    """Hits inside the snippet, in its characters."""
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """What searching needs of an article, as printed."""

    id: str
    source: str
    heading: str
    """The headline block."""
    paragraphs: tuple[str, ...]
    byline: tuple[str, ...] = ()
    dateline: str = ""
    first: str = ""
    """ISO date on which the event began; empty where unknown."""
    last: str = ""
    names: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """By key of the query (`person` …): canonical names and names as printed."""
    mentions: tuple[tuple[str, str, str, bool], ...] = ()
    """Type, canonical name and office of every mention, and whether it is counted: doubtful ones are not."""
    spans: Mapping[str, Days] = dataclasses.field(default_factory=dict)
    """First and last day by `event` and `issued`, where they are known."""
    captions: tuple[str, ...] = ()
    """Captions of its pictures, each with its credit."""

    def has_day(self, node: Dates) -> bool:
        """Whether a day of the event is in the span, or the paper's:
        one of a month that is known no better is in no day.
        """
        event, issued = self.spans.get("event"), self.spans.get("issued")
        if node.key != "issued" and event and event.start <= node.last and event.end >= node.first:
            return True
        return (
            node.key != "event"
            and issued is not None
            and node.first <= issued.start <= issued.end <= node.last
        )


def fields_of(entry: Searchable) -> dict[str, str]:
    """An article's searchable text by key, in normal form; "" for everything printed.

    Lines are parted by line feeds, which no word of a query has; names stand between two.
    """
    head, byline = fold(entry.heading), fold("\n".join(entry.byline))
    everything = "\n".join((head, *map(fold, entry.paragraphs), byline, fold(entry.dateline)))
    out = {"": everything, "title": head, "by": f"\n{byline}\n", "source": fold(entry.source)}
    out["caption"] = fold("\n".join(entry.captions))
    for field in NAME_FIELDS.values():
        out[field] = "\n" + "".join(
            fold(name).replace("\n", " ") + "\n" for name in entry.names.get(field, ())
        )
    return out


def matches(
    node: Node, entry: Searchable, fields: Mapping[str, str], marked: Mapping[Marked, frozenset[str]]
) -> bool:
    """Whether an article answers a query.

    Args:
        node: The query.
        entry: The article.
        fields: What `fields_of` gives for it.
        marked: For every `Marked` of the query, the ids of the articles that have the mark.
    """
    if isinstance(node, Phrase):
        text = f"\n{node.text}\n" if node.whole else node.text
        return text in fields[node.field]
    if isinstance(node, Dates):
        return entry.has_day(node)
    if isinstance(node, Marked):
        return (entry.id in marked[node]) != (node.mark == "unread")
    if isinstance(node, Not):
        return not matches(node.node, entry, fields, marked)
    if isinstance(node, Or):
        return any(matches(n, entry, fields, marked) for n in node.nodes)
    assert isinstance(node, And)
    return all(matches(n, entry, fields, marked) for n in node.nodes)


def find_in(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words (in normal form) stand in a text, in its own characters, in order."""
    folded, places = fold_with_map(text)
    spans = set()
    for word in words:
        at = folded.find(word)
        while at >= 0 and word:
            spans.add((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    return sorted(spans)


def snippet_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of a snippet: the hit's sentence, cut to SNIPPET characters on each side."""
    left = max((text.rfind(mark, 0, start) + 1 for mark in SENTENCE_ENDS), default=0)
    ends = [p + 1 for mark in SENTENCE_ENDS if (p := text.find(mark, end)) >= 0]
    right = min(ends, default=len(text))
    return max(left, start - SNIPPET), min(right, end + SNIPPET)


def hits_of(entry: Searchable, words: Iterable[str]) -> tuple[Hit, ...]:
    """Every place of the article at which a word stands, headline block first."""
    words = tuple(words)
    texts = ((HEADLINE_BLOCK, entry.heading), *enumerate(entry.paragraphs))
    return tuple(Hit(n, a, b) for n, text in texts for a, b in find_in(text, words))


def _count_score(entry: Searchable, hits: tuple[Hit, ...]) -> float:
    """How good an article is by a plain count of its hits, the headline's first."""
    heads = sum(h.paragraph == HEADLINE_BLOCK for h in hits)
    length = len(entry.heading) + sum(map(len, entry.paragraphs))
    return HEADLINE_WEIGHT * min(heads, 3) + 100.0 * (len(hits) - heads) / (length + 400)


def result_of(entry: Searchable, words: Iterable[str], score: float | None = None) -> Result:
    """An article that was found, with its hits and a snippet.

    Args:
        entry: The article.
        words: What to mark, in normal form.
        score: How good it is; a plain count of hits, the headline's first, where no index says.
    """
    hits = hits_of(entry, words)
    if score is None:
        score = _count_score(entry, hits)
    first = next((h for h in hits if h.paragraph != HEADLINE_BLOCK), hits[0] if hits else None)
    if first is None:
        opening = entry.paragraphs[0] if entry.paragraphs else entry.heading
        return Result(
            article=entry.id,
            score=round(score, 4),
            snippet=opening[: snippet_bounds(opening, 0, 0)[1]],
            snippet_hits=(),
            hits=(),
        )
    text = entry.heading if first.paragraph == HEADLINE_BLOCK else entry.paragraphs[first.paragraph]
    left, right = snippet_bounds(text, first.start, first.end)
    inside = tuple(
        (h.start - left, h.end - left)
        for h in hits
        if h.paragraph == first.paragraph and left <= h.start and h.end <= right
    )
    return Result(
        article=entry.id, score=round(score, 4), snippet=text[left:right], snippet_hits=inside, hits=hits
    )
