"""The list of commands: every one has its action, no two share a key in one place,
the settings are checked.
"""

from __future__ import annotations

import pytest

from wxreader.errors import SettingsError
from wxreader.library.library import Library
from wxreader.settings import Settings
from wxreader.tui.keymap import (
    ANY,
    CARD,
    COMMANDS,
    ENTITIES,
    LINES,
    LIST,
    MOVES,
    NOTES,
    OVER_KEYS,
    SELECTION_KEYS,
    TEXT,
    check_keys,
    keys_of,
)
from wxreader.tui.reader.actions import actions_of, selection_actions_of
from wxreader.tui.reader.screen import MainScreen


def test_every_command_has_an_action_and_every_action_a_command(library: Library) -> None:
    screen = MainScreen(library, Settings())
    assert set(actions_of(screen)) == {c.name for c in COMMANDS}
    assert set(selection_actions_of(screen)) == {c.name for c in SELECTION_KEYS}


@pytest.mark.parametrize("place", [CARD, LINES, NOTES])
def test_what_opens_over_the_reader_has_an_action_for_each_of_its_keys(place: str, library: Library) -> None:
    from wxreader.profiles.card import make_card
    from wxreader.tui.annotating import Annotator
    from wxreader.tui.screens.annotations import AnnotationsScreen
    from wxreader.tui.screens.card import CardScreen
    from wxreader.tui.screens.concordance import ConcordanceScreen
    from wxreader.tui.undo import History

    screens = {
        CARD: lambda: CardScreen(make_card("PER", "杜小刚", library.articles())),
        LINES: lambda: ConcordanceScreen("无锡", [], {}),
        NOTES: lambda: AnnotationsScreen(Annotator(library), History(), {}),
    }
    assert set(screens[place]().actions()) == {c.name for c in OVER_KEYS if c.where == place}
    keys = [key for c in (*OVER_KEYS, *MOVES) if c.where in (place, ANY) for key in c.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("place", [LIST, TEXT, ENTITIES])
def test_a_key_means_one_thing_in_a_place(place: str) -> None:
    own = [key for c in COMMANDS if c.where == place for key in keys_of(c, {})]
    assert len(own) == len(set(own))
    anywhere = [key for c in COMMANDS if c.where == ANY for key in keys_of(c, {})]
    assert not set(own) & set(anywhere)


def test_the_keys_of_a_selection_are_each_one_command() -> None:
    keys = [key for c in SELECTION_KEYS for key in c.keys]
    assert len(keys) == len(set(keys))


def test_own_keys_replace_the_defaults() -> None:
    command = next(c for c in COMMANDS if c.name == "zen")
    assert keys_of(command, {"zen": "Z, ctrl+z"}) == ("Z", "ctrl+z")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"bookmark_artcle": "B"}, "did you mean 'bookmark_article'"),
        ({"qqqq": "B"}, "--show-keys"),
        ({"zen": "q"}, "both back and zen"),
        ({"filter": "m"}, "both filter and bookmark_article"),
    ],
    ids=["a typing error", "no such command", "taken anywhere", "taken in the list"],
)
def test_wrong_keys_are_refused(keys: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        check_keys(keys)


def test_one_key_in_two_places_is_right() -> None:
    check_keys({"filter": "f"})  # f is a key of the text
    assert {c.name for c in MOVES} >= {"down", "up"}
