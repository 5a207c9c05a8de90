"""The input field of the bottom line: Textual's, with keys for completing and for what was typed before."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from wxreader.tui.widgets.status import COMPLETE, EDITOR, NEWER, OLDER


class Field(Input):
    """One line to type in. A browser keeps Ctrl+W for itself, so a word is deleted with Alt+Backspace too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", f"want('{COMPLETE}')", show=False),
        Binding("up", f"want('{OLDER}')", show=False),
        Binding("down", f"want('{NEWER}')", show=False),
        Binding("alt+backspace", "delete_left_word", show=False),
        Binding("ctrl+o", f"want('{EDITOR}')", show=False),
    ]

    class Wanted(Message):
        """A key asks for something other than what was typed."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def stays(self, event: events.Event) -> bool:
        """Whether a key leads nowhere else (`typeahead`)."""
        return isinstance(event, events.Key) and event.is_printable

    def action_want(self, what: str) -> None:
        """Ask whoever reads this field."""
        self.post_message(self.Wanted(what))
