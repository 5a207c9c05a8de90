"""Ctrl+P: every command by its words. Ours, because Textual's ends the app on keys that come too soon.

An Enter that bounces, PageDown before its list is filled, a window four cells wide (measured on 8.2.8);
and it reads the words of a saved search as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from wxreader.i18n import _
from wxreader.text import cells, fold, one_line
from wxreader.tui.widgets.line_pane import LinePane, Span

LONGEST = 200
"""Characters of a row that are looked at: a saved search may be long (chosen)."""


class _Rows(LinePane):
    """The commands that are offered."""

    def __init__(self) -> None:
        super().__init__("choices")
        self.rows: list[tuple[str, str]] = []

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.rows)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        if line_number >= len(self.rows):
            return []
        title, help_ = self.rows[line_number]
        gap = max(2, width - cells(title) - cells(help_) - 2)
        return [(f" {title}{' ' * gap}", self.style("pane--accent")), (help_, self.style("pane--dim"))]


class PaletteScreen(ModalScreen[Callable[[], object] | None]):
    """Find a command by its words; the answer is what it calls.

    Args:
        commands: What is offered, in this order.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
    ]

    def __init__(self, commands: Sequence[SystemCommand]) -> None:
        super().__init__()
        self._all = [
            (one_line(c.title[:LONGEST]), one_line((c.help or "")[:LONGEST]), c.callback) for c in commands
        ]
        self._found = self._all
        self._pane = _Rows()

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(id="chooser"):
            yield Static(Content(_("command palette")), classes="pane-title")
            yield Input(id="palette-input", compact=True)
            yield self._pane

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        self._narrow("")
        # focusing before the field is laid out parks the input method's caret at (4,1) until a key comes
        self.call_after_refresh(self.query_one(Input).focus)

    def _narrow(self, typed: str) -> None:
        """Offer the commands that have every word that was typed."""
        words = fold(typed).split()
        self._found = [row for row in self._all if all(w in fold(f"{row[0]} {row[1]}") for w in words)]
        self._pane.rows = [(title, help_) for title, help_, _callback in self._found]
        self._pane.items_changed()
        self._pane.move_to(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The text in the field changed."""
        event.stop()
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the command under the cursor; a second one that comes with it is nobody's."""
        event.stop()
        if self.is_current:
            self.dismiss(self._found[self._pane.cursor][2] if self._found else None)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._pane.move_to(max(0, min(self._pane.cursor + step, self._pane.item_count() - 1)))

    def action_give_up(self) -> None:
        """Choose nothing."""
        if self.is_current:
            self.dismiss(None)
