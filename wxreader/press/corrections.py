"""Replaying a reader's corrections on what the analysis makes of a page.

A correction names its place by words, not by numbers, so that it finds it again after a better
analysis or a corrected dump. One that finds its place no more is reported, never dropped.
"""

from __future__ import annotations

import hashlib
import itertools
from base64 import b32encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from wxreader.model import (
    HEADLINE_BLOCK,
    Article,
    Caption,
    Continued,
    Correction,
    CorrectionKind,
    Mention,
    Paragraph,
)

CONTEXT = 40
"""Characters by which a place is known."""
ALIKE = 0.8
"""Share of a paragraph's wording that must be as it was for an edit to be meant for it."""
LONGEST_COMPARED = 20_000
"""Characters of a paragraph that is compared for likeness (chosen:
beyond it the comparison takes seconds).
"""
_JOINT = "\n"
YES, NO = "yes", "no"
"""What the word on a crosshead may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A page's articles after its corrections."""

    articles: tuple[Article, ...]
    unapplied: tuple[Correction, ...]
    """Corrections that no longer find their place."""
    captions: tuple[Caption, ...] = ()
    """Paragraphs that are captions by the reader's word."""
    leftover: tuple[str, ...] = ()
    """Paragraphs that belong to no article by the reader's word."""


def body_of(article: Article) -> str:
    """The article's paragraphs, joined."""
    return _JOINT.join(p.text for p in article.paragraphs)


def _opening(article: Article) -> str:
    return body_of(article)[:CONTEXT]


def _asked(
    kind: str, source: str, article: Article, key: str, made: str, *, before: str, after: str
) -> Correction:
    """A correction of an article, or of the first of two."""
    return Correction(
        id=key, kind=kind, source=source, created=made, before=before, after=after, headline=article.title
    )


def joining(source: str, first: Article, second: Article, key: str, made: str) -> Correction:
    """The correction that joins two articles of a page."""
    return _asked("join", source, first, key, made, before=body_of(first)[-CONTEXT:], after=_opening(second))


def splitting(source: str, article: Article, paragraph: int, offset: int, key: str, made: str) -> Correction:
    """The correction that cuts an article in two before a character."""
    at = sum(len(p.text) + 1 for p in article.paragraphs[:paragraph]) + offset
    text = body_of(article)
    return _asked(
        "split",
        source,
        article,
        key,
        made,
        before=text[max(0, at - CONTEXT) : at],
        after=text[at : at + CONTEXT],
    )


def exchanging(source: str, has: Article, wants: Article, key: str, made: str) -> Correction:
    """The correction by which two articles exchange their headlines."""
    return _asked("headline", source, has, key, made, before=_opening(has), after=_opening(wants))


def editing(source: str, article: Article, paragraph: int, text: str, key: str, made: str) -> Correction:
    """The correction that gives a paragraph another text."""
    return _asked("edit", source, article, key, made, before=article.paragraphs[paragraph].text, after=text)


def marking(source: str, article: Article, paragraph: int, key: str, made: str) -> Correction:
    """The correction that makes a paragraph a crosshead, or a crosshead a paragraph."""
    word = NO if paragraph in article.crossheads else YES
    return _asked(
        "crosshead", source, article, key, made, before=article.paragraphs[paragraph].text, after=word
    )


def setting_aside(
    source: str, article: Article, paragraph: int, kind: str, key: str, made: str
) -> Correction:
    """The correction that takes a paragraph out of its article: a caption, or furniture of the page."""
    return _asked(kind, source, article, key, made, before=article.paragraphs[paragraph].text, after="")


def _split_id(article: Article, after: str) -> str:
    """The id of an article that a split makes: the same whenever the split is replayed."""
    return (
        b32encode(hashlib.sha256(f"{article.source}\0split\0{after}".encode()).digest()).decode().lower()[:10]
    )


def _shift(mentions: Iterable[Mention], by: int) -> tuple[Mention, ...]:
    return tuple(replace(m, paragraph=m.paragraph + by) for m in mentions if m.paragraph >= 0)


def _headings(*articles: Article) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The headline lines of articles that become one: the first's, the others' below it as subheads."""
    first, *others = articles
    extra = tuple(x for a in others for x in (*a.kicker, *a.headline, *a.subhead))
    if not first.headline and others:
        return _headings(*others)
    return first.kicker, first.headline, first.subhead + extra


def _join(articles: list[Article], c: Correction) -> list[Article] | None:
    for i, (first, second) in enumerate(itertools.pairwise(articles)):
        if not (body_of(first).endswith(c.before[-12:]) and body_of(second).startswith(c.after[:12])):
            continue
        kicker, headline, subhead = _headings(first, second)
        heading = (
            [m for m in first.mentions if m.paragraph == HEADLINE_BLOCK]
            if first.headline or not second.headline
            else []
        )
        joined = replace(
            first,
            kicker=kicker,
            headline=headline,
            subhead=subhead,
            paragraphs=first.paragraphs + second.paragraphs,
            crossheads=(*first.crossheads, *(n + len(first.paragraphs) for n in second.crossheads)),
            continued=_joined_jumps(first, second),
            byline=first.byline + second.byline,
            event_date=first.event_date or second.event_date,
            mentions=(*heading, *_shift(first.mentions, 0), *_shift(second.mentions, len(first.paragraphs))),
            doubts=(),
            heading_lines=first.heading_lines + second.heading_lines,
        )
        return [*articles[:i], joined, *articles[i + 2 :]]
    return None


def _joined_jumps(first: Article, second: Article) -> Continued | None:
    """Where the beginning of the first stands and the end of the second."""
    origin = first.continued.origin if first.continued else None
    to = second.continued.to if second.continued else None
    return Continued(origin, to) if origin or to else None


def _cut_crossheads(
    crossheads: Iterable[int], paragraph: int, offset: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Crossheads before and after a cut; one that is cut stays with its beginning."""
    last = paragraph if offset else paragraph - 1
    known = tuple(crossheads)
    return tuple(n for n in known if n <= last), tuple(n - paragraph for n in known if n > last)


def _cut_paragraph(paragraph: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    """A paragraph cut before a character, each half knowing its lines."""
    left = tuple(p for p in paragraph.pieces if p[0] < at)
    right = tuple((o - at, n) for o, n in paragraph.pieces if o >= at)
    if not right or right[0][0] > 0:
        right = ((0, paragraph.line_at(at)), *right)
    return Paragraph(paragraph.text[:at], left), Paragraph(paragraph.text[at:], right)


def _cut_mentions(
    mentions: Iterable[Mention], paragraph: int, at: int
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Mentions before and after a cut; one that the cut goes through is in neither."""
    left, right = [], []
    for m in mentions:
        if m.paragraph < paragraph or (m.paragraph == paragraph and m.end <= at):
            left.append(m)
        elif m.paragraph == paragraph and m.start >= at:
            right.append(replace(m, paragraph=0, start=m.start - at, end=m.end - at))
        elif m.paragraph > paragraph:
            right.append(replace(m, paragraph=m.paragraph - paragraph))
    return tuple(left), tuple(right)


def _split(articles: list[Article], c: Correction) -> list[Article] | None:
    mark = c.before[-12:] + c.after[:12]
    for i, article in enumerate(articles):
        text = body_of(article)
        at = text.find(mark)
        if at < 0 or not c.after:
            continue
        at += len(c.before[-12:])
        paragraph = text.count(_JOINT, 0, at)
        offset = at - (text.rfind(_JOINT, 0, at) + 1)
        paragraphs = article.paragraphs
        if offset:
            one, two = _cut_paragraph(paragraphs[paragraph], offset)
            heads, tails = (*paragraphs[:paragraph], one), (two, *paragraphs[paragraph + 1 :])
        else:
            heads, tails = paragraphs[:paragraph], paragraphs[paragraph:]
        left, right = _cut_mentions(article.mentions, paragraph, offset)
        if not heads or not tails:
            return None
        crosses, after = _cut_crossheads(article.crossheads, paragraph, offset)
        first = replace(article, paragraphs=heads, mentions=left, byline=(), doubts=(), crossheads=crosses)
        second = Article(
            id=_split_id(article, c.after),
            source=article.source,
            order=article.order,
            paragraphs=tails,
            byline=article.byline,
            mentions=right,
            doubts=("no-headline",),
            crossheads=after,
        )
        return [*articles[:i], first, second, *articles[i + 1 :]]
    return None


def _exchange(articles: list[Article], c: Correction) -> list[Article] | None:
    places = [
        next((i for i, a in enumerate(articles) if a.paragraphs and body_of(a).startswith(x[:20])), -1)
        for x in (c.before, c.after)
    ]
    if -1 in places or places[0] == places[1]:
        return None
    a, b = (articles[p] for p in places)
    out = list(articles)
    out[places[0]], out[places[1]] = _with_heading(a, b), _with_heading(b, a)
    return out


def _with_heading(article: Article, other: Article) -> Article:
    """An article under another's headline."""
    mentions = (
        *(m for m in other.mentions if m.paragraph == HEADLINE_BLOCK),
        *(m for m in article.mentions if m.paragraph >= 0),
    )
    doubts = tuple(d for d in article.doubts if d not in ("headline", "no-headline", "two-headlines"))
    if not other.headline:
        doubts = (*doubts, "no-headline")
    return replace(
        article,
        kicker=other.kicker,
        headline=other.headline,
        subhead=other.subhead,
        heading_lines=other.heading_lines,
        mentions=mentions,
        doubts=doubts,
    )


def _place_of_edit(articles: Sequence[Article], text: str) -> tuple[int, int] | None:
    """Article and paragraph that an edit is meant for: the one with that text, else the one most like it."""
    from difflib import SequenceMatcher  # only where a page has an edit

    best, place = ALIKE, None
    for i, article in enumerate(articles):
        for n, paragraph in enumerate(article.paragraphs):
            if paragraph.text == text:
                return i, n
            if (
                min(len(paragraph.text), len(text)) < ALIKE * max(len(paragraph.text), len(text))
                or len(text) > LONGEST_COMPARED
            ):
                continue
            ratio = SequenceMatcher(None, paragraph.text, text, autojunk=False).ratio()
            if ratio >= best:
                best, place = ratio, (i, n)
    return place


def _edit(articles: list[Article], c: Correction) -> list[Article] | None:
    place = _place_of_edit(articles, c.before)
    if place is None:
        return None
    i, n = place
    article = articles[i]
    old = article.paragraphs[n]
    edited = Paragraph(c.after, old.pieces[:1] + tuple(p for p in old.pieces[1:] if p[0] < len(c.after)))
    kept = tuple(m for m in article.mentions if m.paragraph != n)
    moved = _find_again([m for m in article.mentions if m.paragraph == n], c.after)
    paragraphs = (*article.paragraphs[:n], edited, *article.paragraphs[n + 1 :])
    out = list(articles)
    out[i] = replace(
        article,
        paragraphs=paragraphs,
        mentions=tuple(sorted((*kept, *moved), key=lambda m: (m.paragraph, m.start))),
    )
    return out


def _find_again(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions of a paragraph in its new text, in order; what is gone is gone."""
    out, at = [], 0
    for m in sorted(mentions, key=lambda m: m.start):
        found = text.find(m.text, at)
        if found >= 0:
            out.append(replace(m, start=found, end=found + len(m.text)))
            at = found + len(m.text)
    return out


def _mark(articles: list[Article], c: Correction) -> list[Article] | None:
    place = _place_of_edit(articles, c.before)
    if place is None or c.after not in (YES, NO):
        return None
    i, n = place
    marked = set(articles[i].crossheads)
    marked = marked | {n} if c.after == YES else marked - {n}
    out = list(articles)
    out[i] = replace(articles[i], crossheads=tuple(sorted(marked)))
    return out


def _without(article: Article, n: int) -> Article:
    """An article without one of its paragraphs."""
    return replace(
        article,
        paragraphs=(*article.paragraphs[:n], *article.paragraphs[n + 1 :]),
        crossheads=tuple(k if k < n else k - 1 for k in article.crossheads if k != n),
        mentions=tuple(
            m if m.paragraph < n else replace(m, paragraph=m.paragraph - 1)
            for m in article.mentions
            if m.paragraph != n
        ),
    )


def _set_aside(articles: list[Article], c: Correction) -> list[Article] | None:
    place = _place_of_edit(articles, c.before)
    if place is None or len(articles[place[0]].paragraphs) == 1:
        return None
    i, n = place
    return [*articles[:i], _without(articles[i], n), *articles[i + 1 :]]


def _caption_of(before: list[Article], after: list[Article], c: Correction) -> Caption:
    """A paragraph set aside as a caption, with the article that lost it."""
    from wxreader.press.captions import take_credit

    lost = next(a.id for a, b in zip(before, after, strict=True) if a != b)
    return Caption(*take_credit(c.before), lost)


_KINDS: dict[str, Callable[[list[Article], Correction], list[Article] | None]] = {
    "join": _join,
    "split": _split,
    "headline": _exchange,
    "edit": _edit,
    "crosshead": _mark,
    "caption": _set_aside,
    "furniture": _set_aside,
}


def replay(articles: Iterable[Article], corrections: Iterable[Correction]) -> Replayed:
    """Apply corrections to a page, in the order in which they were made.

    Args:
        articles: What the analysis makes of the page.
        corrections: Those of its source.
    """
    current = list(articles)
    unapplied, captions, leftover = [], [], []
    for c in corrections:
        result = _KINDS[c.kind](current, c) if c.kind in _KINDS else None
        if result is None:
            unapplied.append(c)
            continue
        if c.kind == CorrectionKind.CAPTION:
            captions.append(_caption_of(current, result, c))
        elif c.kind == CorrectionKind.FURNITURE:
            leftover.append(c.before)
        current = result
    placed = tuple(replace(a, order=i) for i, a in enumerate(current))
    return Replayed(
        articles=placed, unapplied=tuple(unapplied), captions=tuple(captions), leftover=tuple(leftover)
    )
