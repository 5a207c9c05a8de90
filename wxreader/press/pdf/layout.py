"""Characters on a page to lines and blocks in reading order: by gaps, sizes and straight white cuts.

A line is what stands side by side in one size; a block is lines of one size under one another; the page is
cut by white from edge to edge, columns first, until each part is one block (XY-cut). Vertical headlines are
turned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from wxreader.press.pdf.glyphs import Glyph

_GAP = 1.3
"""Sizes of white that end a line: more than any space within it, less than the white between columns."""
_TIGHT, _EDGE, _COLUMN_LINES = 0.6, 0.25, 3
"""Narrow white is a gutter's where so many lines of the page begin behind it,
within so many sizes of one edge.
"""
_SPACE = 0.24
"""Sizes of white between two characters that stand for a space."""
_ALIKE = 0.2
"""Share by which two sizes may differ and be one."""
_LEADING = 1.25
"""Sizes of white between two lines of one block at most."""
_INDENT = 1.2
"""Sizes by which a paragraph's first line is set in."""
_DOUBLE = 0.25
"""Share of a size within which the same character printed twice is one (a false bold)."""
_VERTICAL = 3
_HEAD = 1.28
"""Sizes of body from which a block is a headline's."""
_NEAR = 1.6
"""Sizes of white between blocks that belong together."""
_DEEPEST = 60
"""Cuts within cuts (chosen: pages have under ten)."""
_CUT, _ROW_CUT, _ARTICLE_CUT = 0.45, 0.35, 1.5
"""White between columns, rows of blocks and articles that may be cut along, in sizes of body text."""


@dataclass(kw_only=True)
class Piece:
    """A line of text on the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.bottom + self.top) / 2


@dataclass
class Block:
    """Lines of one size under one another."""

    pieces: list[Piece] = field(default_factory=list)
    opens: bool = False
    """An article may begin with it: much white stands above it from side to side, or it is a headline."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return (
            min(p.left for p in self.pieces), min(p.bottom for p in self.pieces),
            max(p.right for p in self.pieces), max(p.top for p in self.pieces),
        )  # fmt: skip

    @property
    def size(self) -> float:
        """Its size of type."""
        return median(p.size for p in self.pieces)


def _like(a: float, b: float) -> bool:
    return abs(a - b) <= _ALIKE * max(a, b)


def _single(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters printed twice at one place, once."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    out = []
    for g in glyphs:
        key = (g.char, round(g.left / g.size), round(g.bottom / g.size))
        near = [
            x
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for x in seen.get((g.char, key[1] + dx, key[2] + dy), ())
        ]
        if any(
            abs(x.left - g.left) < _DOUBLE * g.size and abs(x.bottom - g.bottom) < _DOUBLE * g.size
            for x in near
        ):
            continue
        seen.setdefault(key, []).append(g)
        out.append(g)
    return out


def pieces_of(glyphs: list[Glyph]) -> list[Piece]:
    """Lines: characters of one height and size side by side."""
    rows: list[list[Glyph]] = []
    ink = [g for g in _single(glyphs) if not g.char.isspace()]
    spaces = [g for g in glyphs if g.char.isspace() and g.right - g.left > 0.2 * g.size]
    for g in sorted(ink + spaces, key=lambda x: (-(x.bottom + x.top) / 2, x.left)):
        middle = (g.bottom + g.top) / 2
        for row in reversed(rows[-40:]):
            first = row[0]
            if abs((first.bottom + first.top) / 2 - middle) < 0.35 * min(first.size, g.size) and _like(
                first.size, g.size
            ):
                row.append(g)
                break
        else:
            rows.append([g])
    runs = [run for row in rows for run in _runs(sorted(row, key=lambda x: x.left))]
    edges = sorted(row[0][0].left for row in runs)
    out: list[Piece] = []
    for row_runs in runs:
        joined: list[list[Glyph]] = []
        for run in row_runs:
            if joined and not _at_edge(run[0], edges):
                joined[-1] += run
            else:
                joined.append(run)
        out += [piece for run in joined for piece in _piece(run)]
    return _upright(out)


def _at_edge(first: Glyph, edges: list[float]) -> bool:
    """Whether lines that surely begin (after wide white, or at the left) begin where this character
    stands.
    """
    reach = _EDGE * first.size
    return bisect_right(edges, first.left + reach) - bisect_left(edges, first.left - reach) >= _COLUMN_LINES


def _runs(row: list[Glyph]) -> list[list[list[Glyph]]]:
    """The characters of one height cut at wide white, and within that at narrow white,
    which may be a gutter's.
    """
    out: list[list[list[Glyph]]] = []
    for g in row:
        white = g.left - out[-1][-1][-1].right if out else 1e9
        if white > _GAP * g.size:
            out.append([[g]])
        elif white > _TIGHT * g.size:
            out[-1].append([g])
        else:
            out[-1][-1].append(g)
    return out


def _piece(run: list[Glyph]) -> list[Piece]:
    """A line from its characters; none of white alone."""
    while run and run[0].char.isspace():
        run = run[1:]
    while run and run[-1].char.isspace():
        run = run[:-1]
    if not run:
        return []
    text = ""
    for before, g in zip([run[0], *run], run, strict=False):
        white = g.left - before.right > _SPACE * g.size and not before.char.isspace() and not g.char.isspace()
        text += (" " if white else "") + (" " if g.char.isspace() and g.char != "　" else g.char)
    return [
        Piece(
            text=text,
            left=run[0].left,
            bottom=min(g.bottom for g in run),
            right=run[-1].right,
            top=max(g.top for g in run),
            size=median(g.size for g in run),
        )
    ]


def _upright(pieces: list[Piece]) -> list[Piece]:
    """Characters that stand alone under one another in one size are a vertical line."""
    alone = sorted((p for p in pieces if len(p.text) == 1), key=lambda p: (round(p.left / p.size), -p.top))
    runs: list[list[Piece]] = []
    for p in alone:
        last = runs[-1][-1] if runs else None
        under = (
            last is not None
            and abs(last.left - p.left) < 0.4 * p.size
            and -0.3 * p.size < last.bottom - p.top < 0.9 * p.size
        )
        if last is not None and under and _like(last.size, p.size):
            runs[-1].append(p)
        else:
            runs.append([p])
    joined = [r for r in runs if len(r) >= _VERTICAL]
    gone = {id(p) for r in joined for p in r}
    made = [
        Piece(
            text="".join(p.text for p in r),
            left=r[0].left,
            bottom=r[-1].bottom,
            right=r[0].right,
            top=r[0].top,
            size=r[0].size,
        )
        for r in joined
    ]
    return [p for p in pieces if id(p) not in gone] + made


def blocks_of(pieces: list[Piece]) -> list[Block]:
    """Blocks: lines of one size, one under the other, that overlap from side to side."""
    blocks: list[Block] = []
    for p in sorted(pieces, key=lambda x: -x.top):
        best = None
        for block in reversed(blocks[-60:]):
            last = block.pieces[-1]
            overlap = min(last.right, p.right) - max(last.left, p.left)
            close = -0.5 * p.size < last.bottom - p.top < _LEADING * p.size
            edge = abs(block.box[0] - p.left) < 2.6 * p.size
            if close and edge and overlap > -p.size and _like(last.size, p.size):
                best = block
                break
        if best is None:
            blocks.append(Block([p]))
        else:
            best.pieces.append(p)
    return blocks


def _valleys(spans: list[tuple[float, float]], least: float) -> list[float]:
    """Places between spans where nothing stands for at least so much."""
    out: list[float] = []
    reach = None
    for low, high in sorted(spans):
        if reach is not None and low - reach >= least:
            out.append((low + reach) / 2)
        reach = high if reach is None else max(reach, high)
    return out


def _white(blocks: list[Block], axis: int, least: float) -> list[float]:
    """Places where so much white runs through all blocks: side to side (axis 1), top to bottom (axis 0)."""
    return _valleys([(b.box[axis], b.box[axis + 2]) for b in blocks], least)


def _by_place(blocks: list[Block]) -> list[Block]:
    """Blocks from top to bottom, those of a height from left to right."""
    return sorted(blocks, key=lambda b: (-b.box[3], b.box[0]))


def ordered(blocks: list[Block], body: float, depth: int = 0) -> list[Block]:
    """Blocks in reading order: rows above headlines, then columns where white runs from top to bottom,
    else rows.
    """
    if len(blocks) <= 1 or depth > _DEEPEST:
        return _by_place(blocks)
    rows = _white(blocks, 1, _ROW_CUT * body)
    wide = _white(blocks, 1, _ARTICLE_CUT * body)
    heads = [y for y in rows if y in wide or _above_head(blocks, y, body)]
    if heads:
        return _parts(blocks, heads, body, depth, 1, opens=True)
    columns = _white(blocks, 0, _CUT * body)
    if columns:
        return _parts(blocks, columns, body, depth, 0)
    if rows:
        return _parts(blocks, rows, body, depth, 1)
    return _by_place(blocks)


def _above_head(blocks: list[Block], y: float, body: float) -> bool:
    """Whether white from side to side stands right above a headline:
    an article begins there whatever its columns.
    """
    below = max((b for b in blocks if b.box[3] <= y), key=lambda b: b.box[3])
    over = min((b for b in blocks if b.box[1] >= y), key=lambda b: b.box[1])
    return below.size > _HEAD * body and over.size <= _HEAD * body


def _parts(
    blocks: list[Block], cuts: list[float], body: float, depth: int, axis: int, opens: bool = False
) -> list[Block]:
    """The parts between cuts, each ordered; where asked, what follows a cut and is no headline's rest opens a
    part.
    """
    groups: dict[int, list[Block]] = {}
    for b in blocks:
        middle = (b.box[axis] + b.box[axis + 2]) / 2
        groups.setdefault(sum(c < middle for c in cuts), []).append(b)
    keys = sorted(groups, reverse=axis == 1)
    parts = [ordered(groups[k], body, depth + 1) for k in keys]
    for over, part in pairwise(parts):
        part[0].opens |= opens and over[-1].size <= _HEAD * body
    return [b for part in parts for b in part]


@dataclass(frozen=True, slots=True)
class Text:
    """A page's text with the size of each line."""

    lines: list[str]
    sizes: list[float]
    """Size of type against the body's; 0 for blank lines."""


def page_text(glyphs: list[Glyph]) -> Text:
    """A page as a dump's text: blocks in reading order, a blank line between."""
    pieces = pieces_of(glyphs)
    if not pieces:
        return Text([], [])
    counts: Counter[float] = Counter()
    for p in pieces:
        counts[round(p.size * 2) / 2] += len(p.text)
    body = counts.most_common(1)[0][0]
    lines: list[str] = []
    sizes: list[float] = []
    before: Block | None = None
    for block in ordered(blocks_of(pieces), body):
        if before is not None and not _together(before, block, body):
            blanks = 2 if block.opens else 1
            lines += [""] * blanks
            sizes += [0.0] * blanks
        before = block
        left = min(p.left for p in block.pieces)
        for p in block.pieces:
            indent = "　　" if p.left - left > _INDENT * p.size and len(block.pieces) > 1 else ""
            lines.append(indent + p.text)
            sizes.append(p.size / body)
    return Text(lines, sizes)


def _together(before: Block, block: Block, body: float) -> bool:
    """Whether two blocks belong to one group: lines of a headline, a crosshead in its column."""
    above = before.box[1] >= block.box[3] - 0.5 * body
    overlap = min(before.box[2], block.box[2]) > max(before.box[0], block.box[0])
    near = above and overlap and before.box[1] - block.box[3] < _NEAR * max(before.size, block.size)
    heads = before.size > _HEAD * body and block.size > _HEAD * body
    column = before.size <= _HEAD * body and block.size <= _HEAD * body
    return near and (heads or column)
