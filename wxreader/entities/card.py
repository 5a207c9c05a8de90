"""What the library knows of one person, organisation or place: offices over time, articles, company, sentences. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wxreader.model import HEADLINE_BLOCK, Article
from wxreader.timeline import months_of

COMPANY = 12
"""Names listed under "appears with"."""
AROUND = 18
"""Characters on each side of a name in its sentences."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person's mentions carry."""

    title: str
    first: str
    """ISO date of the first article that gives it; empty where that has none."""
    last: str
    articles: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that mentions the name."""

    article: str
    date: str
    headline: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that stands in the same articles."""

    type: str
    name: str
    together: int
    """Articles that mention both."""
    score: float
    """Log-likelihood ratio G² (Dunning 1993) of standing together against chance: 10.8 is one in a thousand."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A mention with what stands around it."""

    article: str
    paragraph: int
    start: int
    left: str
    text: str
    right: str


@dataclass(frozen=True, slots=True)
class Card:
    """All of it."""

    type: str
    name: str
    offices: tuple[Office, ...]
    """By the first article."""
    appearances: tuple[Appearance, ...]
    """Newest first, undated last."""
    months: tuple[tuple[str, int], ...]
    """Articles a month, every month from the first to the last."""
    companions: tuple[Companion, ...]
    """The surest first."""
    quotes: tuple[Quote, ...]


def log_likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's G² of two names standing together in `both` of `total` articles, alone in `one` and `other`; 0 where they avoid each other."""
    table = ((both, one - both), (other - both, total - one - other + both))
    if both * total <= one * other:
        return 0.0

    def entropy(*counts: int) -> float:
        whole = sum(counts)
        return sum(k * math.log(k / whole) for k in counts if k > 0)

    (a, b), (c, d) = table
    return 2 * (entropy(a, b, c, d) - entropy(a + b, c + d) - entropy(a + c, b + d))


def make_card(kind: str, name: str, articles: Iterable[Article]) -> Card:
    """Make the card of a name.

    Args:
        kind: PER, ORG or LOC.
        name: Its canonical name.
        articles: The whole library.
    """
    total, frequency, together = 0, Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    offices: dict[str, list[str]] = {}
    appearances: list[Appearance] = []
    quotes: list[Quote] = []
    for article in articles:
        total += 1
        names = {(m.type, m.name) for m in article.mentions if m.type in ("PER", "ORG", "LOC")}
        frequency.update(names)
        if (kind, name) not in names:
            continue
        together.update(names - {(kind, name)})
        date = article.event_date.start if article.event_date else ""
        mine = [m for m in article.mentions if (m.type, m.name) == (kind, name)]
        appearances.append(Appearance(article.id, date, article.title, len(mine)))
        for title in {m.title for m in mine if m.title}:
            offices.setdefault(title, []).append(date)
        for m in mine:
            if m.paragraph != HEADLINE_BLOCK:
                text = article.text_of(m.paragraph)
                quotes.append(Quote(article.id, m.paragraph, m.start, text[max(0, m.start - AROUND) : m.start], m.text, text[m.end : m.end + AROUND]))
    own = frequency[(kind, name)]
    company = [Companion(t, n, c, round(log_likelihood(c, own, frequency[(t, n)], total), 1)) for (t, n), c in together.items()]
    company.sort(key=lambda c: (-c.score, -c.together, c.name))
    held = [Office(t, min(d), max(d), len(d)) for t, d in offices.items()]
    held.sort(key=lambda o: (o.first or "9999", -o.articles))
    appearances.sort(key=lambda a: a.date, reverse=True)
    return Card(kind, name, tuple(held), tuple(appearances), months_of(a.date for a in appearances), tuple(company[:COMPANY]), tuple(quotes))
