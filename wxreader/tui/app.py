"""The app: themes, safety, the settings that it keeps. What is shown is the screens' business."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path

from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import Theme

from wxreader.errors import SettingsError, WxError
from wxreader.i18n import _
from wxreader.library.store import Store
from wxreader.model import Place
from wxreader.settings import Settings, save_option
from wxreader.tui.reader.screen import MainScreen
from wxreader.tui.surroundings import TERMINAL, Surroundings
from wxreader.tui.terminal import guard
from wxreader.tui.terminal.colourless import Colourless
from wxreader.tui.terminal.driver import SafeDriver, end_on_signals
from wxreader.tui.themes import TERMINAL_THEME, THEMES
from wxreader.tui.typeahead import TypeAhead
from wxreader.tui.widgets.status import Status

_SIXTEEN = Path(__file__).with_name("sixteen.tcss")
"""How the reader looks in a theme of the terminal's own colours; read only for such a theme."""


class Reader(App[None]):
    """The reader.

    Args:
        library: What is read.
        settings: How.
        surroundings: What it may do on this machine.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "wxreader"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 0

    def __init__(self, library: Store, settings: Settings, surroundings: Surroundings = TERMINAL) -> None:
        super().__init__()
        self.surroundings = surroundings
        self.library = library
        self.settings = settings
        self.error_console = guard.error_console()
        self.crash: Exception | None = None
        """What ended the app, if something did."""
        self.greeting = ""
        self.goal: tuple[str, Place | None] | None = None
        """Article and place that are shown first; None for what was shown last."""
        """What is said when the app stands on the screen."""
        self.watched: Sequence[Path] = ()
        """Folders in which what appears is loaded."""
        self.animation_level = "none"
        self._choose_theme()
        self.set_class(settings.ambiguous_width == "2", "wide-marks")
        self._guard = guard.ControlGuard()
        self._typeahead = TypeAhead(self)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's way out of an error of ours: it restores the terminal.

        What it would print holds texts of articles; `run` prints a sentence instead.
        """
        self.crash = self.crash or error
        super()._handle_exception(error)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Textual's call for what a key does. A key that comes after its screen has gone does nothing.

        An error that is the user's or the system's is a sentence, wherever it comes from.
        """
        if default_namespace is not None and not self._stands(default_namespace):
            return True
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except WxError as error:
            self.tell(str(error))
            return True

    def _stands(self, node: DOMNode) -> bool:
        """Whether a node is on a screen that is open, and the app is not being left."""
        try:
            return node is self or (not self._exit and node.screen in self.screen_stack)
        except NoScreen:
            return False

    def tell(self, error: str) -> None:
        """Say an error on the screen that is open."""
        status = next(iter(self.screen.query(Status)), None)
        if status is not None:
            status.say(error, error=True)

    def get_driver_class(self) -> type[Driver]:
        """Textual's Linux driver with its holes closed; its own elsewhere (tests, web)."""
        found = super().get_driver_class()
        return SafeDriver if issubclass(SafeDriver, found) else found

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, NO_COLOR as we understand it, and behind them the last wall."""
        filters = [f for f in super().get_line_filters() if not isinstance(f, Monochrome | NoColor)]
        return [*filters, *([Colourless()] if self.no_color else []), self._guard]

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        self.call_after_refresh(_settle)
        if not self.is_headless:
            end_on_signals(self)
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the first: one screen less to lay out before the first paint."""
        return MainScreen(self.library, self.settings)

    def _choose_theme(self) -> None:
        """Offer our themes alone, and take the one of the settings."""
        names = [t.name for t in THEMES]
        for theme in THEMES:
            self.register_theme(theme)
        chosen = (
            TERMINAL_THEME if self.no_color else self.settings.theme
        )  # Textual has taken NO_COLOR out of environ
        if chosen not in names:
            raise SettingsError(
                _(
                    "settings: no theme is called {chosen!r}; there is {names}",
                    chosen=chosen,
                    names=", ".join(names),
                )
            )
        self.theme = chosen
        if self.current_theme.ansi:
            self.css_path.append(_SIXTEEN)
        self.set_class(self.current_theme.ansi, "sixteen")
        for name in set(self.available_themes) - set(names):
            self.unregister_theme(name)

    def _keep_theme(self, theme: Theme) -> None:
        """Write the chosen theme into the settings."""
        if theme.ansi and _SIXTEEN not in self.css_path:
            self.css_path.append(_SIXTEEN)
            self.stylesheet.read(_SIXTEEN)
            self.refresh_css(animate=False)
        self.set_class(theme.ansi, "sixteen")
        if self.no_color or theme.name == self.settings.theme:
            return
        try:
            save_option("theme", theme.name)
        except SettingsError as error:
            self.tell(str(error))

    # -- keys ---------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Textual's call for everything that comes in; a key waits for the one before it."""
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not typed or self._typeahead.passes(event):
            await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        """A key that no widget took: what it is bound to, or a word about it.

        Textual calls its own `_on_key` after this one; it would look the key up and say nothing where
        it finds none, so it is told not to.
        """
        status = getattr(self.screen, "status", None)
        if not isinstance(status, Status):
            return
        event.prevent_default()
        if not status.takes(event):
            status.key_pressed()
            if not await self._check_bindings(event.key) and not status.prompt:
                status.say(_("{key} does nothing here; ? shows the keys", key=name_of_key(event)))

    async def action_quit(self) -> None:
        """Ctrl+Q: as `q` in the list, whatever is open."""
        main = self.screen_stack[0]
        if isinstance(main, MainScreen):
            main.moving.quit()
        else:
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C, by which others leave."""
        status = getattr(self.screen, "status", None)
        if isinstance(status, Status):
            status.say(_("q goes back and, from the list, quits"))


def name_of_key(event: events.Key) -> str:
    """A key as people call it: `R`, `Ctrl+T`, `F5`."""
    if event.is_printable and event.character:
        return event.character
    return "+".join(part.capitalize() for part in event.key.split("+"))


def _settle() -> None:
    """Collect garbage again once the screen stands.

    It never looks through what the start-up made: that would be a pause of 25 ms.
    """
    gc.freeze()
    gc.enable()
