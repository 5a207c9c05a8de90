"""What a card and a concordance have in common: lines that lead into an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from wxreader.tui.keymap import MOVES, bind
from wxreader.tui.widgets.line_pane import LinePane
from wxreader.tui.widgets.status import Hint, Status

Target = TypeVar("Target")
"""Where a line leads."""


class GoalScreen(Screen[Target | None], Generic[Target]):
    """A screen whose answer is where to go; None for back.

    Args:
        lines: What leads there.
        goal: Where the cursor's line leads; None for nowhere.
        at: The line that the cursor stands on first.
        keys: What the bottom line says of the keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", show=False),
        Binding("q,escape", "leave", show=False),
    ]

    def __init__(
        self, lines: LinePane, goal: Callable[[], Target | None], at: int, keys: Sequence[Hint]
    ) -> None:
        super().__init__()  # no id: one that is just closing still has it
        self._lines = lines
        self._goal = goal
        self._at = at
        self._keys = keys
        self.status = Status("status")

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        bind(self._lines, MOVES, {})
        self._lines.focus()
        self._lines.items_changed()
        self.call_after_refresh(self._lines.move_to, self._at)
        self.status.place("", self._keys)

    def action_go(self) -> None:
        """Go where the line leads."""
        goal = self._goal()
        if goal is not None:
            self.dismiss(goal)

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)
