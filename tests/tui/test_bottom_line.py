"""The bottom line: one thing at a time, whole, and nothing cut in the middle of a word."""

from __future__ import annotations

import pytest

from tests.support.keys import Make, bottom, main, press, said, type_text, typed
from wxreader.tui.widgets.wrapping import cut_at_word, wrapped


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_what_is_typed_has_the_whole_line(reader: Make, width: int) -> None:
    """B8: 8 cells of 80 were left for a note."""
    async with reader().run_test(size=(width, 24)) as pilot:
        await press(pilot, "enter", "f", "f", "n")
        field = main(pilot).status.query_one("#status-input")
        assert field.size.width >= width - 8
        assert str(field.placeholder) == "a note on the passage"


@pytest.mark.parametrize(("width", "seen"), [(40, "? help"), (80, "/ find"), (120, "i card")])
async def test_hints_are_whole_or_not_there(reader: Make, width: int, seen: str) -> None:
    async with reader().run_test(size=(width, 24)) as pilot:
        await press(pilot, "enter")
        line = bottom(pilot)
        assert seen in line
        words = {"help", "back", "highlight", "find", "mention", "card"}
        assert set(line.split("%")[-1].split()) <= words | {"?", "q", "f", "/", "]", "i", "…"} | set("q")


async def test_a_selection_shows_its_own_keys_in_place_of_the_others(reader: Make) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "f", "f")
        line = bottom(pilot)
        for hint in ("Enter highlight", "1-5 colour", "n note", "t tags", "y copy", "Esc leave"):
            assert hint in line
        assert "paragraph" not in line
        await press(pilot, "escape")
        assert "1-5" not in bottom(pilot)
        assert "? help" in bottom(pilot)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("persn:杜小刚", "did you mean 'person:'? (character 1)"),
        ("date:2024-13", "'2024-13'"),
    ],
)
async def test_an_error_of_a_query_is_read_whole_at_80_columns(reader: Make, query: str, error: str) -> None:
    """B8: it ended after 12 cells."""
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, query)
        shown = " ".join(bottom(pilot).split())
        assert " ".join(said(pilot).split()) == shown
        assert error in shown


async def test_a_message_gives_way_to_the_next_key(reader: Make) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        assert "bookmarked" in bottom(pilot)
        await press(pilot, "j")
        assert said(pilot) == ""


async def test_an_unknown_key_is_answered(reader: Make) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "X")
        assert said(pilot) == "X does nothing here; ? shows the keys"
        await press(pilot, "ctrl+y")
        assert said(pilot).startswith("Ctrl+Y does nothing here")
        await press(pilot, "ctrl+c")
        assert "quits" in said(pilot)


async def test_keys_and_words_are_told_apart_with_colours_and_without(reader: Make) -> None:
    async with reader().run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        strip = main(pilot).status.query_one("#status-line").render_line(0)
        looks = {segment.text.strip(): segment.style for segment in strip if segment.text.strip()}
        assert looks["?"].bold
        assert not looks["help"].bold
        assert looks["?"].color != looks["help"].color


async def test_a_click_on_a_hint_is_its_key(reader: Make) -> None:
    async with reader().run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        at = bottom(pilot).index("search")
        await pilot.click("#status-line", offset=(at, 0))
        await pilot.pause()
        assert main(pilot).status.prompt is not None
        assert typed(pilot) == ""


async def test_what_is_typed_before_the_field_stands_is_not_lost(reader: Make) -> None:
    """B14, within one turn of the loop; `test_terminals` has it through a pseudo-terminal."""
    async with reader().run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        for key, character in (("s", "s"), ("合", "合"), ("作", "作")):
            from textual import events

            pilot.app.post_message(events.Key(key, character))
        await press(pilot)
        assert typed(pilot) == "合作"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("short", 10, ["short"]),
        ("there is no such key", 12, ["there is no", "such key"]),
        ("there is no such key at all", 12, ["there is no", "such key at…"]),
        ("一二三四五六", 8, ["一二三四", "五六"]),
        ("", 8, [""]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width, 2) == lines


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("one two three", 9, "one two…"),
        ("one", 9, "one"),
        ("abcdefghijkl", 6, "abcde…"),
        ("无锡市长", 5, "无锡…"),
    ],
)
def test_cutting(text: str, width: int, shown: str) -> None:
    assert cut_at_word(text, width) == shown
