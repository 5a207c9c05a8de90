"""How a line of the text pane looks: characters, the white between them, what lies over them, marks beside.

Knows no widget: a laid-out article and the looks by name in, segments out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from wxreader.model import HEADLINE_BLOCK, Article, Colour, Place
from wxreader.reading.article import LaidOut, PageLine
from wxreader.reading.plain import block_text
from wxreader.reading.typeset import Grapheme, TextLine, clusters, gaps, lay_out
from wxreader.text import cells
from wxreader.tui.layers import Layer, Layers, runs

GUTTER = 2
"""Cells left of the text for marks."""
HIGHLIGHTS = frozenset(Colour)
"""Looks that are a highlight's colours."""


class Drawing:
    """An article's lines with everything that lies over them.

    Args:
        look: The style of a look, by name.
        ambiguous: Cells of a character of ambiguous width.
        justify: Whether body lines are filled to a straight right edge.
    """

    def __init__(self, look: Callable[[str], Style], ambiguous: int, justify: bool) -> None:
        self._look = look
        self._ambiguous = ambiguous
        self._justify = justify
        self._article: Article | None = None
        self.laid = LaidOut(lines=(), measure=0, facts="", starts=(), numbers=())
        self.layers = Layers()
        self.overlay: list[Layer] = []
        """The selection."""
        self._over = Layers()
        self.bookmarks: frozenset[Place] = frozenset()
        self.hints: dict[Place, str] = {}
        """Labels drawn over the first characters of places."""

    def begin(self, article: Article | None) -> None:
        """Draw another article, with nothing over it yet."""
        self._article = article
        self.layers = Layers()
        self.bookmarks = frozenset()
        self.hints = {}

    def lay_over(self, layers: list[Layer]) -> None:
        """Lay the selection over everything else."""
        self.overlay = layers
        self._over = Layers.of(layers)

    def margin(self, width: int) -> int:
        """Cells left of the text in a pane of a width."""
        return max(0, (width - self.laid.measure) // 2)

    def parts(self, x: PageLine) -> tuple[list[Grapheme], list[int]]:
        """A line's clusters, and the white after each that justifies it."""
        assert self._article is not None
        found = clusters(block_text(self._article, self.laid, x.block), self._ambiguous, x.start, x.end)
        if self._justify and x.role == "body":
            line = TextLine(start=x.start, end=x.end, indent=x.indent, width=x.width)
            return found, gaps(line, found, self.laid.measure, x.last)
        return found, []

    def segments(self, x: PageLine, base: Style, width: int, cursor: Place | None) -> list[Segment]:
        """A line without the white after it.

        Args:
            x: The line.
            base: The pane's own style.
            width: The pane's.
            cursor: The cursor, where it stands on this line.
        """
        parts, extra = self.parts(x)
        layers = self._layers_of(x)
        if cursor is not None:
            end = next((p.end for p in parts if p.end > cursor.offset), cursor.offset + 1)
            layers.append(Layer(block=x.block, start=cursor.offset, end=end, style="cursor"))
        style = base + self._look(x.role) if x.role != "body" else base
        drawn = [*self._beside(x, base, width), Segment(" " * x.indent, base)]
        at = 0
        for _start, end, looks in runs(x.start, x.end, layers):
            first = at
            while at < len(parts) and parts[at].start < end:
                at += 1
            run = list(zip(parts[first:at], extra[first:at] or [0] * (at - first), strict=True))
            drawn += self._run(x.block, run, self._mixed(style, looks), base)
        return drawn

    def _layers_of(self, x: PageLine) -> list[Layer]:
        if x.block < HEADLINE_BLOCK:
            return []
        return [*self.layers.within(x.block, x.start, x.end), *self._over.within(x.block, x.start, x.end)]

    def _run(self, block: int, run: list[tuple[Grapheme, int]], style: Style, base: Style) -> list[Segment]:
        """Characters of one look, labels over those that have one."""
        drawn: list[Segment] = []
        shown = ""
        for part, white in run:
            label = self.hints.get(Place(block, part.start)) if self.hints else None
            if label:
                fitted = label.ljust(part.cells)[: max(1, part.cells)]
                drawn += [Segment(shown, style), Segment(fitted, base + self._look("hint"))]
                shown = ""
            else:
                shown += part.shown
            shown += " " * white
        return [*drawn, Segment(shown, style)]

    def _mixed(self, style: Style, looks: Iterable[str]) -> Style:
        for look in looks:
            style += self._look(look)
        return style

    def _beside(self, x: PageLine, base: Style, width: int) -> list[Segment]:
        """The margin left of a line, with its mark."""
        margin = self.margin(width)
        mark = self._mark(x)
        room = max(0, min(margin, GUTTER) - cells(mark))
        return [
            Segment(" " * max(0, margin - GUTTER), base),
            Segment(mark[:margin] + " " * room, base + self._look("bookmark")),
        ]

    def _mark(self, x: PageLine) -> str:
        """The mark left of a line: a bookmark's star, a highlight's bar."""
        if any(b == x.block and x.start <= c < max(x.end, x.start + 1) for b, c in self.bookmarks):
            return "★"
        barred = x.block >= 0 and any(
            layer.style in HIGHLIGHTS for layer in self.layers.within(x.block, x.start, x.end)
        )
        return "▎" if barred else ""


def empty_line(text: str, y: int, width: int, base: Style) -> Strip:
    """A line of what is said where there is no article."""
    lines = lay_out(text, max(1, width - 2 * GUTTER), 0)
    part = text[lines[y - 1].start : lines[y - 1].end] if 1 <= y <= len(lines) else ""
    shown = " " * GUTTER + part
    return Strip([Segment(shown + " " * max(0, width - cells(shown)), base)]).crop(0, width)
