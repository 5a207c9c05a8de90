"""The bottom line: what you were told, where you are, the keys that matter here; and what is being typed.

The only place for messages, because anything laid over a pane eats half-covered Chinese characters
(Textual #6357). A message stands until the next key; it comes before the keys' hints, and of the hints as
many are shown as fit, none cut. What is typed has a line of its own, with what it is for on the line above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from wxreader.errors import WxError
from wxreader.text import cells, one_line
from wxreader.tui.surroundings import around
from wxreader.tui.widgets.line_pane import Span, strip_of
from wxreader.tui.widgets.wrapping import cut_at_word, wrapped

if TYPE_CHECKING:
    from textual.widgets import Input

    from wxreader.tui.widgets.field import Field

GAP = 2
"""Cells between parts of the line."""
MOST_LINES = 2
"""Lines that an error may take."""
COMPLETE, OLDER, NEWER, EDITOR = "complete", "older", "newer", "editor"
"""What a key of the field may ask for: to complete the word, an earlier or later text, the user's editor."""
Hint = tuple[str, str]
"""A key, as it is pressed, and a word for what it does."""


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
    purpose: str = ""
    """What it is for: stands in the empty field."""
    keys: Sequence[Hint] = ()
    """What its keys do."""
    entered: Callable[[str], None]
    """Enter was pressed; the field is closed already."""
    typed: Callable[[str], None] = _ignored
    """The text changed."""
    left: Callable[[], None] = _nothing
    """Esc was pressed; the field is closed already."""
    wanted: Callable[[str, str], None] = _unwanted
    """Another key of the field was pressed: the text, and what for (`field`)."""


class StatusLine(Widget):
    """A message at the left, where the reader is and hints at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--message",
        "status--error",
        "status--place",
        "status--key",
        "status--label",
    }

    class Clicked(Message):
        """A hint was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="status-line")
        self.message = ""
        self.error = False
        self.place = ""
        self.hints: Sequence[Hint] = ()
        self._shown: list[tuple[int, int, str]] = []
        """Cells of the hints as drawn: from, to, key."""

    def lines(self) -> list[str]:
        """The message as it is broken into lines; more than one for an error alone."""
        room = max(1, self.size.width - GAP)
        if self.error:
            return wrapped(self.message, room, MOST_LINES)
        return [cut_at_word(self.message, room)]

    def render_line(self, y: int) -> Strip:
        """Textual's call: one line."""
        width, base = self.size.width, self.rich_style
        lines = self.lines()
        text = lines[y] if y < len(lines) else ""
        look = self.get_component_rich_style(
            "status--error" if self.error else "status--message", partial=True
        )
        left: list[Span] = [(" ", base), (text, look)]
        right = [] if self.error or y else self._right(width - cells(text) - 1)
        white = width - sum(cells(t) for t, _ in (*left, *right))
        return strip_of([*left, (" " * max(0, white), base), *right], width, base)

    def _right(self, room: int) -> list[Span]:
        """Where the reader is, and as many hints as fit whole."""
        self._shown = []
        key = self.get_component_rich_style("status--key", partial=True)
        label = self.get_component_rich_style("status--label", partial=True)
        spans: list[Span] = []
        place = one_line(self.place)
        if place and cells(place) + 2 * GAP <= room:
            spans += [
                (" " * GAP, label),
                (place, self.get_component_rich_style("status--place", partial=True)),
            ]
            room -= cells(place) + GAP
        for press, word in self.hints:
            used = GAP + cells(press) + 1 + cells(word)
            if used + 1 > room:
                break
            spans += [(" " * GAP, label), (press, key), (f" {word}", label)]
            room -= used
        at = self.size.width - sum(cells(t) for t, _ in spans) - 1
        for i in range(len(spans)):
            if spans[i][1] is key:
                self._shown.append((at, at + cells(spans[i][0] + spans[i + 1][0]), spans[i][0]))
            at += cells(spans[i][0])
        return [*spans, (" ", label)]

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        for start, end, key in self._shown:
            if start <= event.x < end:
                self.post_message(self.Clicked(key))


class Status(Vertical):
    """The bottom line, with an input field under it when something is typed."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.prompt: Prompt | None = None
        """What is being typed."""
        self._field: Input | None = None
        """Made when first asked for: an Input costs 15 ms of the start."""
        self._line = StatusLine()
        self._sign = Static(Content(""), id="status-sign")
        self._row = Horizontal(self._sign, id="status-prompt")
        self._place = self._progress = ""
        self._hints: Sequence[Hint] = ()
        self._mode: Sequence[Hint] = ()
        self._message = ""
        self.sticky = False
        """The message is an error that stays until a key is pressed."""

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        yield self._line
        yield self._row

    # -- what is said -------------------------------------------------------------------------------

    @property
    def message(self) -> str:
        """What the reader is told now."""
        return self._message

    def say(self, text: str, error: bool = False) -> None:
        """Show a message; an error gives way only to another error or to a key (an empty text)."""
        if self.sticky and text and not error:
            return
        self._message = one_line(around(self.app).shown(text))
        self.sticky = error
        self._show()

    def key_pressed(self) -> None:
        """Any key takes a message away; what it does says its own."""
        if self._message:
            self.say("")

    def place(self, where: str, hints: Sequence[Hint]) -> None:
        """Show where the reader is, and the keys that matter there."""
        self._place, self._hints = where, hints
        self._show()

    def mode(self, hints: Sequence[Hint]) -> None:
        """Show a mode's keys in place of the others while it lasts; none when it is over."""
        self._mode = hints
        self._show()

    def progress(self, text: str) -> None:
        """Show how far something in the background is; an empty text when it is done."""
        self._progress = text
        self._show()

    def _show(self) -> None:
        line = self._line
        prompting = self.prompt is not None
        line.message = self._message
        line.error = self.sticky
        line.place = self._progress or ("" if self._mode or prompting else self._place)
        line.hints = self.prompt.keys if self.prompt else (self._mode or self._hints)
        height = max(1, len(line.lines()))
        if line.styles.height is None or line.styles.height.value != height:
            line.styles.height = height
        line.refresh()

    def on_resize(self) -> None:
        """The size changed."""
        self._show()

    # -- what is typed ------------------------------------------------------------------------------

    def ask(self, prompt: Prompt, text: str = "") -> None:
        """Open the input field; not on a screen that is closed before it stands."""
        if not self._row.is_attached:
            return
        self.prompt = prompt
        self._message, self.sticky = "", False
        self.add_class("typing")
        self._sign.update(Content(prompt.sign))
        if self._field is None:
            from wxreader.tui.widgets.field import Field

            self._field = Field(id="status-input", compact=True, select_on_focus=False)
            self._row.mount(self._field)
        self._field.placeholder = prompt.purpose
        self.fill(text)
        self._show()
        # focusing before the field is laid out parks the input method's caret at (4,1) until a key comes
        self.call_after_refresh(self._focus_field)

    def fill(self, text: str) -> None:
        """Put a text into the input field, as if nobody had typed it."""
        if self._field is not None:
            with self.prevent(type(self._field).Changed):
                self._field.value = text
                self._field.cursor_position = len(text)

    def takes(self, event: events.Key) -> bool:
        """Take a key that was on its way to a pane when the field got the focus, or before it had it.

        What is typed in one go with the key that opened the field comes so, and must not be lost.
        """
        field = self._field
        if self.prompt is None or field is None:
            return False
        if event.is_printable and event.character:
            self._type(field.value + event.character)
        elif field.has_focus:
            return False
        elif event.key == "enter":
            self._enter(field.value)
        elif event.key == "backspace":
            self._type(field.value[:-1])
        else:
            return False
        return True

    def _type(self, text: str) -> None:
        self.fill(text)
        if self.prompt:
            self.prompt.typed(text)

    def _focus_field(self) -> None:
        if self.prompt and self._field is not None:
            self._field.focus()

    def leave(self) -> None:
        """Close the input field without taking what was typed."""
        prompt = self._close()
        if prompt:
            prompt.left()

    def _enter(self, text: str) -> None:
        prompt = self._close()
        if prompt:
            try:
                prompt.entered(text)
            except WxError as error:
                self.say(str(error), error=True)

    def _close(self) -> Prompt | None:
        prompt, self.prompt = self.prompt, None
        self.remove_class("typing")
        self._message, self.sticky = "", False
        self._show()
        return prompt

    def on_input_changed(self, event: Input.Changed) -> None:
        """The text in the field changed."""
        event.stop()
        if self.prompt:
            self.prompt.typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter was pressed in the field."""
        event.stop()
        self._enter(event.value)

    def on_field_wanted(self, event: Field.Wanted) -> None:
        """Tab, Up, Down or Ctrl+O was pressed in the field."""
        event.stop()
        if self.prompt and self._field is not None:
            self.prompt.wanted(self._field.value, event.what)
