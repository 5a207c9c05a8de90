"""Every command of the reader, said once: name, help, keys and where they hold.

Bindings, `?`, the palette, the status line and the settings' [keys] table are all made from this
list. A Chinese input method that is on must not lock the reader out, so full-width marks are
aliases of the half-width ones.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wxreader.errors import SettingsError
from wxreader.i18n import _
from wxreader.model import Colour

if TYPE_CHECKING:
    from textual.widget import Widget

ANY, LIST, TEXT, ENTITIES, SELECTION = "any", "list", "text", "entities", "selection"
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
}
"""Textual's names of keys that are marks."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the reader can do."""

    name: str
    """Name in the settings, and in the table of actions (`reader/actions`)."""
    help: str
    """What it does, an English message id."""
    keys: tuple[str, ...]
    """Default keys."""
    where: str
    """`any`, `list`, `text`, `entities` or `selection`."""


def N_(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


COMMANDS = (
    Command("help", N_("help for this place"), ("?",), ANY),
    Command("palette", N_("command palette"), ("ctrl+p", ":"), ANY),
    Command("back", N_("back; at the top level quit"), ("q",), ANY),
    Command("leave", N_("leave the mode"), ("escape",), ANY),
    Command("next_pane", N_("next pane"), ("tab",), ANY),
    Command("previous_pane", N_("previous pane"), ("shift+tab",), ANY),
    Command("show_list", N_("article list"), ("1",), ANY),
    Command("show_text", N_("text"), ("2",), ANY),
    Command("show_entities", N_("people, organisations, places"), ("3",), ANY),
    Command("annotations", N_("highlights, notes and bookmarks of the library"), ("a",), ANY),
    Command("zen", N_("text alone, and back"), ("z",), ANY),
    Command("search", N_("search the library"), ("s",), ANY),
    Command(
        "concordance",
        N_("every hit of the search on a line of its own, and when there were how many"),
        ("c",),
        ANY,
    ),
    Command("undo", N_("undo what was annotated or corrected"), ("u",), ANY),
    Command("redo", N_("make again what was undone"), ("ctrl+r", "R"), ANY),
    Command("suspend", N_("put the reader into the background"), ("ctrl+z",), ANY),
    Command("open", N_("go into the text"), ("enter",), LIST),
    Command("search_here", N_("search the library"), ("/",), LIST),
    Command("filter", N_("filter the list"), ("F",), LIST),
    Command("order", N_("order by date or by page; of a search by date or the best first"), ("o",), LIST),
    Command("save_search", N_("keep this search in the palette, or take it out again"), ("S",), LIST),
    Command("bookmark_article", N_("bookmark the article, or take the bookmark away"), ("m",), LIST),
    Command("unread", N_("mark as unread, or as read"), ("U",), LIST),
    Command("next_article", N_("next article"), ("J",), TEXT),
    Command("previous_article", N_("previous article"), ("K",), TEXT),
    Command("next_paragraph", N_("next paragraph"), ("}",), TEXT),
    Command("previous_paragraph", N_("previous paragraph"), ("{",), TEXT),
    Command("next_sentence", N_("next sentence"), (")",), TEXT),
    Command("previous_sentence", N_("previous sentence"), ("(",), TEXT),
    Command("find", N_("find in this article"), ("/",), TEXT),
    Command("next_hit", N_("next hit; on a highlight its note"), ("n",), TEXT),
    Command("previous_hit", N_("previous hit"), ("N",), TEXT),
    Command("hint_sentences", N_("select a sentence in view by its letter"), ("f",), TEXT),
    Command("hint_mentions", N_("go to a mention in view by its letter"), ("F",), TEXT),
    Command("select", N_("select from here"), ("v",), TEXT),
    Command("select_paragraph", N_("select the paragraph"), ("V",), TEXT),
    Command("open_note", N_("note of the highlight under the cursor"), ("enter",), TEXT),
    Command("edit_note", N_("edit that note in an editor ($EDITOR; in a browser on a screen)"), ("e",), TEXT),
    Command("tag_highlight", N_("tags of the highlight under the cursor"), ("t",), TEXT),
    Command("remove_highlight", N_("take the highlight under the cursor away"), ("x",), TEXT),
    Command("bookmarks", N_("bookmarks of the library"), ("'",), TEXT),
    Command("next_mention", N_("next mention"), ("]",), TEXT),
    Command("previous_mention", N_("previous mention"), ("[",), TEXT),
    Command("card", N_("card of the person, organisation or place under the cursor"), ("i",), TEXT),
    Command("bookmark_place", N_("bookmark this place, or take the bookmark away"), ("m",), TEXT),
    Command("join_next", N_("join with the next article of the page"), ("+",), TEXT),
    Command("split_here", N_("split the article before the cursor"), ("|",), TEXT),
    Command("move_headline", N_("move the headline to another article of the page"), ("^",), TEXT),
    Command(
        "edit_paragraph",
        N_("edit the paragraph in an editor ($EDITOR; in a browser on a screen)"),
        ("E",),
        TEXT,
    ),
    Command("raw", N_("the raw dump beside the article"), ("r",), TEXT),
    Command(
        "entity_card",
        N_("its card: offices over time, articles, who it appears with"),
        ("enter", "i"),
        ENTITIES,
    ),
    Command("next_entity_mention", N_("its next mention"), ("n",), ENTITIES),
    Command("previous_entity_mention", N_("its previous mention"), ("N",), ENTITIES),
    Command("toggle_mentions", N_("show mentions in the text, or hide them"), ("space",), ENTITIES),
)
_COLOURS = {
    Colour.YELLOW: N_("highlight in yellow"),
    Colour.GREEN: N_("highlight in green"),
    Colour.BLUE: N_("highlight in blue"),
    Colour.RED: N_("highlight in red"),
    Colour.PURPLE: N_("highlight in purple"),
}


def color_command(colour: Colour) -> str:
    """Name of the command that highlights in a colour."""
    return f"select_color_{list(Colour).index(colour) + 1}"


SELECTION_KEYS = (
    Command("select_highlight", N_("highlight"), ("enter",), SELECTION),
    *(
        Command(color_command(colour), says, (str(number),), SELECTION)
        for number, (colour, says) in enumerate(_COLOURS.items(), 1)
    ),
    Command("select_note", N_("highlight with a note"), ("n",), SELECTION),
    Command("select_tags", N_("highlight with tags"), ("t",), SELECTION),
    Command("select_copy", N_("copy with its citation"), ("y",), SELECTION),
    Command("select_search", N_("search the library for it"), ("s",), SELECTION),
    Command("select_find", N_("select up to a text"), ("/", "slash"), SELECTION),
    Command("select_swap", N_("move the other end"), ("o",), SELECTION),
    Command("select_leave", N_("select nothing"), ("escape", "q"), SELECTION),
)
"""Keys of a selection; h l w b ( ) { } j k move its end."""
MOVES = (
    Command("down", N_("down"), ("j", "down"), ANY),
    Command("up", N_("up"), ("k", "up"), ANY),
    Command("first", N_("top"), ("g", "home"), ANY),
    Command("last", N_("end"), ("G", "end"), ANY),
    Command("page_down", N_("a page down"), ("space", "pagedown", "ctrl+f"), ANY),
    Command("page_up", N_("a page up"), ("b", "pageup", "ctrl+b"), ANY),
    Command("half_down", N_("half a page down"), ("ctrl+d",), ANY),
    Command("half_up", N_("half a page up"), ("ctrl+u",), ANY),
)
"""Moving, the same in every pane."""


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


def check_keys(overrides: Mapping[str, str]) -> None:
    """Refuse keys of commands that do not exist, and one key for two commands in one place.

    Raises:
        SettingsError: Names the command or the key and what is meant.
    """
    names = [c.name for c in (*COMMANDS, *MOVES)]
    for name in overrides:
        if name not in names:
            raise SettingsError(
                _("settings, [keys]: no command is called {name!r}{hint}", name=name, hint=_hint(name, names))
            )
    for place in (LIST, TEXT, ENTITIES):
        _check_place(place, overrides)


def _hint(name: str, names: list[str]) -> str:
    meant = difflib.get_close_matches(name, names, 1)
    if meant:
        return _("; did you mean {meant!r}?", meant=meant[0])
    return _("; `wxreader --show-keys` lists them")


def _check_place(place: str, overrides: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for command in (*COMMANDS, *MOVES):
        if command.where not in (ANY, place):
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
