"""`?`: the keys that hold here, made from the key map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wxreader.i18n import _
from wxreader.text import pad
from wxreader.tui.keymap import (
    ANY,
    COMMANDS,
    ENTITIES,
    LIST,
    MOVES,
    N_,
    SELECTION,
    SELECTION_KEYS,
    TEXT,
    keys_of,
)
from wxreader.tui.surroundings import around

_PLACES = {
    LIST: N_("in the list"),
    TEXT: N_("in the text"),
    ENTITIES: N_("in the entities"),
    SELECTION: N_("while a passage is selected"),
    ANY: N_("anywhere"),
}


class HelpScreen(ModalScreen[None]):
    """The keys of a place first, then those that hold anywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,fullwidth_question_mark,enter", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(12)", show=False),
        Binding("b,pageup", "scroll(-12)", show=False),
    ]

    def __init__(self, place: str, overrides: Mapping[str, str]) -> None:
        super().__init__()
        self._place = place
        self._overrides = overrides

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with VerticalScroll(id="help"):
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        lines = [Content.styled(_("wxreader: keys"), "bold"), Content("")]
        missing = around(self.app).missing
        for place in (self._place, *((SELECTION,) if self._place == TEXT else ()), ANY):
            lines.append(Content.styled(_(_PLACES[place]), "bold"))
            for command in (*COMMANDS, *SELECTION_KEYS, *(MOVES if place == ANY else ())):
                if command.where == place and command.name not in missing:
                    keys = "  ".join(keys_of(command, self._overrides))
                    lines.append(Content(f"  {pad(keys, 24)} {_(command.help)}"))
            lines.append(Content(""))
        lines.append(
            Content.styled(_("Esc closes this; every key can be changed in the settings file."), "dim")
        )
        return lines

    def action_scroll(self, count: int) -> None:
        """Scroll by lines."""
        for pane in self.query(VerticalScroll):  # none yet, or none any more
            pane.scroll_relative(y=count, animate=False)

    async def action_dismiss(self, result: None = None) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(result)
