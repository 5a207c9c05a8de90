"""The text pane: an article typeset by Chinese rules, drawn line by line, with a cursor on a character.

Laid out once a width; only lines on screen are drawn. One map between characters and cells (of
`reading`) serves cursor, hits, mentions and mouse. How a line looks stands in `drawing`,
where a step of the cursor leads in `steps`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from wxreader.model import HEADLINE_BLOCK, Article, Colour, Place
from wxreader.reading.article import GAP, LaidOut, Note, lay_out_article
from wxreader.reading.typeset import column_of, offset_at
from wxreader.text import cells
from wxreader.tui.layers import Layer, Layers
from wxreader.tui.painting import set_lines
from wxreader.tui.widgets.drawing import GUTTER, Drawing, empty_line
from wxreader.tui.widgets.paging import Paging, holds, line_after
from wxreader.tui.widgets.steps import crosshead_from, last_place, paragraph_from, text_lines, top_for

WIDTHS_KEPT = 4
"""Widths at which a laid-out article is kept."""
NOTHING = LaidOut(lines=(), measure=0, facts="", starts=(), numbers=())
"""No article, laid out."""
_LOOKS = (
    "kicker headline subhead crosshead facts dim cursor hit hit-now per org loc date money work doubtful "
    "mention-now bookmark hint selection note others"
)
"""Looks of the text's parts, besides the colours of highlights."""


class ArticleView(Paging, can_focus=True, inherit_bindings=False):
    """An article to read."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in (*_LOOKS.split(), *Colour)}

    class Moved(Message):
        """The cursor stands elsewhere, or another part is in view."""

        def can_replace(self, message: Message) -> bool:
            """Of many moves that wait, the last is enough."""
            return isinstance(message, ArticleView.Moved)

    class Pressed(Message):
        """A character was clicked, once or twice."""

        def __init__(self, place: Place, twice: bool) -> None:
            super().__init__()
            self.place = place
            self.twice = twice

    class Dragged(Message):
        """The mouse was drawn over a passage."""

        def __init__(self, start: Place, end: Place) -> None:
            super().__init__()
            self.start = start
            self.end = end

    def __init__(
        self, name: str, measure: int, ambiguous: int = 1, spaced: bool = False, justify: bool = False
    ) -> None:
        super().__init__(id=name)
        self.article: Article | None = None
        self.cursor = Place(0, 0)
        self._wanted = measure * 2
        self._ambiguous = ambiguous
        self._spaced = spaced
        self._laid = NOTHING
        self._widths: dict[int, LaidOut] = {}
        """The article as it is now, laid out, by measure."""
        self._drawing = Drawing(self._look, ambiguous, justify)
        self._strips: dict[int, Strip] = {}
        """Lines drawn already; whatever changes a line's look takes it out."""
        self._base = Style()
        self._drawn_in: Style | None = None
        self._column: int | None = None
        self.empty_text = ""
        self._notes: tuple[Note, ...] = ()
        self._pressed: Place | None = None
        self._left_at: Place | None = None
        """Where the article was left, to be shown as soon as there is a size to lay it out for."""

    # -- what is shown ------------------------------------------------------------------------------

    def show(self, article: Article | None, place: Place | None = None) -> None:
        """Show an article, with the cursor at a place (default: its first paragraph), that place in view."""
        self.article = article
        self._widths.clear()
        self._drawing.begin(article)
        self._notes = ()
        self.key_hook = None
        self.cursor = place or Place(0 if article and article.paragraphs else HEADLINE_BLOCK, 0)
        self._column = None
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._left_at = place
        if place and self._laid.lines:
            self.go_to(place, top=True)

    def set_layers(self, layers: Iterable[Layer]) -> None:
        """Lay spans over the text."""
        self._drawing.layers = Layers.of(layers)
        self._redraw()

    def set_overlay(self, layers: list[Layer]) -> None:
        """Lay the selection over everything else; only the lines that it leaves and enters are drawn anew."""
        for layer in (*self._drawing.overlay, *layers):
            first = self._laid.line_of(layer.block, layer.start)
            last = self._laid.line_of(layer.block, max(layer.start, layer.end - 1))
            for number in range(first, last + 1):
                self._strips.pop(number, None)
        self._drawing.lay_over(layers)
        self.refresh()

    def _redraw(self) -> None:
        """Draw everything anew."""
        self._strips.clear()
        self.refresh()

    @property
    def hints(self) -> dict[Place, str]:
        """Labels drawn over the first characters of places."""
        return self._drawing.hints

    def set_hints(self, hints: dict[Place, str]) -> None:
        """Draw labels over places."""
        self._drawing.hints = hints
        self._redraw()

    def set_notes(self, notes: Iterable[Note]) -> None:
        """Set notes under the lines that they belong to."""
        found = tuple(notes)
        if found != self._notes:
            self._notes = found
            self._widths.clear()
            self._lay_out()

    def on_key(self, event: events.Key) -> None:
        """A key was pressed."""
        if self.key_hook and self.key_hook(event):
            event.stop()
            event.prevent_default()

    def set_bookmarks(self, places: Iterable[Place]) -> None:
        """Mark the lines of places."""
        self._drawing.bookmarks = frozenset(places)
        self._redraw()

    @property
    def measure(self) -> int:
        """Room for a line, in cells."""
        return max(2, min(self._wanted, self.scrollable_content_region.width - 2 * GUTTER))

    def _lay_out(self) -> None:
        if self.article is None or self.size.width == 0:
            self._laid = NOTHING
        else:
            self._laid = self._at_measure(self.article, self.measure)
        self._drawing.laid = self._laid
        set_lines(self, len(self._laid.lines) + 1)
        self._redraw()

    def _at_measure(self, article: Article, measure: int) -> LaidOut:
        """The article laid out; the last few widths are kept, as windows are made wide and narrow again."""
        kept = self._widths.get(measure)
        if kept is None:
            if len(self._widths) >= WIDTHS_KEPT:
                self._widths.pop(next(iter(self._widths)))
            kept = self._widths[measure] = lay_out_article(
                article, measure, self._ambiguous, self._spaced, self._notes
            )
        return kept

    def on_resize(self) -> None:
        """Lay out anew, with the same place at the top."""
        if self._laid.lines and self._laid.measure == self.measure:
            set_lines(self, len(self._laid.lines) + 1)
            self._redraw()
            return
        first = not self._laid.lines
        at_top = self.scroll_offset.y == 0
        top = self.top_place()
        self._lay_out()
        if first:
            if self._left_at:
                self.go_to(self._left_at, top=True)
            return
        if self._laid.lines and not at_top:
            self.scroll_to(y=self._laid.line_of(*top), animate=False, force=True, immediate=True)

    def top_place(self) -> Place:
        """The first character in view."""
        shown = text_lines(self._laid.lines[self.scroll_offset.y :])
        return Place(shown[0].block, shown[0].start) if shown else Place(HEADLINE_BLOCK, 0)

    def in_view(self) -> tuple[Place, Place]:
        """The first character in view and the one after the last."""
        top = self.scroll_offset.y
        shown = text_lines(self._laid.lines[top : top + self.size.height])
        if not shown:
            return Place(0, 0), Place(0, 0)
        return Place(shown[0].block, shown[0].start), Place(shown[-1].block, shown[-1].end)

    def progress(self) -> int:
        """How far down the view is, in percent."""
        total = len(self._laid.lines)
        seen = self.scroll_offset.y + self.scrollable_content_region.height
        return 100 if total <= seen else max(0, min(100, round(100 * seen / max(1, total))))

    # -- drawing ------------------------------------------------------------------------------------

    def _look(self, name: str) -> Style:
        name = f"article--{name.lower()}"
        if name not in self.COMPONENT_CLASSES:  # a colour of a stranger's library or export
            name = f"article--{Colour.YELLOW}"
        return self.get_component_rich_style(name, partial=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's call: the lines to be drawn now.

        The pane's own style costs more to find than a line to draw, so it is found once.
        """
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Textual's call: one line of the pane."""
        width = self.scrollable_content_region.width
        base = self._base
        number = y + self.scroll_offset.y
        if self.article is None:
            return empty_line(self.empty_text, y, width, base)
        if base != self._drawn_in:
            self._strips.clear()
            self._drawn_in = base
        if number >= len(self._laid.lines) or self._laid.lines[number].block == GAP:
            return Strip([Segment(" " * width, base)], width)
        return self._text_line(number, width, base)

    def _text_line(self, number: int, width: int, base: Style) -> Strip:
        """A line of the article; drawn again only where its look may have changed."""
        x = self._laid.lines[number]
        cursor = self.cursor if self.has_focus and holds(x, self.cursor) else None
        if cursor is None and number in self._strips:
            return self._strips[number]
        segments = self._drawing.segments(x, base, width, cursor)
        used = sum(cells(s.text) for s in segments)
        segments.append(Segment(" " * max(0, width - used), base))
        strip = Strip(segments).crop(0, width)
        if cursor is None:
            self._strips[number] = strip
        return strip

    def on_focus(self) -> None:
        """It has the focus."""
        self._redraw()

    on_blur = on_focus

    # -- moving -------------------------------------------------------------------------------------

    def _line_number(self) -> int:
        return self._laid.line_of(*self.cursor)

    def go_to(self, place: Place, top: bool = False) -> None:
        """Put the cursor at a place and show it: at the top, or with a few lines around."""
        self.cursor = place
        self._column = None
        self._reveal(top)
        self.refresh()
        self.post_message(self.Moved())

    def _reveal(self, top: bool = False) -> None:
        line, y = self._line_number(), self.scroll_offset.y
        goal = line if top else top_for(line, y, self.scrollable_content_region.height)
        if goal != y:
            self.scroll_to(y=goal, animate=False, force=True, immediate=True)

    def _move_lines(self, count: int) -> None:
        """Move the cursor by lines of text, keeping its column."""
        lines = self._laid.lines
        if not lines:
            return
        at = self._line_number()
        if self._column is None:
            parts, extra = self._drawing.parts(lines[at])
            self._column = column_of(parts, self.cursor[1], lines[at].indent, extra or None)
        target = line_after(lines, at, count)
        x = lines[target]
        parts, extra = self._drawing.parts(x)
        column = self._column
        offset = offset_at(parts, column, x.indent, extra or None) if parts else x.start
        self.cursor = Place(x.block, offset)
        if target == at and count < 0:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._reveal()
        self._column = column
        self.refresh()
        self.post_message(self.Moved())

    def action_down(self) -> None:
        """A line down."""
        self._move_lines(1)

    def action_up(self) -> None:
        """A line up."""
        self._move_lines(-1)

    def scroll_and_follow(self, count: int) -> None:
        """Scroll by lines; the cursor stays at its height on the screen."""
        self.scroll_to(y=self.scroll_offset.y + count, animate=False, force=True, immediate=True)
        self._move_lines(count)

    def action_first(self) -> None:
        """Go to the first character."""
        first = next(iter(text_lines(self._laid.lines)), None)
        if first:
            self.go_to(Place(first.block, first.start))
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_last(self) -> None:
        """Go to the last character."""
        if self.article and self.article.paragraphs:
            self.go_to(last_place(self.article))
            self.scroll_end(animate=False, force=True, immediate=True)

    def go_to_line_end(self, step: int) -> None:
        """Go to the first (-1) or last (1) character of the line."""
        if self._laid.lines:
            x = self._laid.lines[self._line_number()]
            self.go_to(Place(x.block, x.start if step < 0 else max(x.start, x.end - 1)))

    def move_paragraph(self, step: int) -> None:
        """Go to the next paragraph's first character (1), or this one's or the one before's (-1)."""
        if self.article and self.article.paragraphs:
            self.go_to(paragraph_from(self.article, self.cursor, step))

    def move_crosshead(self, step: int) -> None:
        """Go to the next crosshead (1), or the one before (-1); to the text's edge where there is none."""
        if self.article and self.article.paragraphs:
            self.go_to(crosshead_from(self.article, self.cursor.paragraph, step))

    # -- the mouse ----------------------------------------------------------------------------------

    def place_at(self, x: int, y: int) -> Place | None:
        """The character at a cell of the pane; None where there is no text."""
        number = y + self.scroll_offset.y
        if self.article is None or number >= len(self._laid.lines):
            return None
        line = self._laid.lines[number]
        parts, extra = self._drawing.parts(line) if line.block >= HEADLINE_BLOCK else ([], [])
        if not parts:
            return None
        margin = self._drawing.margin(self.scrollable_content_region.width)
        return Place(line.block, offset_at(parts, x - margin, line.indent, extra or None))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A mouse button went down."""
        self._pressed = self.place_at(event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """A click on a name, and a double click on a word."""
        place = self.place_at(event.x, event.y)
        if place and self.key_hook is None:
            self.post_message(self.Pressed(place, event.chain > 1))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A mouse button came up."""
        start, self._pressed = self._pressed, None
        place = self.place_at(event.x, event.y)
        if start and place and start != place:
            self.post_message(self.Dragged(start, place))
        elif place and self.key_hook is None:
            self.go_to(place)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The pane was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())
