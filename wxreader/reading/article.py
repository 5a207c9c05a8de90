"""An article laid out as a page of lines: headline block, line of facts, paragraphs.

The reading pane, `wxreader show` and exports draw from the same lines, so that a width that reads
well in one does in all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Article, Confidence, shown_date
from wxreader.reading.typeset import INDENT, TextLine, lay_out

FACTS = -2
"""Block number of the line with date, reporters and dateline."""
GAP = -3
"""Block number of an empty line."""


NOTE = -10
"""Block number of the first note; the next has the number below."""


@dataclass(frozen=True, slots=True)
class Note:
    """A reader's words, set under the line in which the passage that they are on ends."""

    paragraph: int
    offset: int
    """The passage's last character."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One line of a laid-out article."""

    block: int
    """Paragraph from 0, HEADLINE_BLOCK, FACTS or GAP."""
    role: str
    """`kicker`, `headline`, `subhead`, `facts`, `body`, `crosshead`, `note` or `gap`."""
    start: int
    """First character in the block's text."""
    end: int
    indent: int
    """Cells of white before the first character."""
    width: int
    last: bool
    """The last line of its paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A laid-out article."""

    lines: tuple[PageLine, ...]
    measure: int
    """Room for a line, in cells."""
    facts: str
    starts: tuple[tuple[int, int], ...]
    """(paragraph, first character) of each line that holds text of a block of the article, in order."""
    numbers: tuple[int, ...]
    """Line numbers that `starts` belong to."""
    notes: tuple[str, ...] = ()
    """Texts of the notes, in the order of their block numbers."""

    def line_of(self, paragraph: int, offset: int) -> int:
        """Number of the line on which a character of the headline block or a paragraph stands."""
        at = bisect_right(self.starts, (paragraph, offset)) - 1
        return self.numbers[max(0, at)] if self.numbers else 0


def facts_of(article: Article) -> str:
    """The line under the headline: date, reporters, dateline."""
    parts = []
    if article.event_date:
        start, end = article.event_date.start, article.event_date.end
        parts.append(shown_date(start if start == end else f"{start} – {end}", article.date_sure))
    issued = article.issue_date
    if issued and (
        article.event_date is None or issued.date[:10] != article.event_date.start[: len(issued.date)]
    ):
        day = shown_date(issued.date, issued.confidence != Confidence.LOW)
        parts.append(_("paper of {day}", day=day))
    if article.byline:
        parts.append("、".join(article.byline))
    if article.dateline:
        parts.append(article.dateline)
    if article.continued and article.continued.origin:
        parts.append(_("continued from {page}", page=article.continued.origin))
    return "　".join(parts)


def _centred(lines: list[TextLine], measure: int) -> list[TextLine]:
    return [
        TextLine(start=x.start, end=x.end, indent=max(0, (measure - x.width) // 2), width=measure)
        for x in lines
    ]


def _balanced(text: str, measure: int, ambiguous: int) -> list[TextLine]:
    """A headline's lines: as few as fit, and about equally long, so that no character stands alone on
    the last.
    """
    laid = lay_out(text, measure, 0, ambiguous)
    if len(laid) <= 1:
        return laid
    least = max(2, sum(x.width for x in laid) // len(laid))
    for narrower in range(least, measure, 2):
        tried = lay_out(text, narrower, 0, ambiguous)
        if len(tried) == len(laid):
            return tried
    return laid


def _headline_lines(article: Article, measure: int, ambiguous: int) -> list[PageLine]:
    out: list[PageLine] = []
    at = 0
    for role, texts in (
        ("kicker", article.kicker),
        ("headline", article.headline),
        ("subhead", article.subhead),
    ):
        for text in texts:
            laid = _centred(_balanced(text, measure, ambiguous), measure)
            for i, x in enumerate(laid):
                out.append(
                    PageLine(
                        block=HEADLINE_BLOCK,
                        role=role,
                        start=at + x.start,
                        end=at + x.end,
                        indent=x.indent,
                        width=x.width,
                        last=i == len(laid) - 1,
                    )
                )
            at += len(text) + 1
    return out


def _facts_lines(facts: str, measure: int, ambiguous: int) -> list[PageLine]:
    """The line of facts, centred; none where there is none."""
    laid = _centred(lay_out(facts, measure, 0, ambiguous), measure) if facts else []
    return [
        PageLine(
            block=FACTS, role="facts", start=x.start, end=x.end, indent=x.indent, width=x.width, last=True
        )
        for x in laid
    ]


def _body_lines(text: str, number: int, measure: int, ambiguous: int) -> list[PageLine]:
    """A paragraph's lines, its first set in."""
    laid = lay_out(text, measure, INDENT, ambiguous)
    last = len(laid) - 1
    return [
        PageLine(
            block=number,
            role="body",
            start=x.start,
            end=x.end,
            indent=x.indent,
            width=x.width,
            last=i == last,
        )
        for i, x in enumerate(laid)
    ]


def _crosshead_lines(text: str, number: int, measure: int, ambiguous: int) -> list[PageLine]:
    """A crosshead's lines, from the edge."""
    laid = lay_out(text, measure, 0, ambiguous)
    return [
        PageLine(
            block=number,
            role="crosshead",
            start=x.start,
            end=x.end,
            indent=x.indent,
            width=x.width,
            last=True,
        )
        for x in laid
    ]


def _note_lines(text: str, number: int, measure: int, ambiguous: int) -> list[PageLine]:
    """A note's lines, set in by two characters."""
    laid = lay_out(text, max(2, measure - INDENT), 0, ambiguous)
    return [
        PageLine(
            block=NOTE - number,
            role="note",
            start=x.start,
            end=x.end,
            indent=INDENT,
            width=INDENT + x.width,
            last=True,
        )
        for x in laid
    ]


_GAP_LINE = PageLine(block=GAP, role="gap", start=0, end=0, indent=0, width=0, last=True)


def _with_notes(
    body: Sequence[PageLine], notes: Sequence[tuple[int, Note]], measure: int, ambiguous: int
) -> list[PageLine]:
    """A paragraph's lines, with its notes under the lines in which their passages end."""
    lines = []
    for line in body:
        lines.append(line)
        for number, note in notes:
            if line.start <= note.offset < max(line.end, line.start + 1):
                lines += _note_lines(note.text, number, measure, ambiguous)
    return lines


def lay_out_article(
    article: Article, measure: int, ambiguous: int = 1, spaced: bool = False, notes: Sequence[Note] = ()
) -> LaidOut:
    """Lay an article out.

    Args:
        article: The article.
        measure: Room for a line, in cells.
        ambiguous: Cells of a character of ambiguous width.
        spaced: An empty line between paragraphs.
        notes: The reader's words on passages.
    """
    facts = facts_of(article)
    lines = _headline_lines(article, measure, ambiguous) + _facts_lines(facts, measure, ambiguous)
    if lines and article.paragraphs:
        lines.append(_GAP_LINE)
    numbered: dict[int, list[tuple[int, Note]]] = {}
    for k, note in enumerate(notes):
        numbered.setdefault(note.paragraph, []).append((k, note))
    for n, paragraph in enumerate(article.paragraphs):
        cross = n in article.crossheads
        if n and (spaced or cross):
            lines.append(_GAP_LINE)
        set_lines = _crosshead_lines if cross else _body_lines
        body = set_lines(paragraph.text, n, measure, ambiguous)
        lines += _with_notes(body, numbered[n], measure, ambiguous) if n in numbered else body
    places = [(x.block, x.start, i) for i, x in enumerate(lines) if x.block >= HEADLINE_BLOCK]
    return LaidOut(
        lines=tuple(lines),
        measure=measure,
        facts=facts,
        starts=tuple((b, s) for b, s, _ in places),
        numbers=tuple(i for _, _, i in places),
        notes=tuple(note.text for note in notes),
    )
