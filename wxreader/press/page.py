"""A dump's text to its page: the rooms of `press` one after the other."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import date

from wxreader.dating.page import NOTHING, Given, date_page, dated_source
from wxreader.model import Article, Page, Paragraph, Source
from wxreader.press import credits, headlines, labels, pairing
from wxreader.press.decode import Decoded
from wxreader.press.lines import Lines, read_lines
from wxreader.press.reflow import reflow

UNSURE = 2.0
"""Margin of the line model below which a cut is called doubtful (score units of `labels`)."""


@dataclass(frozen=True, slots=True)
class _Body:
    """One body as lines of the page."""

    first: int
    last: int
    paragraphs: tuple[Paragraph, ...]
    dateline: str
    byline: tuple[str, ...]
    unsure: bool

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.paragraphs)


def article_id(source: str, order: int) -> str:
    """The id of an article: ten characters of base 32 over its source's name and its place in it."""
    return b32encode(hashlib.sha256(f"{source}\0{order}".encode()).digest()).decode().lower()[:10]


def _spans(path: list[str]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """First and last line of each body and of each headline group."""
    bodies: list[tuple[int, int]] = []
    groups: list[tuple[int, int]] = []
    for i, state in enumerate(path):
        if state == labels.START:
            bodies.append((i, i))
        elif state == labels.GROUP:
            groups.append((i, i))
        elif state == labels.MORE:
            groups[-1] = (groups[-1][0], i)
        else:
            bodies[-1] = (bodies[-1][0], i)
    return bodies, groups


def _read_body(page: Lines, path: list[str], margins: list[float], first: int, last: int) -> _Body:
    """Reflow a body; take dateline and bylines off."""
    chunks: list[list[tuple[int, str]]] = []
    tail: list[tuple[int, str]] = []
    for i in range(first, last + 1):
        line = page.lines[i]
        if path[i] == labels.BYLINE:
            tail.append((line.number, line.text))
            continue
        if path[i] in (labels.START, labels.FIRST) or not chunks:
            chunks.append([])
        chunks[-1].append((line.number, line.text))
    opening, chunks = _take_opening(chunks)
    byline, chunks = _take_closing(chunks, tail)
    paragraphs = tuple(p for p in map(reflow, chunks) if p.text)
    unsure = min(margins[first : last + 1], default=9.0) < UNSURE
    return _Body(first, last, paragraphs, opening.dateline, opening.byline + byline, unsure)


def _take_opening(chunks: list[list[tuple[int, str]]]) -> tuple[credits.Opening, list[list[tuple[int, str]]]]:
    """Take dateline and byline off the first paragraph; the byline may run over the line's end."""
    joined = "".join(text for _, text in chunks[0][:4])
    opening = credits.take_opening(joined)
    rest, left = opening.length, []
    for number, text in chunks[0]:
        cut = min(rest, len(text))
        rest -= cut
        left.append((number, text[cut:]))
    return opening, [left, *chunks[1:]]


def _take_closing(
    chunks: list[list[tuple[int, str]]], tail: list[tuple[int, str]]
) -> tuple[tuple[str, ...], list[list[tuple[int, str]]]]:
    """Take the byline off the end, whether it has its own line or runs over two."""
    last = [*chunks[-1], *tail]
    joined = "".join(text for _, text in last[-3:])
    found = credits.closing_start(joined)
    if found is None:
        return (), [*chunks, tail] if tail else chunks
    kept, names = found
    left = list(last[:-3])
    for number, text in last[-3:]:
        cut = max(0, min(kept, len(text)))
        kept -= len(text)
        left.append((number, text[:cut]))
    return names, [*chunks[:-1], left]


def _fallback(path: list[str]) -> list[str]:
    """A page on which no body was found is one body: text is never left without an article."""
    if labels.START in path or not path:
        return path
    return [labels.START, *[labels.FIRST] * (len(path) - 1)]


def analyse(text: str) -> tuple[Lines, list[str], list[Article]]:
    """Cut a dump into articles, not yet named or dated.

    Returns:
        The lines, a label for each, and the articles in the order of their bodies.
    """
    page = read_lines(text)
    labelled = labels.label_lines(page)
    path = labelled.path
    if sum(len(line.text) for line in page.lines) > 60 or len(page.lines) > 3:
        path = _fallback(path)
    body_spans, group_spans = _spans(path)
    bodies = [_read_body(page, path, labelled.margins, *span) for span in body_spans]
    heads = [pairing.Span(page.lines[i].text, i, i) for a, b in group_spans for i in range(a, b + 1)]
    found = pairing.arrange(heads, labelled.parted, [pairing.Span(b.text, b.first, b.last) for b in bodies])
    if not bodies:
        return page, path, [_headline_only(page, g) for g in found.groups]
    articles = []
    for i, body in enumerate(bodies):
        groups = [g for g, owner in zip(found.groups, found.owners, strict=True) if owner == i]
        articles.append(_article(page, body, groups, _clear(found.clear, found.owners, i)))
    return page, path, articles


def _clear(margins: list[float], owners: list[int], body: int) -> float:
    return min((m for m, o in zip(margins, owners, strict=True) if o == body), default=9.0)


def _roles(page: Lines, groups: list[pairing.Span]) -> headlines.Roles:
    """Roles of a body's headline groups; a second group is set below the first."""
    speak = page.blank_mode == "normal"
    groups = _merged(groups)
    roles = [headlines.assign_roles(list(page.lines[g.first : g.last + 1]), page.form, speak) for g in groups]
    if not roles:
        return headlines.Roles((), (), ())
    extra = tuple(x for r in roles[1:] for x in (*r.kicker, *r.headline, *r.subhead))
    return headlines.Roles(roles[0].kicker, roles[0].headline, roles[0].subhead + extra)


def _merged(groups: list[pairing.Span]) -> list[pairing.Span]:
    """Groups of one body that follow one another are one group."""
    out: list[pairing.Span] = []
    for group in sorted(groups, key=lambda g: g.first):
        if out and out[-1].last + 1 == group.first:
            out[-1] = pairing.Span(out[-1].text + " " + group.text, out[-1].first, group.last)
        else:
            out.append(group)
    return out


def _heading_lines(page: Lines, groups: list[pairing.Span]) -> tuple[int, ...]:
    return tuple(line.number for g in groups for line in page.lines[g.first : g.last + 1])


def _headline_only(page: Lines, group: pairing.Span) -> Article:
    roles = _roles(page, [group])
    return Article(
        "",
        "",
        0,
        roles.kicker,
        roles.headline,
        roles.subhead,
        doubts=("no-body",),
        heading_lines=_heading_lines(page, [group]),
    )


def _article(page: Lines, body: _Body, groups: list[pairing.Span], clear: float) -> Article:
    roles = _roles(page, groups)
    doubts = []
    if body.unsure:
        doubts.append("cut")
    if not groups:
        doubts.append("no-headline")
    elif len(groups) > 1:
        doubts.append("two-headlines")
    elif clear < 0.1:
        doubts.append("headline")
    return Article(
        "", "", 0, roles.kicker, roles.headline, roles.subhead, body.dateline, body.paragraphs, body.byline,
        doubts=tuple(doubts), heading_lines=_heading_lines(page, groups),
    )  # fmt: skip


def read_page(
    decoded: Decoded,
    name: str,
    sha256: str,
    path: str,
    *,
    latest: date | None = None,
    given: Given = NOTHING,
) -> Page:
    """Make a page of a decoded dump.

    Args:
        decoded: The text and how it was decoded.
        name: What the source is called in the library.
        sha256: Hash of the file's bytes.
        path: Where the file lies.
        latest: No date is later: the file's day; None for today.
        given: The reader's word on the day of the paper.
    """
    lines, _, found = analyse(decoded.text)
    leftover = tuple(text for _, text in lines.leftover)
    dated = date_page(
        found,
        leftover=leftover,
        raw=decoded.text,
        path=path or name,
        latest=latest or date.today(),
        given=given,
    )
    named = tuple(
        replace(a, id=article_id(name, i), source=name, order=i) for i, a in enumerate(dated.articles)
    )
    doubts = list(decoded.doubts)
    if not named:
        doubts.append("no-articles")
    source = Source(
        name, sha256, path, decoded.encoding, decoded.confidence, lines.form, leftover, tuple(doubts)
    )
    return Page(dated_source(source, dated), named, decoded.text)
