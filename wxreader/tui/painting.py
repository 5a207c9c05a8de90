"""Painting only what changed: Textual has every widget draw every line from the highest change to the lowest.

A key in the list changes two of its lines and a title; without this, all lines of all panes between
the two go through the filters again, which takes longer than everything else that the key does.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget


class Painter(Compositor):
    """Textual's compositor; a partial update asks the foremost widgets alone, for the changed lines alone."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()
        """The regions of the update that is being drawn; none for a whole screen."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Textual's call: what changed since the last one."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Textual's call: the widgets' lines, the foremost widget first."""
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        hidden = list(self._changed)
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            parts = [part for part in map(shown.intersection, hidden) if part]
            if not parts:
                continue
            top, bottom = min(p.y for p in parts), max(p.bottom for p in parts)
            rows = Region(shown.x, top, shown.width, bottom - top)
            yield region, rows, widget.render_lines(rows.translate((-region.x, -region.y)))
            hidden = [r for r in hidden if not shown.contains_region(r)]
            if not hidden:
                return


def set_lines(pane: ScrollView, lines: int) -> None:
    """Say how many lines a pane has; the screen is laid out anew only where its scroll bar comes or goes."""
    size = Size(pane.size.width, lines)
    if pane.container_size and (lines > pane.container_size.height) == pane.show_vertical_scrollbar:
        pane.set_reactive(Widget.virtual_size, size)
        pane._scroll_update(size)
    else:
        pane.virtual_size = size


def in_next_frame(widget: Widget) -> None:
    """Tell the screen of a widget's change now, so that what is called after the refresh comes after it."""
    widget._check_refresh()
