"""Mentions of a page: the engine's words, rules over them, and every name found once found everywhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wxreader.entities.engine import Engine
from wxreader.entities.people import PeopleFinder, Person
from wxreader.entities.places import PlaceFinder
from wxreader.entities.spans import Spans
from wxreader.entities.values import Value, find_dates, find_money, find_works
from wxreader.model import HEADLINE_BLOCK, Article, Mention

_BODIES = re.compile("公司|集团|中国总部|银行|协会|研究所")
LONGEST_NAME, LONGEST_BODY = 24, 120
"""Characters of a person's name, and of an organisation's, at the most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one text with a kind and a canonical name."""

    start: int
    end: int
    type: str
    name: str
    title: str = ""
    value: str | float | None = None
    currency: str = ""


def _value_spans(text: str, article: Article | None) -> list[Found]:
    event = article.event_date if article else None
    year, day = (int(event.start[:4]), event.start) if event else (0, "")
    values: list[Value] = [*find_works(text), *find_dates(text, year, day), *find_money(text)]
    return [Found(v.start, v.end, v.type, text[v.start : v.end], "", v.value, v.currency) for v in values]


def without_overlaps(spans: Iterable[Found]) -> list[Found]:
    """Of overlapping spans the first of the list; a work may stand around mentions of other kinds."""
    taken: list[Found] = []
    works, others = Spans(), Spans()
    for span in spans:
        if span.start >= span.end:
            continue
        if span.type == "WORK":
            mine, fits = (
                works,
                all(span.start <= a and b <= span.end for a, b in others.meeting(span.start, span.end)),
            )
        else:
            mine, fits = (
                others,
                all(a <= span.start and span.end <= b for a, b in works.meeting(span.start, span.end)),
            )
        if fits and not mine.meets(span.start, span.end):
            mine.add(span.start, span.end)
            taken.append(span)
    return sorted(taken, key=lambda s: (s.start, -s.end))


class Recogniser:
    """The rules over an engine.

    Args:
        engine: Cuts text into words with parts of speech.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._people = PeopleFinder()
        self._places = PlaceFinder()

    def texts(self, texts: Sequence[str], articles: Sequence[Article | None]) -> list[list[Found]]:
        """Mentions in texts that belong together: a name found in one is found in all."""
        tokens = [self._engine.tag(t) for t in texts]
        people = [
            self._people.find(t, words, self._engine.names_are_sure)
            for t, words in zip(texts, tokens, strict=True)
        ]
        bodies = _before_bodies("\n".join(texts))
        people = [[p for p in found if p.name not in bodies] for found in people]
        names = {p.name for found in people for p in found if len(p.name) > 2 or "·" in p.name}
        titled = {p.name for found in people for p in found if p.title and len(p.name) > 1}
        out = []
        for text, words, found, article in zip(texts, tokens, people, articles, strict=True):
            persons = [*found, *self._people.everywhere(text, names | titled, found)]
            places = self._places.find(text, words, self._engine.names_are_sure)
            out.append(
                without_overlaps(
                    _ordered(
                        text,
                        persons,
                        [Found(p.start, p.end, p.type, text[p.start : p.end]) for p in places],
                        _value_spans(text, article),
                    )
                )
            )
        return out


def _ordered(text: str, persons: list[Person], places: list[Found], values: list[Found]) -> list[Found]:
    """All finds, the surest first: what encloses an organisation gives way to it, values and people come before places."""
    people = [Found(p.start, p.end, "PER", p.name, p.title) for p in persons]
    bodies = sorted(((o.start, o.end) for o in places if o.type == "ORG"), key=lambda o: o[0])
    starts = [start for start, _end in bodies]

    def in_a_body(p: Found) -> bool:
        near = bodies[bisect_left(starts, p.start - LONGEST_BODY) : bisect_right(starts, p.start)]
        return any(p.end <= end and end - start > p.end - p.start + 1 for start, end in near)

    inside = [p for p in people if not in_a_body(p)]
    return [
        *[v for v in values if v.type != "DATE"],
        *inside,
        *[p for p in places if p.type == "ORG"],
        *[v for v in values if v.type == "DATE"],
        *[p for p in places if p.type == "LOC"],
    ]


def _before_bodies(text: str) -> set[str]:
    """Every run of characters right before 公司, 集团 …: a person of such a name is a company's."""
    return {
        text[m.start() - n : m.start()]
        for m in _BODIES.finditer(text)
        for n in range(1, LONGEST_NAME + 1)
        if n <= m.start()
    }


def recognise_text(text: str, engine: Engine) -> list[Found]:
    """Mentions in one plain text."""
    return Recogniser(engine).texts([text], [None])[0]


def recognise_articles(articles: Sequence[Article], engine: Engine) -> tuple[Article, ...]:
    """The articles of a page with their mentions."""
    blocks = [(a, n) for a in articles for n in (HEADLINE_BLOCK, *range(len(a.paragraphs)))]
    found = Recogniser(engine).texts([a.text_of(n) for a, n in blocks], [a for a, _ in blocks])
    mentions: dict[int, list[Mention]] = {id(a): [] for a in articles}
    for (article, n), spans in zip(blocks, found, strict=True):
        text = article.text_of(n)
        mentions[id(article)] += [
            Mention(s.type, n, s.start, s.end, text[s.start : s.end], s.name, s.title, s.value, s.currency)
            for s in spans
        ]
    return tuple(replace(a, mentions=tuple(mentions[id(a)])) for a in articles)
