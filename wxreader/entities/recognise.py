"""Mentions of a page: the engine's words, rules over them, and every name found once found everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wxreader.entities.engine import Engine, Token
from wxreader.entities.values import Value, find_dates, find_money, find_works
from wxreader.model import HEADLINE_BLOCK, Article, Mention

_HAN = re.compile(r"[\u3400-\u9fff·]+")
_ORG_END = re.compile(
    r"(?:公司|集团|委员会|会议|银行|大学|学院|中学|研究院|研究所|中心|局|厅|部|法院|检察院|协会|学会|商会|联合会|报社|电视台|医院|党校|政府|市委|省委|区委|县委|株式会社)$"
)


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


def _engine_spans(tokens: Sequence[Token]) -> list[Found]:
    """People, places and organisations as the engine's parts of speech have them."""
    out = []
    for token in tokens:
        kind = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG"}.get(token.flag)
        if kind is None or len(token.text) < 2 or not _HAN.fullmatch(token.text):
            continue
        if kind == "LOC" and _ORG_END.search(token.text):
            kind = "ORG"
        out.append(Found(token.start, token.end, kind, token.text))
    return out


def _value_spans(text: str, article: Article | None) -> list[Found]:
    event = article.event_date if article else None
    year, day = (int(event.start[:4]), event.start) if event else (0, "")
    values: list[Value] = [*find_works(text), *find_dates(text, year, day), *find_money(text)]
    return [Found(v.start, v.end, v.type, text[v.start : v.end], "", v.value, v.currency) for v in values]


def without_overlaps(spans: list[Found]) -> list[Found]:
    """Of overlapping spans the longer, of equal ones the first; inside a work people and places may stand."""
    taken: list[Found] = []
    for span in sorted(spans, key=lambda s: (s.type == "WORK", -(s.end - s.start), s.start)):
        if span.start >= span.end:
            continue
        if all(span.end <= t.start or t.end <= span.start or _nested(span, t) for t in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: (s.start, -s.end))


def _nested(a: Found, b: Found) -> bool:
    """Whether two spans may overlap: a work wholly around another kind of mention."""
    if (a.type == "WORK") == (b.type == "WORK"):
        return False
    outer, inner = (a, b) if a.type == "WORK" else (b, a)
    return outer.start <= inner.start and inner.end <= outer.end


def recognise_text(text: str, engine: Engine) -> list[Found]:
    """Mentions in one plain text."""
    return without_overlaps(_engine_spans(engine.tag(text)) + _value_spans(text, None))


def recognise_articles(articles: Sequence[Article], engine: Engine) -> tuple[Article, ...]:
    """The articles of a page with their mentions."""
    out = []
    for article in articles:
        mentions: list[Mention] = []
        for n in (HEADLINE_BLOCK, *range(len(article.paragraphs))):
            text = article.text_of(n)
            spans = without_overlaps(_engine_spans(engine.tag(text)) + _value_spans(text, article))
            mentions += [Mention(s.type, n, s.start, s.end, text[s.start : s.end], s.name, s.title, s.value, s.currency) for s in spans]
        out.append(replace(article, mentions=tuple(mentions)))
    return tuple(out)
