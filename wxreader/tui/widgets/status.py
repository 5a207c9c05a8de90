"""The bottom line: left what you are doing or were told, right where you are and the keys that matter here.

The only place for messages, because anything laid over a pane eats half-covered Chinese characters
(Textual #6357). An error stays until a key is pressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from wxreader.text import cells, one_line

if TYPE_CHECKING:
    from textual.widgets import Input

    from wxreader.tui.widgets.field import Field


class Status(Horizontal):
    """The bottom line, with an input field when something is typed."""

    class Typed(Message):
        """The text in the input field changed."""

        def __init__(self, kind: str, text: str) -> None:
            super().__init__()
            self.kind = kind
            self.text = text

    class Entered(Typed):
        """Enter was pressed in the input field."""

    class Wanted(Typed):
        """Tab, Up or Down was pressed in the input field."""

        def __init__(self, kind: str, text: str, what: str) -> None:
            super().__init__(kind, text)
            self.what = what
            """`complete`, `older` or `newer`."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._kind = ""
        self._field: Input | None = None
        """Made when first asked for: an Input costs 15 ms of the start."""
        self._place = self._progress = ""
        self._place_width = 0
        self.sticky = False
        """The message is an error that stays until a key is pressed."""

    def compose(self) -> ComposeResult:
        yield Static(Content(""), id="status-sign")
        yield Static(Content(""), id="status-message")
        yield Static(Content(""), id="status-place")

    @property
    def kind(self) -> str:
        """What is being typed: `find`, `search`, or empty."""
        return self._kind

    def say(self, text: str, error: bool = False) -> None:
        """Show a message on the left; an error gives way to another error or to a key (an empty text) alone."""
        if self.sticky and text and not error:
            return
        message = self._part("message")
        if message is None:
            return
        message.set_class(error, "error")
        message.update(Content(one_line(text)), layout=False)
        self.sticky = error
        self.set_class(error, "failed")

    def _part(self, name: str) -> Static | None:
        """A part of the line; None while its screen is being made or left, when there is nothing to show it on."""
        return next(iter(self.query(f"#status-{name}").results(Static)), None)

    def place(self, text: str) -> None:
        """Show where the reader is, on the right."""
        self._place = text
        self._show_right()

    def progress(self, text: str) -> None:
        """Show how far something in the background is; an empty text when it is done."""
        self._progress = text
        self._show_right()

    def _show_right(self) -> None:
        shown = "  ".join(x for x in (self._progress, self._place) if x)
        place = self._part("place")
        if place is None:
            return
        width = cells(one_line(shown))
        place.update(Content(one_line(shown)), layout=width != self._place_width)
        self._place_width = width

    def ask(self, kind: str, sign: str, text: str = "") -> None:
        """Open the input field."""
        self._kind = kind
        self.add_class("typing")
        if part := self._part("sign"):
            part.update(Content(sign))
        if self._field is None:
            from wxreader.tui.widgets.field import Field

            self._field = Field(id="status-input", compact=True, select_on_focus=False)
            self.mount(self._field, after="#status-sign")
        self.fill(text)
        # focusing before the field is laid out parks the input method's caret at (4,1) until a key comes
        self.call_after_refresh(self._focus_field)

    def fill(self, text: str) -> None:
        """Put a text into the input field, as if nobody had typed it."""
        if self._field is not None:
            with self.prevent(type(self._field).Changed):
                self._field.value = text
                self._field.cursor_position = len(text)

    def _focus_field(self) -> None:
        if self._kind and self._field is not None:
            self._field.focus()

    def close(self) -> None:
        """Close the input field."""
        self._kind = ""
        self.remove_class("typing")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._kind:
            self.post_message(self.Typed(self._kind, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._kind:
            self.post_message(self.Entered(self._kind, event.value))

    def on_field_wanted(self, event: Field.Wanted) -> None:
        event.stop()
        if self._kind and self._field is not None:
            self.post_message(self.Wanted(self._kind, self._field.value, event.what))
