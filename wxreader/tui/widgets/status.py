"""The bottom line: left what you are doing or were told, right where you are and the keys that matter here.

The only place for messages, because anything laid over a pane eats half-covered Chinese characters
(Textual #6357). An error stays until a key is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from wxreader.text import cells, one_line
from wxreader.tui.surroundings import around

if TYPE_CHECKING:
    from textual.widgets import Input

    from wxreader.tui.widgets.field import Field


def _nothing() -> None:
    pass


def _ignored(text: str) -> None:
    pass


def _unwanted(text: str, what: str) -> None:
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """Something typed in the bottom line, and who is told of it."""

    sign: str
    """What stands before the input field."""
    entered: Callable[[str], None]
    """Enter was pressed; the field is closed already."""
    typed: Callable[[str], None] = _ignored
    """The text changed."""
    left: Callable[[], None] = _nothing
    """Esc was pressed; the field is closed already."""
    wanted: Callable[[str, str], None] = _unwanted
    """Tab, Up or Down was pressed: the text, and `complete`, `older` or `newer`."""


class Status(Horizontal):
    """The bottom line, with an input field when something is typed."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.prompt: Prompt | None = None
        """What is being typed."""
        self._field: Input | None = None
        """Made when first asked for: an Input costs 15 ms of the start."""
        self._place = self._progress = ""
        self._place_width = 0
        self.sticky = False
        """The message is an error that stays until a key is pressed."""

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        yield Static(Content(""), id="status-sign")
        yield Static(Content(""), id="status-message")
        yield Static(Content(""), id="status-place")

    def say(self, text: str, error: bool = False) -> None:
        """Show a message on the left; an error gives way only to another error or to a key (an empty text)."""
        if self.sticky and text and not error:
            return
        message = self._part("message")
        if message is None:
            return
        message.set_class(error, "error")
        message.update(Content(one_line(around(self.app).shown(text))), layout=False)
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

    def ask(self, prompt: Prompt, text: str = "") -> None:
        """Open the input field."""
        self.prompt = prompt
        self.add_class("typing")
        if part := self._part("sign"):
            part.update(Content(prompt.sign))
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
        if self.prompt and self._field is not None:
            self._field.focus()

    def leave(self) -> None:
        """Close the input field without taking what was typed."""
        prompt = self._close()
        if prompt:
            prompt.left()

    def _close(self) -> Prompt | None:
        prompt, self.prompt = self.prompt, None
        self.remove_class("typing")
        return prompt

    def on_input_changed(self, event: Input.Changed) -> None:
        """The text in the field changed."""
        event.stop()
        if self.prompt:
            self.prompt.typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter was pressed in the field."""
        event.stop()
        prompt = self._close()
        if prompt:
            prompt.entered(event.value)

    def on_field_wanted(self, event: Field.Wanted) -> None:
        """Tab, Up or Down was pressed in the field."""
        event.stop()
        if self.prompt and self._field is not None:
            self.prompt.wanted(self._field.value, event.what)
