"""The last wall: whatever a widget forgot, no control or bidi character leaves for the terminal.

Measured on Textual 8.2.8: 19 of 20 surfaces pass escape sequences through; one line filter stops
them all. The characters that it deletes measure 0 cells, so the layout stays exact.
"""

from __future__ import annotations

import io

from rich.console import Console
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from wxreader.text import LAST_WALL


class ControlGuard(LineFilter):
    """Delete forbidden characters from every line on its way out."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line without them."""
        search = LAST_WALL.search
        if not any(s.control is None and search(s.text) for s in segments):
            return segments
        return [s if s.control else Segment(LAST_WALL.sub("", s.text), s.style) for s in segments]


def error_console() -> Console:
    """Where Textual's own crash report goes: nowhere. It shows the values of variables,
    texts of articles among them; `logbook` says what is fit.
    """
    return Console(file=io.StringIO(), markup=False, highlight=False, color_system=None)
