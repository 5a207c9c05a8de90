"""What the library knows of one person, organisation or place:
offices over time, articles, company, sentences. Pure.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from wxreader.model import HEADLINE_BLOCK, Article
from wxreader.profiles.namesakes import Held, namesakes
from wxreader.profiles.timeline import Dot, Timeline, timeline_of

COMPANY = 12
"""Names listed under "appears with"."""
LEVELS = "市省县区镇乡州"
"""Characters that tell whose head 市长, 县长 … is."""
AROUND = 18
"""Characters on each side of a name in its sentences."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person's mentions carry."""

    title: str
    first: str
    """ISO date of the first article that gives it; empty where none has a date."""
    last: str
    articles: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
class Namesake:
    """Another person of the name."""

    title: str
    article: str
    """One that is about that person."""
    articles: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one article has of the name."""

    appearance: Appearance
    titles: frozenset[str]
    others: frozenset[tuple[str, str]]
    quotes: tuple[Quote, ...]


def _seen(article: Article, kind: str, name: str, names: frozenset[tuple[str, str]]) -> _Seen:
    mine = [m for m in article.mentions if (m.type, m.name) == (kind, name)]
    quotes = []
    for m in mine:
        if m.paragraph != HEADLINE_BLOCK:
            text = article.text_of(m.paragraph)
            quotes.append(
                Quote(
                    article.id,
                    m.paragraph,
                    m.start,
                    text[max(0, m.start - AROUND) : m.start],
                    m.text,
                    text[m.end : m.end + AROUND],
                )
            )
    appearance = Appearance(article.id, article.date, article.title, len(mine), article.date_sure)
    return _Seen(
        appearance, frozenset(m.title for m in mine if m.title), names - {(kind, name)}, tuple(quotes)
    )


def offices_in(title: str) -> list[str]:
    """The offices of a chain: 市委书记、市委外事工作委员会主任 are two;
    in 公安局党委书记、局长 the second says no body and stays with the first.
    """
    out: list[str] = []
    for office in title.split("、"):
        if out and len(office) < 3 and office[:1] not in LEVELS:
            out[-1] += f"、{office}"
        else:
            out.append(office)
    return out


def _held(seen: Iterable[_Seen]) -> tuple[Office, ...]:
    offices: dict[str, list[str]] = {}
    for one in seen:
        for office in {o for title in one.titles for o in offices_in(title)}:
            offices.setdefault(office, []).append(one.appearance.sure_date)
    held = [Office(t, min(filter(None, d), default=""), max(d), len(d)) for t, d in offices.items()]
    return tuple(sorted(held, key=lambda o: (o.first or "9999", -o.articles)))


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

    def of(self, kind: str, name: str) -> int:
        """How many articles have a name."""


def make_card(
    kind: str, name: str, articles: Iterable[Article], near: str = "", known: Known | None = None
) -> Card:
    """Make the card of a name.

    Args:
        kind: PER, ORG or LOC.
        name: Its canonical name.
        articles: The whole library; where `known` counts, those that have the name.
        near: The article that the card is asked from: of two people of the name its own is shown.
        known: How many articles have a name, where these need not be counted here.
    """
    total, frequency = 0, Counter[tuple[str, str]]()
    seen: list[_Seen] = []
    for article in articles:
        total += 1
        names = frozenset((m.type, m.name) for m in article.mentions if m.type in ("PER", "ORG", "LOC"))
        if known is None:
            frequency.update(names)
        if (kind, name) in names:
            seen.append(_seen(article, kind, name, names))
    others: tuple[Namesake, ...] = ()
    if kind == "PER":
        seen, others = _told_apart(seen, near)
    together = Counter(itertools.chain.from_iterable(s.others for s in seen))
    if known is not None:
        total = max(total, known.total)
        frequency.update({pair: max(count, known.of(*pair)) for pair, count in together.items()})
    company = [
        Companion(t, n, c, round(log_likelihood(c, len(seen), frequency[(t, n)], total), 1))
        for (t, n), c in together.items()
    ]
    company.sort(key=lambda c: (-c.score, -c.together, c.name))
    appearances = sorted((s.appearance for s in seen), key=lambda a: a.date, reverse=True)
    months = timeline_of(Dot(a.date, a.sure) for a in appearances)
    quotes = tuple(itertools.chain.from_iterable(s.quotes for s in seen))
    return Card(kind, name, _held(seen), tuple(appearances), months, tuple(company[:COMPANY]), quotes, others)
