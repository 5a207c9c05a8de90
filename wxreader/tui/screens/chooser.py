"""Choosing one of a few things from a list that takes the whole screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wxreader.text import one_line
from wxreader.tui.keymap import MOVES, bind
from wxreader.tui.widgets.line_pane import LinePane, Span


class _Choices(LinePane):
    """The lines to choose from."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__("choices")
        self._choices = [one_line(c) for c in choices]

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._choices)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        return (
            [(f" {self._choices[line_number]}", self.style("pane--accent"))]
            if line_number < len(self._choices)
            else []
        )


class ChooserScreen(ModalScreen[int | None]):
    """Ask for one of some lines; the answer is its place, None for none.

    Args:
        question: What is asked.
        choices: The lines.
        start: The line that the cursor stands on first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "give_up", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, question: str, choices: Sequence[str], start: int = 0) -> None:
        super().__init__()
        self._question = question
        self._pane = _Choices(choices)
        self._start = start

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(id="chooser"):
            yield Static(Content(one_line(self._question)), classes="pane-title")
            yield self._pane

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        bind(self._pane, MOVES, {})
        self._pane.focus()
        self._pane.items_changed()
        self._pane.move_to(self._start)

    def action_take(self) -> None:
        """Take the line under the cursor."""
        if self.is_current:
            self.dismiss(self._pane.cursor if self._pane.item_count() else None)

    def action_give_up(self) -> None:
        """Choose nothing."""
        if self.is_current:
            self.dismiss(None)
