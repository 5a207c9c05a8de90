"""Labelled lines to bodies: paragraphs and crossheads, with datelines, bylines and jumps taken off;
captions apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wxreader.model import Paragraph
from wxreader.press import persons, states
from wxreader.press.credits import closing_start, take_closing, take_opening
from wxreader.press.jumps import take_jumps
from wxreader.press.lines import FINAL, Line, Lines
from wxreader.press.reflow import reflow

SHORTEST_HEAD = 3
"""Characters of a headline that stands on its body's first line (chosen)."""
TAIL = 3
"""Lines of a body's end over which a byline may run."""
Rows = list[tuple[int, str]]
"""(line of the dump, text)."""


@dataclass
class Chunk:
    """The lines of one paragraph."""

    cross: bool
    rows: Rows = field(default_factory=list)


@dataclass(kw_only=True)
class Draft:
    """A body while its lines are gathered."""

    first: int
    """Its first and last line, as places in `Lines.lines`."""
    last: int
    chunks: list[Chunk] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Bylines above it."""
    closing: list[str] = field(default_factory=list)
    """Bylines below it."""
    jumps: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body."""

    first: int
    last: int
    paragraphs: tuple[Paragraph, ...]
    crossheads: tuple[int, ...]
    dateline: str
    byline: tuple[str, ...]
    head: str
    """A headline on the body's first line: 【…】 before a brief."""
    origin: str | None
    """Page that it continues from, and to, as printed."""
    to: str | None

    @property
    def text(self) -> str:
        """Its paragraphs, joined."""
        return "".join(p.text for p in self.paragraphs)


@dataclass
class CaptionDraft:
    """A caption's lines, and the body that was open around it."""

    rows: Rows
    body: int
    """Place of the body before it; -1 where none is."""


@dataclass(kw_only=True)
class Gathered:
    """A page's lines sorted by what they are."""

    drafts: list[Draft] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    """Headline lines, as places in `Lines.lines`."""
    captions: list[CaptionDraft] = field(default_factory=list)
    leftover: Rows = field(default_factory=list)


def _run_end(path: list[str], start: int) -> int:
    """Place of the last of the lines, from one on, that have its label."""
    end = start
    while end + 1 < len(path) and path[end + 1] == path[start]:
        end += 1
    return end


def _byline_runs(page: Lines, path: list[str]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """For the first line of each byline its last line and its names; a byline may run over two lines."""
    out: dict[int, tuple[int, tuple[str, ...]]] = {}
    i = 0
    while i < len(path):
        if path[i] not in (states.BYLINE, states.TOP):
            i += 1
            continue
        end = _run_end(path, i)
        whole = names_of("".join(page.lines[k].text for k in range(i, end + 1))) if end > i else ()
        if whole and not any(names_of(page.lines[k].text) for k in (i, end)):
            out[i] = (end, whole)
        else:
            out.update({k: (k, names_of(page.lines[k].text)) for k in range(i, end + 1)})
        i = end + 1
    return out


def names_of(text: str) -> tuple[str, ...]:
    """The names on a byline's line, whatever stands around them."""
    found = persons.parse(text)
    if found:
        return found.names
    closing = closing_start(text)
    return closing[1] if closing and closing[0] == 0 else ()


class _Gatherer:
    """Walks along a page's lines and puts each where its label says."""

    def __init__(self, page: Lines, path: list[str]) -> None:
        self.page, self.path = page, path
        self.out = Gathered()
        self.above: list[str] = []
        """Names and jumps that stand above a body not yet begun."""
        self.jump = ""
        self.bylines = _byline_runs(page, path)
        self.skip_to = -1

    def run(self) -> Gathered:
        """Sort all lines."""
        steps = {
            states.START: self._start, states.FIRST: self._text, states.NEXT: self._text,
            states.CROSS: self._cross,
            states.CROSS_MORE: self._cross, states.BYLINE: self._byline, states.TOP: self._byline,
            states.GROUP: self._head, states.MORE: self._head, states.CAPTION: self._caption,
            states.CAPTION_MORE: self._caption, states.FURNITURE: self._leave, states.JUMP: self._jump,
        }  # fmt: skip
        for i, (line, label) in enumerate(zip(self.page.lines, self.path, strict=True)):
            if i > self.skip_to:
                steps[label](i, line, label)
        if self.jump and self.out.drafts:
            self.out.drafts[-1].jumps.append(self.jump)
        return self.out

    def _leave(self, _i: int, line: Line, _label: str) -> None:
        self.out.leftover.append((line.number, line.text))

    def _head(self, i: int, _line: Line, _label: str) -> None:
        self.out.heads.append(i)

    def _start(self, i: int, line: Line, _label: str) -> None:
        draft = Draft(
            first=i,
            last=i,
            chunks=[Chunk(False, [(line.number, line.text)])],
            names=self.above,
            jumps=[self.jump] if self.jump else [],
        )
        self.above, self.jump = [], ""
        self.out.drafts.append(draft)

    def _text(self, i: int, line: Line, label: str) -> None:
        draft = self.out.drafts[-1]
        draft.last = i
        if label == states.FIRST or draft.chunks[-1].cross:
            draft.chunks.append(Chunk(False))
        draft.chunks[-1].rows.append((line.number, line.text))

    def _cross(self, i: int, line: Line, label: str) -> None:
        draft = self.out.drafts[-1]
        draft.last = i
        if label == states.CROSS or not draft.chunks[-1].cross:
            draft.chunks.append(Chunk(True))
        draft.chunks[-1].rows.append((line.number, line.text))

    def _unclosed(self, i: int) -> bool:
        """Whether the line before is text whose bracket is still open: a byline runs on."""
        before = self.page.lines[i - 1].text if i else ""
        at = max(before.rfind("（"), before.rfind("("))
        text = i > 0 and self.path[i - 1] in (states.START, states.FIRST, states.NEXT)
        return text and at >= 0 and not re.search("[）)]", before[at:])

    def _byline(self, i: int, line: Line, label: str) -> None:
        if self._unclosed(i):
            self._text(i, line, states.NEXT)
            return
        end, names = self.bylines[i]
        self.skip_to = end
        follows = states.START in self.path[i:] if label == states.TOP else False
        if names and label == states.TOP and follows:
            self.above += names
        elif names and self.out.drafts:
            self.out.drafts[-1].closing += names
        else:
            self.out.leftover += [(x.number, x.text) for x in self.page.lines[i : end + 1]]

    def _caption(self, _i: int, line: Line, label: str) -> None:
        if label == states.CAPTION or not self.out.captions:
            self.out.captions.append(CaptionDraft([], len(self.out.drafts) - 1))
        self.out.captions[-1].rows.append((line.number, line.text))

    def _jump(self, i: int, line: Line, _label: str) -> None:
        self.out.leftover.append((line.number, line.text))
        origin, to, _ = take_jumps(line.text)
        following = self.path[i + 1] if i + 1 < len(self.path) else ""
        if (origin or following in (states.START, states.TOP)) and not to:
            self.jump = line.text
        elif self.out.drafts:
            self.out.drafts[-1].jumps.append(line.text)


def gather(page: Lines, path: list[str]) -> Gathered:
    """Sort a page's lines by what they are."""
    return _Gatherer(page, path).run()


def _cut_front(rows: Rows, length: int) -> Rows:
    """Rows without their first characters."""
    out: Rows = []
    for number, text in rows:
        cut = min(length, len(text))
        length -= cut
        out.append((number, text[cut:]))
    return out


def _cut_back(rows: Rows, length: int) -> Rows:
    """Rows without their last characters."""
    out: Rows = []
    for number, text in reversed(rows):
        cut = min(length, len(text))
        length -= cut
        out.append((number, text[: len(text) - cut]))
    return out[::-1]


_INLINE = re.compile(r"(?P<open>【|〔|［|\[)(?P<head>[^】〕］\]]{2,40})(?:】|〕|］|\])[\s　]*(?=\S)")
_MARKED = re.compile(r"[^\w\s（(“‘「『《【—…·-][\s　]?(?P<head>[^。；]{3,40}?)[\s　]+(?=\S)")


def _inline_head(text: str, brief: bool) -> tuple[str, int]:
    """A headline that stands on the body's first line, and how many characters it takes with what is around
    it.
    """
    found = _INLINE.match(text)
    if found is None and brief:
        found = _marked(text)
    return (found["head"].strip(), found.end()) if found else ("", 0)


def _marked(text: str) -> re.Match[str] | None:
    """A marked headline before a brief: of the spaces in it, the one after which its words begin again."""
    best, most = None, -1
    end = 0
    for space in re.finditer(r"[\s　]+", text[:60]):
        found = (
            re.compile(r"\W[\s　]?(?P<head>.{3,40}?)[\s　]+(?=\S)").fullmatch(text, 0, space.end())
            if space.end() < len(text)
            else None
        )
        head = text[1 : space.start()].strip()
        if "。" in head or len(head) < SHORTEST_HEAD:
            continue
        found = re.compile(r"\W[\s　]?(?P<head>.{3,40})[\s　]+").fullmatch(text, 0, space.end())
        pairs = {head[k : k + 2] for k in range(len(head) - 1)}
        share = sum(p in text[space.end() : space.end() + 60] for p in pairs)
        if found and share > most:
            best, most, end = found, share, space.end()
    return best if end else None


def _opened(chunks: list[Chunk]) -> list[Chunk]:
    """Paragraphs whose first is a dateline with an open bracket:
    its rest was taken for a paragraph of its own.
    """
    first = "".join(text for _, text in chunks[0].rows)
    at = max(first.rfind("（"), first.rfind("("))
    torn = (
        at >= 0 and not re.search("[）)]", first[at:]) and len(first) < persons.LONGEST and "。" not in first
    )
    if torn and len(chunks) > 1 and not chunks[1].cross:
        return [Chunk(False, chunks[0].rows + chunks[1].rows), *chunks[2:]]
    return chunks


def read_body(draft: Draft, marks: frozenset[str]) -> tuple[Body, Rows]:
    """Reflow a body; take headline, dateline, bylines and jumps off.

    Args:
        draft: Its lines.
        marks: Signs that begin briefs on this page.

    Returns:
        The body, and jump words that stood in it.
    """
    chunks = _opened(draft.chunks)
    joined = "".join(text for _, text in chunks[0].rows[:4])
    names: list[str] = list(draft.names)
    leftover: Rows = []
    origin = to = None
    for jump in draft.jumps:
        a, b, _ = take_jumps(jump)
        origin, to = origin or a, to or b
    found_origin, _, cut = take_jumps(joined, whole=False)
    if found_origin:
        origin = origin or found_origin
        leftover.append((chunks[0].rows[0][0], joined[:cut].strip()))
        chunks[0].rows = _cut_front(chunks[0].rows, cut)
        joined = joined[cut:]
    head, cut = _inline_head(joined, joined[:1] in marks)
    if head:
        chunks[0].rows = _cut_front(chunks[0].rows, cut)
        joined = joined[cut:]
    opening = take_opening(joined)
    chunks[0].rows = _cut_front(chunks[0].rows, opening.length)
    last = chunks[-1]
    if not last.cross:
        tail = "".join(text for _, text in last.rows[-TAIL:])
        jump, size = jump_at_end(tail)
        if jump:
            to = to or jump
            leftover.append((last.rows[-1][0], tail[len(tail) - size :].strip()))
            last.rows = _cut_back(last.rows, size)
            tail = tail[: len(tail) - size]
        kept, closing = take_closing(tail)
        if closing:
            last.rows = _cut_back(last.rows, len(tail) - kept)
            names += closing
    paragraphs: list[Paragraph] = []
    crossheads: list[int] = []
    for chunk in chunks:
        paragraph = reflow(chunk.rows)
        if paragraph.text:
            if chunk.cross:
                crossheads.append(len(paragraphs))
            paragraphs.append(paragraph)
    byline = tuple(dict.fromkeys((*opening.byline, *names, *draft.closing)))
    body = Body(
        first=draft.first,
        last=draft.last,
        paragraphs=tuple(paragraphs),
        crossheads=tuple(crossheads),
        dateline=opening.dateline,
        byline=byline,
        head=head,
        origin=origin,
        to=to,
    )
    return body, leftover


def jump_at_end(text: str) -> tuple[str, int]:
    """Where a body goes on, if it says so at its end, and how many characters say it."""
    from wxreader.press.jumps import at_end

    return at_end(text)


def brief_marks(page: Lines, path: list[str]) -> frozenset[str]:
    """Signs that begin several bodies of this page: those of briefs, whose headlines follow on the line."""
    counts: dict[str, int] = {}
    for line, label in zip(page.lines, path, strict=True):
        sign = line.text[0]
        if label == states.START and not sign.isalnum() and sign not in "（(“‘「『《【—…" + FINAL:
            counts[sign] = counts.get(sign, 0) + 1
    return frozenset(sign for sign, n in counts.items() if n > 1)
