"""The colours of the cells that are really written, and how well they can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.color import Color

READABLE = 4.5
"""WCAG 2.1, level AA, for text."""
XTERM = TerminalTheme(
    (0, 0, 0),
    (229, 229, 229),
    [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
        (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    ],
    [
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
        (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ],
)  # fmt: skip
"""xterm's sixteen colours."""


def luminance(color: tuple[int, int, int]) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(style: Style) -> float:
    """WCAG 2.1, contrast ratio of a style's two colours; the terminal's own two are right,
    one of them is not.
    """
    one, other = (c or RichColor.default() for c in (style.color, style.bgcolor))
    if style.dim:
        return 0.0
    if one.is_default and other.is_default:
        return 21.0
    if one.is_default or other.is_default:
        return 0.0  # nobody knows what the terminal's own colour is
    light, dark = sorted((luminance(_rgb(c)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(color: RichColor) -> tuple[int, int, int]:
    if color.type in (ColorType.STANDARD, ColorType.EIGHT_BIT):
        return tuple(color.get_truecolor(XTERM))  # type: ignore[return-value]
    return Color.from_rich_color(color).rgb


def written(app: Any) -> Iterator[tuple[str, Style]]:
    """Every run of cells on the screen as it leaves for the terminal, the blank ones left out."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip() and segment.style:
                yield segment.text, segment.style


def unreadable(app: Any) -> list[tuple[str, str]]:
    """What cannot be read on the screen: text, and its style."""
    return sorted(
        {(text.strip()[:20], str(style)) for text, style in written(app) if contrast(style) < READABLE}
    )
