"""Choosing one of a few things from a list that takes the whole screen; typing narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wxreader.i18n import _
from wxreader.text import cells, cut, fold, one_line
from wxreader.tui.keymap import MOVES, bind
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.status import OLDER, Prompt, Status

GAP = 2
"""Cells between a line and what stands at its right."""
Beside = Callable[[int], str]
"""What stands at the right of a choice, by its number: asked for when it is drawn."""


def _nothing(choice: int) -> str:
    return ""


class _Choices(LinePane):
    """The lines to choose from."""

    def __init__(self, choices: Sequence[str], beside: Beside) -> None:
        super().__init__("choices")
        self._choices = [one_line(c) for c in choices]
        self._beside = cache(beside)
        self._left = list(range(len(choices)))
        """Numbers of the choices that have what is typed."""

    @property
    def chosen(self) -> int | None:
        """The choice under the cursor; None where there is none."""
        return self._left[self.cursor] if self.cursor < len(self._left) else None

    def narrow(self, typed: str) -> None:
        """Leave the choices that have every word of what is typed."""
        words = fold(typed).split()
        before = self.chosen
        self._left = [i for i, c in enumerate(self._choices) if all(w in fold(c) for w in words)]
        self.cursor = self._left.index(before) if before in self._left and not words else 0
        self.items_changed()
        self.reveal()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._left)

    def line_count(self) -> int:
        """How many lines all items take."""
        return max(1, len(self._left))

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        dim = self.style("pane--dim")
        if not self._left:
            return [(" " + _("nothing here has that"), dim)]
        if line_number >= len(self._left):
            return []
        choice = self._left[line_number]
        beside = self._beside(choice)
        shown = cut(self._choices[choice], max(1, width - cells(beside) - GAP - 1))
        white = " " * max(GAP, width - 1 - cells(shown) - cells(beside) - 1)
        return [(f" {shown}", self.style("pane--accent")), (white + beside if beside else "", dim)]


class ChooserScreen(ModalScreen[int | None]):
    """Ask for one of some lines; the answer is its place, None for none.

    Args:
        question: What is asked.
        choices: The lines.
        start: The line that the cursor stands on first.
        beside: What stands at the right of each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "give_up", show=False),
        Binding("enter", "take", show=False),
        Binding("slash,fullwidth_solidus,ideographic_comma", "narrow", show=False),
    ]

    def __init__(
        self, question: str, choices: Sequence[str], start: int = 0, beside: Beside = _nothing
    ) -> None:
        super().__init__()
        self._question = question
        self._pane = _Choices(choices, beside)
        self._start = start
        self.status = Status("status")

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(id="chooser"):
            yield Static(Content(one_line(self._question)), classes="pane-title")
            yield self._pane
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        bind(self._pane, MOVES, {})
        self._pane.focus()
        self._pane.items_changed()
        self._pane.move_to(self._start)
        hints = (("Enter", _("choose")), ("/", _("narrow")), ("Esc", _("close")))
        self.status.place("", hints)

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key here narrows the list at once."""
        bound = (
            event.key in self._bindings.key_to_bindings or event.key in self._pane._bindings.key_to_bindings
        )
        if self.status.prompt is None and event.is_printable and event.character and not bound:
            event.stop()
            event.prevent_default()
            self.action_narrow(event.character)

    def action_narrow(self, typed: str = "") -> None:
        """Let typing narrow the list."""
        prompt = Prompt(
            sign="/",
            purpose=_("a part of what you look for"),
            keys=(("Enter", _("choose")), ("↑↓", _("move")), ("Esc", _("all of them"))),
            typed=self._pane.narrow,
            entered=lambda text: self.action_take(),
            left=self._widen,
            wanted=self._wanted,
        )
        self.status.ask(prompt, typed)
        self._pane.narrow(typed)

    def _widen(self) -> None:
        self._pane.narrow("")
        self._pane.focus()

    def _wanted(self, text: str, what: str) -> None:
        (self._pane.action_up if what == OLDER else self._pane.action_down)()

    def action_take(self) -> None:
        """Take the line under the cursor."""
        if self.is_current:
            self.dismiss(self._pane.chosen)

    def action_give_up(self) -> None:
        """Choose nothing; out of what is typed first."""
        if self.status.prompt:
            self.status.leave()
        elif self.is_current:
            self.dismiss(None)
