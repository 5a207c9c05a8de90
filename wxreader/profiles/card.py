"""What the library knows of one person, organisation or place:
offices over time, articles, company, sentences. Pure.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from wxreader.doubt import is_doubtful
from wxreader.model import HEADLINE_BLOCK, Article, Mention
from wxreader.profiles.namesakes import Held, namesakes
from wxreader.profiles.offices import Office, held_offices
from wxreader.profiles.timeline import Dot, Timeline, timeline_of

COMPANY = 12
"""Names listed under "appears with"."""
AROUND = 18
"""Characters on each side of a name in its sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An article that mentions the name."""

    article: str
    date: str
    """ISO date of the event, else of the paper; empty where unknown."""
    headline: str
    mentions: int
    sure: bool = True
    """Whether the date is more than a guess."""

    @property
    def sure_date(self) -> str:
        """The date where it is sure; spans of offices are made of these."""
        return self.date if self.sure else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A name that stands in the same articles."""

    type: str
    name: str
    together: int
    """Articles that mention both."""
    score: float
    """Log-likelihood ratio G² (Dunning 1993) of standing together against chance:
    10.8 is one in a thousand.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A mention with what stands around it."""

    article: str
    paragraph: int
    start: int
    left: str
    text: str
    right: str


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another person of the name."""

    title: str
    article: str
    """One that is about that person."""
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All of it."""

    type: str
    name: str
    offices: tuple[Office, ...]
    """By the first article."""
    appearances: tuple[Appearance, ...]
    """Newest first, undated last."""
    months: Timeline
    """Articles a month, every month from the first to the last."""
    companions: tuple[Companion, ...]
    """The surest first."""
    quotes: tuple[Quote, ...]
    namesakes: tuple[Namesake, ...] = ()
    """Others of the name, whose articles are not counted here; the largest first."""


def log_likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's G² of two names standing together in `both` of `total` articles, alone in `one` and `other`;
    0 where they avoid each other.
    """
    table = ((both, one - both), (other - both, total - one - other + both))
    if both * total <= one * other:
        return 0.0

    def entropy(*counts: int) -> float:
        whole = sum(counts)
        return sum(k * math.log(k / whole) for k in counts if k > 0)

    (a, b), (c, d) = table
    return 2 * (entropy(a, b, c, d) - entropy(a + b, c + d) - entropy(a + c, b + d))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What one article has of the name."""

    appearance: Appearance
    titles: frozenset[str]
    others: frozenset[tuple[str, str]]
    quotes: tuple[Quote, ...]


def _seen(article: Article, kind: str, name: str, names: frozenset[tuple[str, str]]) -> _Seen:
    mine = [m for m in article.mentions if (m.type, m.name) == (kind, name)]
    mine = [m for m in mine if not is_doubtful(m)] or mine
    quotes = []
    for m in mine:
        if m.paragraph != HEADLINE_BLOCK:
            text = article.text_of(m.paragraph)
            quotes.append(
                Quote(
                    article=article.id,
                    paragraph=m.paragraph,
                    start=m.start,
                    left=text[max(0, m.start - AROUND) : m.start],
                    text=m.text,
                    right=text[m.end : m.end + AROUND],
                )
            )
    appearance = Appearance(
        article=article.id,
        date=article.date,
        headline=article.title,
        mentions=len(mine),
        sure=article.date_sure,
    )
    return _Seen(
        appearance=appearance,
        titles=frozenset(m.title for m in mine if m.title),
        others=names - {(kind, name)},
        quotes=tuple(quotes),
    )


def _names(mentions: Iterable[Mention]) -> frozenset[tuple[str, str]]:
    """The people, organisations and places that mentions name."""
    return frozenset((m.type, m.name) for m in mentions if m.type in ("PER", "ORG", "LOC"))


def _held(seen: Iterable[_Seen]) -> tuple[Office, ...]:
    return held_offices((s.appearance.sure_date, s.titles) for s in seen)


def _told_apart(seen: Sequence[_Seen], near: str) -> tuple[list[_Seen], tuple[Namesake, ...]]:
    """What is of the person that an article is about, and the others of the name;
    everything where that article does not tell.
    """
    people = namesakes([Held(s.appearance.article, s.appearance.sure_date, s.titles) for s in seen])
    mine = next((p for p in people if near in p), frozenset())
    others = [p for p in people if p != mine]
    kept = [s for s in seen if not mine or not any(s.appearance.article in p for p in others)]
    told = []
    for person in others:
        theirs = [s for s in seen if s.appearance.article in person]
        office = max(
            _held(theirs), key=lambda o: (o.articles, len(o.title))
        )  # 比利时国王 says more than 国王
        told.append(Namesake(office.title, theirs[0].appearance.article, len(theirs)))
    return kept, tuple(told)


class Known(Protocol):
    """Who knows how many articles have a name without reading them: the search index."""

    @property
    def total(self) -> int:
        """Articles of the library."""

    def of_all(self, names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """How many articles have each of many names, (type, name)."""


def make_card(
    kind: str, name: str, articles: Iterable[Article], near: str = "", known: Known | None = None
) -> Card:
    """Make the card of a name. Doubtful mentions are not counted, unless there are no others.

    Args:
        kind: PER, ORG or LOC.
        name: Its canonical name.
        articles: The whole library; where `known` counts, those that have the name.
        near: The article that the card is asked from: of two people of the name its own is shown.
        known: How many articles have a name, where these need not be counted here.
    """
    total, frequency = 0, Counter[tuple[str, str]]()
    seen: list[_Seen] = []
    doubted: list[_Seen] = []
    for article in articles:
        total += 1
        names = _names(m for m in article.mentions if not is_doubtful(m))
        if known is None:
            frequency.update(_names(article.mentions))
        if (kind, name) in names:
            seen.append(_seen(article, kind, name, names))
        elif (kind, name) in _names(article.mentions):
            doubted.append(_seen(article, kind, name, names))
    seen = seen or doubted
    others: tuple[Namesake, ...] = ()
    if kind == "PER":
        seen, others = _told_apart(seen, near)
    together = Counter(itertools.chain.from_iterable(s.others for s in seen))
    if known is not None:
        total = max(total, known.total)
        counts = known.of_all(together)
        frequency.update({pair: max(count, counts[pair]) for pair, count in together.items()})
    company = [
        Companion(
            type=t, name=n, together=c, score=round(log_likelihood(c, len(seen), frequency[(t, n)], total), 1)
        )
        for (t, n), c in together.items()
    ]
    company.sort(key=lambda c: (-c.score, -c.together, c.name))
    appearances = sorted((s.appearance for s in seen), key=lambda a: a.date, reverse=True)
    months = timeline_of(Dot(a.date, a.sure) for a in appearances)
    quotes = tuple(itertools.chain.from_iterable(s.quotes for s in seen))
    return Card(
        type=kind,
        name=name,
        offices=_held(seen),
        appearances=tuple(appearances),
        months=months,
        companions=tuple(company[:COMPANY]),
        quotes=quotes,
        namesakes=others,
    )
