"""No key ends the reader: keys that come too soon, twice, or to a screen that has gone;
places that are no more.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.test_reader import main, press
from wxreader.library.library import Library
from wxreader.library.words import Reading
from wxreader.tui.app import Reader
from wxreader.tui.screens.commands import CommandsScreen

Make = Callable[..., Reader]


async def in_one_write(pilot: Any, *keys: str) -> None:
    """Keys that wait in the queue together, as from a bouncing key or a slow line."""
    from textual import events

    for key in keys:
        character = key if len(key) == 1 else {"enter": "\r", "escape": "\x1b"}.get(key)
        pilot.app.post_message(events.Key(key, character))
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize(
    "keys",
    [
        ("ctrl+p", "enter", "enter"),
        ("ctrl+p", "pagedown"),
        ("ctrl+p", "x", "y", "pagedown", "enter"),
        ("ctrl+p", "escape", "escape"),
        ("question_mark", "j", "j", "escape", "j", "j"),
        ("question_mark", "escape", "j", "pagedown"),
        ("F", "enter", "enter"),
        ("F", "escape", "escape", "q"),
        ("enter", "c", "enter", "enter"),
        ("enter", "i", "escape", "escape", "j"),
        ("a", "q", "j", "d"),
        ("a", "question_mark", "q", "q"),
    ],
    ids="-".join,
)
async def test_keys_that_come_in_one_write(reader: Make, keys: tuple[str, ...]) -> None:
    async with reader().run_test(size=(100, 30)) as pilot:
        for _ in range(3):
            await in_one_write(pilot, *keys)
    assert pilot.app.crash is None


@pytest.mark.parametrize("size", [(4, 4), (1, 1), (3, 20), (20, 3), (100, 1)])
@pytest.mark.parametrize(
    "opened", [("ctrl+p",), ("F",), ("question_mark",), ("a",), ("enter", "V")], ids="-".join
)
async def test_any_window_however_small(reader: Make, size: tuple[int, int], opened: tuple[str, ...]) -> None:
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(pilot, *opened)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await press(pilot, "down", "pagedown", "enter")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
    assert pilot.app.crash is None


@pytest.mark.parametrize(
    "keys", [("enter", "t"), ("enter", "n"), ("enter", "r"), ("enter", "r", "j", "G", "g")]
)
async def test_a_kept_place_past_the_end_of_its_article(
    reader: Make, library: Library, keys: tuple[str, ...]
) -> None:
    library.annotations.mark_reading(
        *[Reading(article=r.id, read=False, paragraph=50, offset=5000) for r in library.rows()]
    )
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(pilot, *keys, "f", "a", "enter", "j", "e")
        article = main(pilot).view.article
        assert article
        assert main(pilot).view.cursor.paragraph < len(article.paragraphs)
    assert pilot.app.crash is None


async def test_the_palette_finds_by_words_and_calls(reader: Make) -> None:
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, CommandsScreen)
        await press(pilot, *"highlights", "space", *"notes", "enter")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "AnnotationsScreen"


async def test_a_saved_search_in_the_palette_is_text(reader: Make, library: Library) -> None:
    library.annotations.save_search("[@click=app.exit]无锡[/nope]\x1b[31m")
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"nope")
        pane = pilot.app.screen.query_one("#commands")
        assert pane.entry.says == "search: [@click=app.exit]无锡[/nope]␛[31m"
    assert pilot.app.crash is None


async def test_a_theme_is_chosen_from_the_palette(
    reader: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WXREADER_SETTINGS", str(tmp_path / "settings.toml"))
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(
            pilot, "ctrl+p", *"choose a theme".replace(" ", ""), *["backspace"] * 12, *"theme", "enter"
        )
        await press(pilot, "down", "enter")
        assert pilot.app.theme == "wx-paper"


async def test_a_highlight_that_another_reader_took_away_is_a_sentence(
    reader: Make, library: Library
) -> None:
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "V", "1")
        other = Library(library.path).annotations
        other.remove([a.id for a in other.all()])
        for keys in (("e",), ("m", "x", "enter"), ("backspace",), ("x",), ("1",)):
            await press(pilot, *keys, "escape")
    assert pilot.app.crash is None


async def test_arrows_move_as_letters_do(reader: Make) -> None:
    async with reader().run_test(size=(100, 30)) as pilot:
        await press(pilot, "down", "down", "up")
        assert main(pilot).articles.cursor == 1
        await press(pilot, "enter", "down", "down")
        before = main(pilot).view.cursor
        await press(pilot, "up")
        assert main(pilot).view.cursor != before


@pytest.mark.parametrize("key", ["s", "/", "colon", "question_mark", "a", "ctrl+p", "F", "i", "V"])
async def test_a_key_behind_the_one_that_quits(reader: Make, key: str) -> None:
    """Found by tools/fuzz_keys.py, seeds 2 and 3: a field that is mounted while its screen comes down."""
    async with reader().run_test(size=(100, 30)) as pilot:
        await in_one_write(pilot, "q", key, key)
    assert pilot.app.crash is None


def test_signals_after_the_loop_is_closed_are_nothing() -> None:
    """Found by tools/fuzz_keys.py, seeds 1 and 4: stopped, or resized, while it ends."""
    from wxreader.tui.terminal.driver import SafeDriver, _while_the_loop_runs

    driver = SafeDriver.__new__(SafeDriver)
    driver._must_signal_resume = driver._auto_restart = True
    driver._sigcont_application()

    def closed(number: int, frame: object) -> None:
        raise RuntimeError("Event loop is closed")

    _while_the_loop_runs(closed)(28, None)


async def test_a_bottom_line_that_is_on_no_screen_asks_nothing(reader: Make) -> None:
    """Found by tools/fuzz_keys.py, seed 5: Escape behind the key that opens a screen with a field."""
    from wxreader.tui.widgets.status import Prompt, Status

    async with reader().run_test(size=(100, 30)):
        status = Status("status")
        status.ask(Prompt(sign="/", entered=lambda text: None))
        assert status.prompt is None
