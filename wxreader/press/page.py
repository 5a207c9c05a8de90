"""A dump's text to its page: the rooms of `press` one after the other."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import date

from wxreader.dating.page import NOTHING, Given, date_page, dated_source
from wxreader.model import Article, Caption, Continued, Page, Source
from wxreader.press import bodies, headlines, labels, pairing, states
from wxreader.press.captions import owner, read_caption
from wxreader.press.decode import Decoded
from wxreader.press.lines import Lines, read_lines
from wxreader.press.told import Told

SHORT_PAGE, FEW_LINES = 60, 3
"""Characters and lines up to which a page may be a headline alone."""
TOSS_UP = 0.1
"""Clearness below which a headline's owner is called doubtful."""
UNSURE = 2.0
"""Clearness (`labels.clearness`) below which a cut is called doubtful: on made pages of styles that the model
was not fitted to, 56% of the articles so marked have a wrong body or headline (of the others 19%), and no
seed's is marked."""


def article_id(source: str, order: int) -> str:
    """The id of an article: ten characters of base 32 over its source's name and its place in it."""
    return b32encode(hashlib.sha256(f"{source}\0{order}".encode()).digest()).decode().lower()[:10]


def _fallback(path: list[str]) -> list[str]:
    """A page on which no body was found is one body: text is never left without an article."""
    if states.START in path or not path:
        return path
    return [states.START, *[states.FIRST] * (len(path) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is made of a dump: not yet named or dated."""

    page: Lines
    path: list[str]
    """A label for each line (`states.LABELS`)."""
    margins: list[float]
    articles: list[Article]
    """In the order of their bodies."""
    captions: list[tuple[str, str, int | None]]
    """Words, credit and place of the article of each picture."""
    leftover: tuple[tuple[int, str], ...]
    """Lines that belong to no article: (line of the dump, text)."""


def analyse(text: str, sizes: tuple[float, ...] = (), told: Told = ()) -> Analysis:
    """Cut a dump into articles, captions and what is left.

    Args:
        text: The dump.
        sizes: For each line its size of type, where a PDF tells it.
        told: The reader's word on some of its paragraphs.
    """
    page = read_lines(text, sizes)
    labelled = labels.label_lines(page, told=told)
    path = labelled.path
    if sum(len(line.text) for line in page.lines) > SHORT_PAGE or len(page.lines) > FEW_LINES:
        path = _fallback(path)
    found = bodies.gather(page, path)
    marks = bodies.brief_marks(page, path)
    read = [bodies.read_body(draft, marks) for draft in found.drafts]
    made = [body for body, _ in read]
    leftover = sorted(found.leftover + [row for _, rows in read for row in rows])
    articles = _articles(page, found, labelled, made)
    captions = []
    texts = [body.text for body in made]
    for draft in found.captions:
        words, credit = read_caption(draft)
        captions.append((words, credit, owner(words, draft.body, texts)))
    return Analysis(
        page=page,
        path=path,
        margins=labelled.margins,
        articles=articles,
        captions=captions,
        leftover=tuple(leftover),
    )


def unread(text: str) -> Analysis:
    """A dump of which nothing is guessed: its text layer cannot be trusted, so every line is only kept."""
    page = read_lines(text)
    rows = tuple((line.number, line.text) for line in page.lines)
    return Analysis(
        page=page,
        path=[states.FURNITURE] * len(rows),
        margins=[0.0] * len(rows),
        articles=[],
        captions=[],
        leftover=rows,
    )


def _articles(
    page: Lines, found: bodies.Gathered, labelled: labels.Labelled, made: list[bodies.Body]
) -> list[Article]:
    """Bodies with the headlines that belong to them."""
    heads = [pairing.Stretch(page.lines[i].text, i, i) for i in found.heads]
    open_bodies = [n for n, body in enumerate(made) if not body.head]
    spans = [pairing.Stretch(made[n].text, made[n].first, made[n].last) for n in open_bodies]
    arranged = pairing.arrange(heads, labelled.parted, spans)
    if not open_bodies:
        alone = [_headline_only(page, g) for g in arranged.groups]
        return [*alone, *(_article(page, body, [], 9.0, labelled) for body in made)]
    articles = []
    for n, body in enumerate(made):
        place = open_bodies.index(n) if not body.head else -1
        clear = _clear(arranged.clear, arranged.owners, place)
        articles.append(_article(page, body, _groups_of(arranged, place), clear, labelled))
    return articles


def _groups_of(arranged: pairing.Arranged, place: int) -> list[pairing.Stretch]:
    """The headline groups of an open body; none for -1, a body with a headline of its own."""
    if place < 0:
        return []
    return [g for g, body in zip(arranged.groups, arranged.owners, strict=True) if body == place]


def _clear(margins: list[float], owners: list[int], body: int) -> float:
    return min((m for m, o in zip(margins, owners, strict=True) if o == body), default=9.0)


def _roles(page: Lines, groups: list[pairing.Stretch]) -> headlines.Roles:
    """Roles of a body's headline groups; a second group is set below the first."""
    speak = page.blank_mode == "normal"
    groups = _merged(groups)
    roles = [headlines.assign_roles(list(page.lines[g.first : g.last + 1]), page.form, speak) for g in groups]
    if not roles:
        return headlines.Roles((), (), ())
    extra = tuple(x for r in roles[1:] for x in (*r.kicker, *r.headline, *r.subhead))
    return headlines.Roles(roles[0].kicker, roles[0].headline, roles[0].subhead + extra)


def _merged(groups: list[pairing.Stretch]) -> list[pairing.Stretch]:
    """Groups of one body that follow one another are one group."""
    out: list[pairing.Stretch] = []
    for group in sorted(groups, key=lambda g: g.first):
        if out and out[-1].last + 1 == group.first:
            out[-1] = pairing.Stretch(out[-1].text + " " + group.text, out[-1].first, group.last)
        else:
            out.append(group)
    return out


def _heading_lines(page: Lines, groups: list[pairing.Stretch]) -> tuple[int, ...]:
    return tuple(
        n for g in groups for line in page.lines[g.first : g.last + 1] for n in (line.number, *line.more)
    )


def _headline_only(page: Lines, group: pairing.Stretch) -> Article:
    roles = _roles(page, [group])
    return Article(
        id="",
        source="",
        order=0,
        kicker=roles.kicker,
        headline=roles.headline,
        subhead=roles.subhead,
        doubts=("no-body",),
        heading_lines=_heading_lines(page, [group]),
    )


def _doubts(
    body: bodies.Body, groups: list[pairing.Stretch], clear: float, labelled: labels.Labelled
) -> tuple[str, ...]:
    doubts = []
    spans = [(body.first, body.last + 1), *((g.first, g.last) for g in groups)]
    if min((min(labelled.margins[a : b + 1], default=UNSURE) for a, b in spans), default=UNSURE) < UNSURE:
        doubts.append("cut")
    if not groups and not body.head:
        doubts.append("no-headline")
    elif len(_merged(groups)) > 1:
        doubts.append("two-headlines")
    elif groups and clear < TOSS_UP:
        doubts.append("headline")
    return tuple(doubts)


def _article(
    page: Lines, body: bodies.Body, groups: list[pairing.Stretch], clear: float, labelled: labels.Labelled
) -> Article:
    roles = _roles(page, groups)
    inline = (headlines.tidy(body.head),) if body.head else ()
    jumps = Continued(body.origin, body.to) if body.origin or body.to else None
    return Article(
        id="",
        source="",
        order=0,
        kicker=roles.kicker,
        headline=inline + roles.headline,
        subhead=roles.subhead,
        dateline=body.dateline,
        paragraphs=body.paragraphs,
        byline=body.byline,
        doubts=_doubts(body, groups, clear, labelled),
        heading_lines=_heading_lines(page, groups),
        crossheads=body.crossheads,
        continued=jumps,
    )


def read_page(
    decoded: Decoded,
    name: str,
    sha256: str,
    path: str,
    *,
    latest: date | None = None,
    given: Given = NOTHING,
    told: Told = (),
) -> Page:
    """Make a page of a decoded dump.

    Args:
        decoded: The text and how it was decoded.
        name: What the source is called in the library.
        sha256: Hash of the file's bytes.
        path: Where the file lies.
        latest: No date is later: the file's day; None for today.
        given: The reader's word on the day of the paper.
        told: The reader's word on some of its paragraphs.
    """
    found = unread(decoded.text) if decoded.distrusted else analyse(decoded.text, decoded.sizes, told)
    leftover = tuple(text for _, text in found.leftover)
    dated = date_page(
        found.articles,
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
    if found.page.woven:
        doubts.append("columns")
    source = Source(
        name=name,
        sha256=sha256,
        path=path,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        form=found.page.form,
        leftover=leftover,
        doubts=tuple(doubts),
        captions=tuple(
            Caption(words, credit, named[n].id if n is not None else None)
            for words, credit, n in found.captions
        ),
    )
    return Page(dated_source(source, dated), named, decoded.text)
