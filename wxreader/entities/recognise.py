"""Mentions of a page: the engine's names, people with their offices, and what patterns find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wxreader.entities.engine import Engine, Named, Tagged
from wxreader.entities.offices import OfficeFinder
from wxreader.entities.spans import Spans
from wxreader.entities.values import Value, find_dates, find_money, find_works
from wxreader.entities.vouching import vouched
from wxreader.model import HEADLINE_BLOCK, Article, Mention, MentionType
from wxreader.text import simplify

_THING_AFTER = re.compile(
    r"号(?!召)"  # ships: 徐霞客号
    r"|杯|奖(?![励赏])"  # 茅盾文学奖
    r"|法案|修正案"
    r"|国际机场|机场|大桥|大学|中学|医院|基金会|故居|纪念馆|广场|体育场|中心|研究所|国家公园|国家公墓"
    r"|[”\"](?:号|购物中心|大厦)"  # “西门”购物中心
    r"|飓风|台风|热带风暴"
    r"|族(?!人?民?[长群])"
)
"""What stands after the name of a person of whom a thing has its name."""
_STORM_BEFORE = re.compile(
    r"(?:飓风|台风|风暴|气旋|探测器|飞船|卫星|航母|军舰|客轮|货轮|油轮|邮轮|潜艇|望远镜|火星车)[“\"]?$"
)
"""What stands before the name of a storm, ship or craft, which is none of a person on the whole page."""
_SPACE = re.compile(r"\s+")
_ACCOUNT = re.compile(r"@(?!https?:)[\w-]{2,20}")
"""An account of a social network: it stands for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A span of one text with a kind and a canonical name."""

    start: int
    """First character."""
    end: int
    """Character after the last."""
    type: str
    """As `MentionType`."""
    name: str
    """What it is counted under."""
    title: str = ""
    """A person's office."""
    value: str | float | None = None
    """What a date or sum is worth."""
    currency: str = ""
    """ISO 4217 code of a sum."""
    sure: float = 1.0
    """How sure the engine is of the span and its type."""


SURE_DIGITS = 2
"""Digits of a mention's sureness, here as in the store: what is counted never depends on where it is read."""


def _value_spans(text: str, read: str, article: Article | None) -> list[Found]:
    """What patterns find in a text, as it is printed and in simplified characters."""
    event = article.event_date if article else None
    year, day = (int(event.start[:4]), event.start) if event else (0, "")
    values: list[Value] = [*find_works(read), *find_dates(read, year, day), *find_money(read)]
    return [
        Found(
            start=v.start,
            end=v.end,
            type=v.type,
            name=text[v.start : v.end],
            value=v.value,
            currency=v.currency,
        )
        for v in values
    ]


def without_overlaps(spans: Iterable[Found]) -> list[Found]:
    """Of overlapping spans the first of the list; a work may stand around mentions of other kinds."""
    taken: list[Found] = []
    works, others = Spans(), Spans()
    for span in spans:
        if span.start >= span.end:
            continue
        is_work = span.type == MentionType.WORK
        mine, across = (works, others) if is_work else (others, works)
        crossed = across.meeting(span.start, span.end)
        nested = all(_is_inside(other, span) if is_work else _is_inside(span, other) for other in crossed)
        if nested and not mine.meets(span.start, span.end):
            mine.add(span.start, span.end)
            taken.append(span)
    return sorted(taken, key=lambda s: (s.start, -s.end))


def _is_inside(one: Found | tuple[int, int], other: Found | tuple[int, int]) -> bool:
    """Whether a span lies within another."""
    (a, b), (start, end) = _ends(one), _ends(other)
    return start <= a and b <= end


def _ends(span: Found | tuple[int, int]) -> tuple[int, int]:
    return (span.start, span.end) if isinstance(span, Found) else span


def is_thing(text: str, name: Named) -> bool:
    """Whether a person's name is part of a thing's: 徐霞客号."""
    return _THING_AFTER.match(text, name.end) is not None


def storms(texts: Sequence[str], tagged: Sequence[Sequence[Named]]) -> frozenset[str]:
    """The names of storms, ships and craft on a page: 台风“山竹”."""
    return frozenset(
        text[n.start : n.end]
        for text, names in zip(texts, tagged, strict=True)
        for n in names
        if _STORM_BEFORE.search(text, max(0, n.start - 4), n.start)
    )


def _people(text: str, read: str, tagged: Tagged, things: frozenset[str]) -> Iterator[Found]:
    """The people of a text with their offices, found in simplified characters, given as printed."""
    people = [
        n
        for n in tagged.names
        if n.type == MentionType.PERSON and read[n.start : n.end] not in things and not is_thing(read, n)
    ]
    if people:
        offices = OfficeFinder(read, tagged.words, tagged.names).offices(people)
        for person, (start, end) in zip(people, offices, strict=True):
            yield _found(text, person, _SPACE.sub("", text[start:end]))
    for account in _ACCOUNT.finditer(text):
        yield _found(text, Named(*account.span(), MentionType.PERSON, 1.0))


def _found(text: str, name: Named, title: str = "") -> Found:
    return Found(
        start=name.start,
        end=name.end,
        type=name.type,
        name=text[name.start : name.end],
        title=title,
        sure=name.sure,
    )


def recognise_texts(
    texts: Sequence[str], articles: Sequence[Article | None], engine: Engine
) -> list[list[Found]]:
    """Mentions in texts that belong together, such as those of a page."""
    found = []
    plain = [simplify(text) for text in texts]  # character by character: places stay the same
    tagged_texts = engine.tag(plain)
    righted = vouched(plain, tagged_texts)
    things = storms(plain, righted)
    for text, read, article, of, names in zip(texts, plain, articles, tagged_texts, righted, strict=True):
        tagged = Tagged(of.words, names)
        values = _value_spans(text, read, article)
        others = [_found(text, n) for n in tagged.names if n.type != MentionType.PERSON]
        found.append(
            without_overlaps(
                [
                    *(v for v in values if v.type != MentionType.DATE),
                    *_people(text, read, tagged, things),
                    *others,
                    *(v for v in values if v.type == MentionType.DATE),
                ]
            )
        )
    return found


def recognise_text(text: str, engine: Engine) -> list[Found]:
    """Mentions in one plain text."""
    return recognise_texts([text], [None], engine)[0]


def recognise_articles(articles: Sequence[Article], engine: Engine) -> tuple[Article, ...]:
    """The articles of a page with their mentions."""
    blocks = [(a, n) for a in articles for n in (HEADLINE_BLOCK, *range(len(a.paragraphs)))]
    found = recognise_texts([a.text_of(n) for a, n in blocks], [a for a, _ in blocks], engine)
    mentions: dict[int, list[Mention]] = {id(a): [] for a in articles}
    for (article, n), spans in zip(blocks, found, strict=True):
        text = article.text_of(n)
        mentions[id(article)] += [
            Mention(
                type=s.type,
                paragraph=n,
                start=s.start,
                end=s.end,
                text=text[s.start : s.end],
                name=s.name,
                title=s.title,
                value=s.value,
                currency=s.currency,
                sure=round(s.sure, SURE_DIGITS),
            )
            for s in spans
        ]
    return tuple(replace(a, mentions=tuple(mentions[id(a)])) for a in articles)
