"""NO_COLOR: every cell in the terminal's own two colours; what a background set apart is set apart by
reverse.

Textual's own filters do not serve: `Monochrome` makes the terminal's default colours black on black,
`NoColor` drops a background without a trace of it, and the line under the cursor with it.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = Style.from_color(RichColor.default(), RichColor.default())


@lru_cache(1024)
def colourless(style: Style) -> Style:
    """A style without colours; reverse where it had a background of its own,
    unless it was reversed already.
    """
    bare = style + _PLAIN
    if style.bgcolor is None or style.bgcolor.is_default:
        return bare
    return bare + Style(reverse=not style.reverse)


class Colourless(LineFilter):
    """What NO_COLOR asks for."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Textual's call: a line without its colours."""
        return [
            Segment(text, colourless(style) if style else style, control) for text, style, control in segments
        ]
