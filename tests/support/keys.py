"""Keys for the reader in Textual's pilot, and what its panes show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget

from wxreader.tui.app import Reader
from wxreader.tui.reader.moving import MainScreen

Make = Callable[..., Reader]
"""The fixture `reader`: makes the reader on the test's library, with options of the settings."""


def main(pilot: Pilot[Any]) -> MainScreen:
    """The reader's screen, whatever is open over it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def lines_of(widget: Widget) -> list[str]:
    """What a line-drawing pane shows."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def shown(widget: Widget) -> str:
    """The same as one text."""
    return "\n".join(lines_of(widget))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and wait for what they set going."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type as an input method does: whole characters."""
    await pilot.pause()
    await press(pilot, *text)
