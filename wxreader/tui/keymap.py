"""Keys of the commands of `command_table`: bound to widgets, read from the settings, checked.

Bindings, `?`, the palette, the status line and the settings' [keys] table are all made from this
list. A Chinese input method that is on must not lock the reader out, so full-width marks are
aliases of the half-width ones.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from wxreader.errors import SettingsError
from wxreader.i18n import _
from wxreader.tui.command_table import ANY as ANY
from wxreader.tui.command_table import CARD as CARD
from wxreader.tui.command_table import CODES as CODES
from wxreader.tui.command_table import COMMANDS as COMMANDS
from wxreader.tui.command_table import ENTITIES as ENTITIES
from wxreader.tui.command_table import EVERY_COMMAND as EVERY_COMMAND
from wxreader.tui.command_table import LINES as LINES
from wxreader.tui.command_table import LIST as LIST
from wxreader.tui.command_table import MOVES as MOVES
from wxreader.tui.command_table import N_ as N_
from wxreader.tui.command_table import NOTES as NOTES
from wxreader.tui.command_table import OVER_KEYS as OVER_KEYS
from wxreader.tui.command_table import SELECTION as SELECTION
from wxreader.tui.command_table import SELECTION_KEYS as SELECTION_KEYS
from wxreader.tui.command_table import TEXT as TEXT
from wxreader.tui.command_table import Command as Command
from wxreader.tui.command_table import color_command as color_command

if TYPE_CHECKING:
    from textual.widget import Widget

FULL_WIDTH = {
    "slash": ("fullwidth_solidus", "ideographic_comma"),
    "question_mark": ("fullwidth_question_mark",),
    "left_square_bracket": ("left_black_lenticular_bracket",),
    "right_square_bracket": ("right_black_lenticular_bracket",),
    "colon": ("fullwidth_colon",),
}
"""Keys as an input method sends them, by the key they stand for."""
_NAMED = {
    "/": "slash",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "'": "apostrophe",
    "+": "plus",
    "|": "vertical_line",
    "^": "circumflex_accent",
    ":": "colon",
    "*": "asterisk",
    "%": "percent_sign",
    "&": "ampersand",
    "#": "number_sign",
    "~": "tilde",
    "$": "dollar_sign",
    "<": "less_than_sign",
    ">": "greater_than_sign",
}
"""Textual's names of keys that are marks."""


def _textual_key(key: str) -> list[str]:
    """A key as Textual names it, with what an input method sends in its place."""
    name = _NAMED.get(key, key)
    return [name, *FULL_WIDTH.get(name, ())]


def keys_of(command: Command, overrides: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command, the user's own in place of the defaults."""
    chosen = overrides.get(command.name)
    return tuple(k.strip() for k in chosen.split(",") if k.strip()) if chosen else command.keys


def bind(widget: Widget, commands: Iterable[Command], overrides: Mapping[str, str], target: str = "") -> None:
    """Give a widget the keys of commands; keys that it has already stay as they are.

    Textual's own table of a widget's keys (`_bindings`) is written to: it has no public way to add keys
    that are known only when the settings are read.

    Args:
        widget: Which.
        commands: Whose keys.
        overrides: The user's own keys by command.
        target: The action, with `{name}` for the command's name: `screen.command('{name}')`; empty where
            the widget has an action of that name itself.
    """
    taken = set(widget._bindings.key_to_bindings)
    for command in commands:
        action = target.format(name=command.name) if target else command.name
        names = [name for key in keys_of(command, overrides) for name in _textual_key(key)]
        for name in names:
            if name not in taken:
                widget._bindings.bind(name, action, command.help, show=False)


def only_moves(widget: Widget, key: str) -> bool:
    """Whether a key only moves a widget's cursor: what comes after it goes nowhere else because of it."""
    moves = {command.name for command in MOVES}
    return any(binding.action in moves for binding in widget._bindings.key_to_bindings.get(key, ()))


def check_keys(overrides: Mapping[str, str]) -> None:
    """Refuse keys of commands that do not exist, and one key for two commands in one place.

    Raises:
        SettingsError: Names the command or the key and what is meant.
    """
    names = [c.name for c in (*COMMANDS, *OVER_KEYS, *MOVES)]
    for name in overrides:
        if name not in names:
            raise SettingsError(
                _("settings, [keys]: no command is called {name!r}{hint}", name=name, hint=_hint(name, names))
            )
    for place in (LIST, TEXT, ENTITIES, CARD, LINES, NOTES, CODES):
        _check_place(place, overrides)


def _hint(name: str, names: list[str]) -> str:
    meant = difflib.get_close_matches(name, names, 1)
    if meant:
        return _("; did you mean {meant!r}?", meant=meant[0])
    return _("; `wxreader --show-keys` lists them")


def _holds(command: Command, place: str) -> bool:
    """Whether a command's keys hold in a place; what opens over the reader has its own and the moves."""
    if command.where == ANY and place in (CARD, LINES, NOTES, CODES):
        return command in MOVES or command.name == "help"
    return command.where in (ANY, place)


def _check_place(place: str, overrides: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for command in (*COMMANDS, *OVER_KEYS, *MOVES):
        if not _holds(command, place):
            continue
        for key in keys_of(command, overrides):
            other = taken.setdefault(key, command.name)
            if other != command.name and (command.name in overrides or other in overrides):
                raise SettingsError(
                    _(
                        "settings, [keys]: {key!r} is the key of both {other} and {name}",
                        key=key,
                        other=other,
                        name=command.name,
                    )
                )
