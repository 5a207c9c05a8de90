"""Editing a longer text: in the user's own editor where there is one, else on this screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from wxreader.i18n import _
from wxreader.tui.surroundings import around
from wxreader.tui.widgets.status import Status

if TYPE_CHECKING:
    from textual.app import App


def edit(app: App[Any], text: str, title: str, then: Callable[[str], None]) -> None:
    """Let the user edit a text.

    Args:
        app: The app.
        text: The text to begin with.
        title: What it is.
        then: Called with the text as it was kept; not called where it was given up.

    Raises:
        EditorError: The user's own editor could not be run, or failed.
    """
    if around(app).own_editor:
        from wxreader.tui.terminal.editor import edit_text

        then(edit_text(app, text))
        return

    def keep(edited: str | None) -> None:
        if edited is not None:
            then(edited)

    app.push_screen(WritingScreen(text, title), keep)


class WritingScreen(Screen[str | None]):
    """A text to be edited; its answer is the text, or None where it was given up.

    Args:
        text: The text to begin with.
        title: What it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, text: str, title: str) -> None:
        super().__init__()
        self._text = text
        self._title = title
        self._asked = False
        """The user was told that Escape gives changes up."""
        self.status = Status("status")

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(Content(self._title), classes="pane-title")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, id="writing")
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        area = self.query_one(TextArea)
        self.set_focus(area)  # at once: what is typed ahead belongs into the text
        area.move_cursor(area.document.end)
        self.status.place("", [("Ctrl+S", _("keep")), ("F2", _("keep")), ("Esc", _("give up"))])

    def on_text_area_changed(self) -> None:
        """Textual's call: something was typed."""
        self._asked = False

    def action_keep(self) -> None:
        """Keep the text."""
        area = self.query_one(TextArea)
        area.call_later(lambda: self.dismiss(area.text))  # what was typed before this key is still on its way

    def action_leave(self) -> None:
        """Give the changes up; where there are some, only when asked twice."""
        if self.query_one(TextArea).text == self._text or self._asked:
            self.dismiss(None)
            return
        self._asked = True
        self.status.say(_("Esc again gives your changes up; Ctrl+S keeps them"), error=True)
