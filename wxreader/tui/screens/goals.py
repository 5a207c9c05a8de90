"""What the screens over the reader have in common: keys from the key map, a help, an answer where to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from textual.screen import Screen

from wxreader.i18n import _
from wxreader.model import Place
from wxreader.tui.keymap import COMMANDS, MOVES, OVER_KEYS, bind
from wxreader.tui.surroundings import around
from wxreader.tui.widgets.line_pane import LinePane
from wxreader.tui.widgets.status import Hint, Status

Target = TypeVar("Target")
"""Where a line leads."""
Action = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Goal:
    """An answer: an article, and the place in it."""

    article: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """An answer: search the library, or list every hit."""

    query: str
    lines: bool = False


class GoalScreen(Screen[Target | None], Generic[Target]):
    """A screen of lines whose answer is where to go; None for back.

    Args:
        lines: What leads there.
        place: Which keys of `keymap.OVER_KEYS` hold.
        hints: What the bottom line says of them.
        at: The line that the cursor stands on first.
    """

    def __init__(self, lines: LinePane, place: str, hints: Sequence[Hint], at: int = 0) -> None:
        super().__init__()  # no id: one that is just closing still has it
        self._lines = lines
        self._place = place
        self._hints = hints
        self._at = at
        self.status = Status("status")

    def actions(self) -> Mapping[str, Action]:
        """What the place's commands do, by their names; subclasses say."""
        return {}

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        keys = getattr(getattr(self.app, "settings", None), "keys", {})
        helps = [c for c in COMMANDS if c.name == "help"]
        bind(self, [c for c in OVER_KEYS if c.where == self._place] + helps, keys, "command('{name}')")
        bind(self._lines, MOVES, keys)
        self._lines.focus()
        self._lines.items_changed()
        self.call_after_refresh(self._lines.move_to, self._at)
        self.status.place("", [("?", _("help")), *self._hints])

    def action_command(self, name: str) -> None:
        """A key's command."""
        if name == "help":
            self._help()
        else:
            self.actions()[name]()

    def _help(self) -> None:
        from wxreader.tui.palette import groups_of
        from wxreader.tui.screens.commands import CommandsScreen

        def run(chosen: Action | None) -> None:
            if chosen:
                chosen()

        elsewhere = partial(self.status.say, _("that works in the place it names; go there first"))
        keys = getattr(getattr(self.app, "settings", None), "keys", {})
        groups = groups_of(self._place, self.actions(), elsewhere, keys, around(self.app).missing)
        self.app.push_screen(CommandsScreen(_("wxreader: what can be done"), groups, typing=False), run)

    def answer(self, answer: Target | None) -> None:
        """Close with an answer; a second key that comes with the first is nobody's."""
        if self.is_current:
            self.dismiss(answer)

    def leave(self) -> None:
        """Back, or out of what is being typed."""
        if self.status.prompt:
            self.status.leave()
        else:
            self.answer(None)
