"""Keys in, screen out: what the tests of the reader share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from wxreader.tui.app import Reader
from wxreader.tui.reader.screen import MainScreen
from wxreader.tui.widgets.status import Status

Make = Callable[..., Reader]
"""The `reader` fixture: makes the reader on the test's library."""


def main(pilot: Pilot[Any]) -> MainScreen:
    """The reading screen, whatever is open over it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def lines_of(widget: Widget) -> list[str]:
    """What a line-drawing pane shows."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def shown(widget: Widget) -> str:
    """What a line-drawing pane shows, in one text."""
    return "\n".join(lines_of(widget))


def said(pilot: Pilot[Any]) -> str:
    """The message in the bottom line of the screen that is open."""
    return pilot.app.screen.query_one(Status).message


def bottom(pilot: Pilot[Any]) -> str:
    """The bottom line of the screen that is open, as it is drawn."""
    line = pilot.app.screen.query_one("#status-line")
    return "\n".join(line.render_line(y).text.rstrip() for y in range(line.size.height))


def typed(pilot: Pilot[Any]) -> str:
    """What stands in the input field of the screen that is open."""
    return str(pilot.app.screen.query_one("#status-input", Input).value)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and wait for what they set off."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type as an input method does: whole characters."""
    await pilot.pause()
    await press(pilot, *text)
