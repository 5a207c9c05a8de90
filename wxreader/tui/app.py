"""The app: themes, safety, the settings that it keeps. What is shown is the screens' business."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import Theme

from wxreader.errors import SettingsError, WxError
from wxreader.i18n import _, ngettext
from wxreader.library.library import Library
from wxreader.settings import Settings, save_option
from wxreader.tui.keymap import COMMANDS as READER_COMMANDS
from wxreader.tui.reader.screen import MainScreen
from wxreader.tui.surroundings import TERMINAL, Surroundings
from wxreader.tui.terminal import guard
from wxreader.tui.terminal.colourless import Colourless
from wxreader.tui.terminal.driver import SafeDriver, end_on_signals
from wxreader.tui.themes import TERMINAL_THEME, THEMES
from wxreader.tui.widgets.status import Status


class Reader(App[None]):
    """The reader.

    Args:
        library: What is read.
        settings: How.
        surroundings: What it may do on this machine.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "wxreader"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    NOTIFICATION_TIMEOUT = 0

    def __init__(self, library: Library, settings: Settings, surroundings: Surroundings = TERMINAL) -> None:
        super().__init__()
        self.surroundings = surroundings
        self.library = library
        self.settings = settings
        self.error_console = guard.error_console()
        self.crash: Exception | None = None
        """What ended the app, if something did."""
        self.greeting = ""
        """What is said when the app stands on the screen."""
        self.animation_level = "none"
        self._choose_theme()
        self.set_class(settings.ambiguous_width == "2", "wide-marks")
        self._guard = guard.ControlGuard()

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
        """Whether a node is on a screen that is open."""
        try:
            return node is self or node.screen in self.screen_stack
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
        self.set_class(self.current_theme.ansi, "sixteen")
        for name in set(self.available_themes) - set(names):
            self.unregister_theme(name)

    def _keep_theme(self, theme: Theme) -> None:
        """Write the chosen theme into the settings."""
        self.set_class(theme.ansi, "sixteen")
        if self.no_color or theme.name == self.settings.theme:
            return
        try:
            save_option("theme", theme.name)
        except SettingsError as error:
            self.tell(str(error))

    def action_command_palette(self) -> None:
        """Open the palette; ours, not Textual's."""
        from wxreader.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen([*self.get_system_commands(self.screen)]), _called)

    def action_change_theme(self) -> None:
        """Choose a theme from a list."""
        from wxreader.tui.screens.chooser import ChooserScreen

        names = [t.name for t in THEMES]

        def choose(which: int | None) -> None:
            if which is not None:
                self.theme = names[which]

        self.push_screen(ChooserScreen(_("choose a theme"), names, names.index(self.theme)), choose)

    # -- keys ---------------------------------------------------------------------------------------

    async def _on_key(self, event: events.Key) -> None:
        """A key that no widget took: what it is bound to, or a word about it.

        Textual calls its own `_on_key` after this one; it would look the key up and say nothing where it finds
        none, so it is told not to.
        """
        status = getattr(self.screen, "status", None)
        if not isinstance(status, Status):
            return
        event.prevent_default()
        if not status.takes(event):
            status.key_pressed()
            if not await self._check_bindings(event.key) and not status.prompt:
                status.say(_("{key} does nothing here; ? shows the keys", key=name_of_key(event)))

    def action_help_quit(self) -> None:
        """Ctrl+C, where others use it to leave."""
        status = getattr(self.screen, "status", None)
        if isinstance(status, Status):
            status.say(_("q goes back and, from the list, quits"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the reader, and the themes."""
        main = next((s for s in self.screen_stack if isinstance(s, MainScreen)), None)
        if main is not None:
            for command in READER_COMMANDS:
                if command.name not in {"palette", *self.surroundings.missing}:
                    yield SystemCommand(
                        _(command.help),
                        f"{', '.join(command.keys)}",
                        partial(main.call_command, command.name),
                    )
            for query, count in main.search.kept():
                found = "" if count is None else ngettext("{n} article", "{n} articles", count)
                yield SystemCommand(
                    _("search: {query}", query=query), found, partial(main.search.search_for, query)
                )
        yield SystemCommand(_("theme"), _("choose a theme"), self.action_change_theme)


def _called(command: Callable[[], object] | None) -> None:
    """Do what was chosen in the palette."""
    if command is not None:
        command()


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
