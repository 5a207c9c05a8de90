"""Annotations as Markdown that Obsidian and others read, and a second export into the same file. Pure.

Everything a note or quote may hold is text: it is escaped. What is ours stands between two comments
that name it, so that a second export brings it up to date and leaves all else in the file as it is:

    <!-- wxreader 3f2a9c81b0de c7a4z5h3ou 5d41402a -->
    > 更好服务国家重大战略
    <!-- /wxreader -->

The last word of the first comment is a hash of what stood between when it was written. Where it does not
fit any more, the user has changed it: then it is theirs and is left alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wxreader.annotations.address import address_of
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Annotation, AnnotationKind, Row

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~=:$^@])")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_BEGIN = re.compile(r"<!-- wxreader (?P<id>\S+) (?P<article>\S+) (?P<hash>[0-9a-f]{8}) -->")
_END = "<!-- /wxreader -->"
_HASH_LENGTH = 8
"""Hexadecimal characters of a block's hash (chosen: it tells changes, it is no secret)."""
_FENCE = "---"
"""Begins and ends the front matter."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A file after a second export."""

    text: str
    edited: int
    """Blocks that the user has changed, left as they are."""


def escape_markdown(text: str) -> str:
    """Text that any Markdown renders as itself, on one paragraph."""
    return re.sub(r"\s*\n\s*", "\\\\\n", _MARKDOWN.sub(r"\\\1", text.strip()))


def by_article(annotations: Iterable[Annotation]) -> list[tuple[str, list[Annotation]]]:
    """Annotations by article, in the order of the pages; a bookmark of a whole article first."""

    def place(a: Annotation) -> tuple[str, str, int, int]:
        at = (a.selector.paragraph, a.selector.start) if a.selector else (HEADLINE_BLOCK, HEADLINE_BLOCK)
        return (a.source, a.article, *at)

    ordered = sorted(annotations, key=place)
    return [(article, list(group)) for article, group in groupby(ordered, key=lambda a: a.article)]


def to_markdown(annotations: Iterable[Annotation], rows: Mapping[str, Row]) -> str:
    """Grouped by article: headline, facts, quotes, notes, tags; with front matter that Obsidian reads."""
    items = list(annotations)
    lines = [_FENCE, "title: wxreader", *_front_matter(items), _FENCE, ""]
    for article, group in by_article(items):
        lines += _section(group, rows.get(article))
    return "\n".join(lines).rstrip() + "\n"


def _front_matter(annotations: Sequence[Annotation]) -> list[str]:
    """The lines of the front matter that change with what is exported."""
    tags = sorted({tag for a in annotations for tag in a.tags})
    return [f"annotations: {len(annotations)}", f"tags: {json.dumps(tags, ensure_ascii=False)}"]


def _section(group: Sequence[Annotation], row: Row | None) -> list[str]:
    """An article's heading, facts and annotations."""
    first = group[0]
    facts = [row.date, row.byline, first.source] if row else [first.source]
    lines = [
        f"## {escape_markdown(row.headline if row else first.headline)}",
        "",
        " · ".join(_fact(fact) for fact in facts if fact),
        "",
    ]
    for annotation in group:
        lines += [*_block(annotation), ""]
    return lines


def _fact(text: str) -> str:
    """A fact on one line; a day needs no escapes: 2024-07-26."""
    return text if _DAY.fullmatch(text) else escape_markdown(text)


def _block(annotation: Annotation) -> list[str]:
    """An annotation between the comments that say it is ours."""
    content = _content(annotation)
    return [f"<!-- wxreader {annotation.id} {annotation.article} {_hash(content)} -->", *content, _END]


def _content(a: Annotation) -> list[str]:
    """A quote, or a bookmark with its star; the note; colour, tags and address."""
    if a.kind == AnnotationKind.BOOKMARK:
        where = escape_markdown(a.selector.exact) if a.selector else escape_markdown(_("bookmark"))
        lines = ["", *f"★ {where}".split("\n"), ""]
    else:
        quote = escape_markdown(a.selector.exact) if a.selector else ""
        lines = ["", *(f"> {line}" for line in quote.split("\n")), ""]
    if a.note:
        lines += [*escape_markdown(a.note).split("\n"), ""]
    marks = [f"`{a.color}`"] if a.color else []
    marks += ["\\#" + escape_markdown(tag.replace(" ", "-")) for tag in a.tags]
    return [*lines, " ".join([*marks, f"`{address_of(a)}`"]), ""]


def _hash(content: Sequence[str]) -> str:
    """What tells whether lines were changed; blanks at their ends, which editors remove, do not count."""
    joined = "\n".join(line.rstrip() for line in content)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:_HASH_LENGTH]


def refresh_markdown(
    text: str, annotations: Iterable[Annotation], rows: Mapping[str, Row]
) -> Refreshed | None:
    """A file of an earlier export, with what is ours as it is now.

    What was removed here is removed there, what is new stands after the others of its article, or at the
    end. What the user wrote, and what they changed of ours, stays as it is.

    Returns:
        The file as it is to be; None where nothing in it is ours.
    """
    items = list(annotations)
    file = _File.of(text)
    if not file.is_ours:
        return None
    return file.refreshed(items, rows)


@dataclass(slots=True, kw_only=True)
class _Piece:
    """Lines of a file: one of our blocks, or what stands between two."""

    lines: list[str]
    id: str = ""
    """Annotation id of a block; empty for lines that are the user's."""
    article: str = ""
    is_edited: bool = False
    """The user has changed our block."""


@dataclass(slots=True)
class _File:
    """An exported file in pieces."""

    pieces: list[_Piece]

    @classmethod
    def of(cls, text: str) -> _File:
        """A file cut at our comments. A block without its end is the user's."""
        pieces = [_Piece(lines=[])]
        lines = text.split("\n")
        at = 0
        while at < len(lines):
            begin = _BEGIN.fullmatch(lines[at].rstrip())
            end = next((n for n in range(at + 1, len(lines)) if _is_mark(lines[n])), -1) if begin else -1
            if begin and end >= 0 and lines[end].rstrip() == _END:
                content = lines[at + 1 : end]
                is_edited = _hash(content) != begin["hash"]
                pieces.append(
                    _Piece(
                        lines=lines[at : end + 1],
                        id=begin["id"],
                        article=begin["article"],
                        is_edited=is_edited,
                    )
                )
                pieces.append(_Piece(lines=[]))
                at = end + 1
            else:
                pieces[-1].lines.append(lines[at])
                at += 1
        return cls(pieces)

    @property
    def is_ours(self) -> bool:
        """Whether an export of ours is in it: a block, or the front matter of an empty one."""
        return len(self.pieces) > 1 or self.pieces[0].lines[:2] == [_FENCE, "title: wxreader"]

    def refreshed(self, annotations: Sequence[Annotation], rows: Mapping[str, Row]) -> Refreshed:
        """The file with our blocks as they are now."""
        known = {piece.id for piece in self.pieces}
        self._renew({a.id: a for a in annotations})
        appended = self._insert([a for a in annotations if a.id not in known], rows)
        lines = [line for piece in self.pieces for line in piece.lines]
        if appended:
            lines = [*_without_blank_end(lines), "", *appended]
        text = "\n".join([*_refresh_front_matter(_without_blank_end(lines), annotations), ""])
        return Refreshed(text, sum(1 for piece in self.pieces if piece.is_edited))

    def _renew(self, current: Mapping[str, Annotation]) -> None:
        """Write our blocks anew; one whose annotation was removed goes, one that was edited stays."""
        for piece in self.pieces:
            if piece.id and not piece.is_edited:
                piece.lines = _block(current[piece.id]) if piece.id in current else []

    def _insert(self, new: Sequence[Annotation], rows: Mapping[str, Row]) -> list[str]:
        """Put new annotations after the others of their articles; the lines of articles that have none."""
        appended: list[str] = []
        for article, group in by_article(new):
            last = next((piece for piece in reversed(self.pieces) if piece.article == article), None)
            if last is None:
                appended += _section(group, rows.get(article))
                continue
            for annotation in group:
                last.lines += ["", *_block(annotation)]
        return appended


def _is_mark(line: str) -> bool:
    """Whether a line begins or ends a block."""
    return line.rstrip() == _END or _BEGIN.fullmatch(line.rstrip()) is not None


def _without_blank_end(lines: list[str]) -> list[str]:
    """Lines without empty ones at the end."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _refresh_front_matter(lines: list[str], annotations: Sequence[Annotation]) -> list[str]:
    """Our two lines of the front matter as they are now; other keys in it are the user's."""
    if not lines or lines[0].rstrip() != _FENCE:
        return lines
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    new = {line.split(":")[0]: line for line in _front_matter(annotations)}
    head = [new.get(line.split(":")[0], line) for line in lines[:end]]
    return [*head, *lines[end:]]
