"""A pane of lines that draws only what is on screen: the base of list, entities and raw dump.

Textual's OptionList costs 2.65 times the bare app's start with 10,000 rows, and crashes at content
width 0; a line is a function of its number here, so neither happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wxreader.text import cells, cut
from wxreader.tui.keymap import only_moves
from wxreader.tui.painting import set_lines

Span = tuple[str, Style]
"""A run of text (already `visible`) in one style."""


def strip_of(spans: Sequence[Span], width: int, base: Style) -> Strip:
    """A strip of exactly `width` cells: spans cut at its end, through no character; the rest is blank."""
    segments = []
    room = width
    for text, style in spans:
        if room <= 0:
            break
        shown = cut(text, room)
        used = cells(shown)
        segments.append(Segment(shown, base + style))
        room -= used
    if room > 0:
        segments.append(Segment(" " * room, base))
    return Strip(segments, width) if width > 0 else Strip([], 0)


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling pane of one-line rows or rows of several lines, with a cursor on one item.

    Subclasses say how many items there are, which lines an item takes, and how a line looks.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--cursor",
        "pane--cursor-blurred",
        "pane--dim",
        "pane--accent",
        "pane--rule",
    }

    def stays(self, event: events.Event) -> bool:
        """Whether a key leads nowhere else (`typeahead`)."""
        return isinstance(event, events.Key) and only_moves(self, event.key)

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.cursor = 0
        """Item under the cursor."""
        self._base = Style()

    # -- what subclasses say ----------------------------------------------------------------------

    def item_count(self) -> int:
        """How many items there are."""
        return 0

    def line_count(self) -> int:
        """How many lines all items take."""
        return self.item_count()

    def item_line(self, item: int) -> int:
        """First line of an item."""
        return item

    def item_height(self, item: int) -> int:
        """Lines that an item takes."""
        return 1

    def item_at(self, line: int) -> int | None:
        """The item on a line; None where there is none."""
        return line if 0 <= line < self.item_count() else None

    def spans(self, line: int, width: int) -> list[Span]:
        """A line's text and styles."""
        return []

    def cursor_moved(self) -> None:
        """Called when the cursor stands on another item."""

    def item_chosen(self) -> None:
        """Called when the item under the cursor is clicked once more."""

    # -- the pane ---------------------------------------------------------------------------------

    def style(self, name: str) -> Style:
        """The style of a component class, without its background unless it is a cursor's."""
        return self.get_component_rich_style(name, partial=True)

    def items_changed(self) -> None:
        """Lay the pane out again after its items changed."""
        self.cursor = max(0, min(self.cursor, self.item_count() - 1))
        set_lines(self, self.line_count())
        self.refresh()

    def on_resize(self) -> None:
        """The size changed."""
        set_lines(self, self.line_count())
        self.reveal()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's call: the lines to be drawn now.

        The pane's own style costs more to find than a line to draw, so it is found once.
        """
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Textual's call: one line of the pane."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self._base
        if line >= self.line_count():
            return strip_of([], width, base)
        spans = self.spans(line, width)
        if self.item_at(line) == self.cursor and self.item_count():
            base += self.style("pane--cursor" if self.has_focus else "pane--cursor-blurred")
            if self.has_focus:  # the accent on the accent would not be seen
                spans = [(text, style.without_color) for text, style in spans]
        return strip_of(spans, width, base)

    def move_to(self, item: int) -> None:
        """Put the cursor on an item and show it."""
        if not self.item_count():
            return
        item = max(0, min(item, self.item_count() - 1))
        before = self.cursor
        if item != before:
            self.cursor = item
            self.cursor_moved()
        for changed in {before, item}:  # all the other lines stand as they are
            self.refresh_lines(self.item_line(changed), self.item_height(changed))
        self.reveal()

    def reveal(self) -> None:
        """Scroll as little as it takes to show the item under the cursor."""
        if not self.item_count():
            return
        top = self.item_line(self.cursor)
        bottom = top + self.item_height(self.cursor)
        height = self.scrollable_content_region.height
        if top <= self.scroll_offset.y:
            above = top - 1 if top and self.item_at(top - 1) is None else top
            self.scroll_to(y=above, animate=False, force=True, immediate=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False, force=True, immediate=True)

    def on_focus(self) -> None:
        """It has the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Something else has the focus."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The mouse was clicked."""
        item = self.item_at(event.y + self.scroll_offset.y)
        if item is None:
            return
        if item == self.cursor and event.chain > 1:
            self.item_chosen()
        else:
            self.move_to(item)

    def _page(self) -> int:
        """Items that fit on a page, at least one."""
        height = self.scrollable_content_region.height
        return max(1, height // max(1, self.item_height(self.cursor)) - 1) if self.item_count() else 1

    def action_down(self) -> None:
        """A line down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """A line up."""
        self.move_to(self.cursor - 1)

    def action_first(self) -> None:
        """To the top."""
        self.move_to(0)

    def action_last(self) -> None:
        """To the end."""
        self.move_to(self.item_count() - 1)

    def action_page_down(self) -> None:
        """A page down."""
        self.move_to(self.cursor + self._page())

    def action_page_up(self) -> None:
        """A page up."""
        self.move_to(self.cursor - self._page())

    def action_half_down(self) -> None:
        """Half a page down."""
        self.move_to(self.cursor + max(1, self._page() // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.move_to(self.cursor - max(1, self._page() // 2))
