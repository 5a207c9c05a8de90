"""Every cell that is written can be read, in every theme and without colours."""

from __future__ import annotations

import pytest

from tests.support.colours import unreadable, written
from tests.support.keys import Make, main, press, type_text
from wxreader.tui.themes import THEMES

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the list", ()),
    ("highlights", ("enter", "m", "f", "f", "1", "f", "j", "2", "f", "d", "3", "f", "k", "4", "f", "s", "5")),
    ("mention", ("]",)),
    ("hints", ("f",)),
    ("selection", ("j",)),
    ("note", ("n",)),
    ("sidebar", ("escape", "3", "j")),
    ("annotations", ("a",)),
    ("bookmarks to choose", ("q", "2", "apostrophe")),
    ("card", ("escape", "3", "enter")),
    ("help", ("q", "1", "?")),
    ("filters", ("escape", "F")),
    ("search", ("escape", "s")),
)


async def walk(pilot: object, seen: dict[str, list[tuple[str, str]]]) -> None:
    """Look at each of the reader's faces."""
    for name, keys in STEPS:
        await press(pilot, *keys)  # type: ignore[arg-type]
        seen[name] = unreadable(pilot.app)  # type: ignore[attr-defined]
    await type_text(pilot, "无锡")  # type: ignore[arg-type]
    seen["results"] = unreadable(pilot.app)  # type: ignore[attr-defined]
    await press(pilot, "enter")  # type: ignore[arg-type]
    seen["hits"] = unreadable(pilot.app)  # type: ignore[attr-defined]
    await press(pilot, "c")  # type: ignore[arg-type]
    seen["concordance"] = unreadable(pilot.app)  # type: ignore[attr-defined]
    await press(pilot, "q", "1", "s")  # type: ignore[arg-type]
    await type_text(pilot, "xq:1")  # type: ignore[arg-type]
    seen["error"] = unreadable(pilot.app)  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", [t.name for t in THEMES])
async def test_every_cell_reads_in_every_theme(reader: Make, theme: str) -> None:
    seen: dict[str, list[tuple[str, str]]] = {}
    async with reader(theme=theme).run_test(size=(120, 40)) as pilot:
        await walk(pilot, seen)
    assert {name: cells for name, cells in seen.items() if cells} == {}


@pytest.mark.parametrize("theme", ["wx-dark", "wx-paper"])
async def test_without_colours_every_cell_is_in_the_terminals_own_two(
    reader: Make, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B1: it was black on black."""
    monkeypatch.setenv("NO_COLOR", "1")
    seen: dict[str, list[tuple[str, str]]] = {}
    async with reader(theme=theme).run_test(size=(120, 40)) as pilot:
        await walk(pilot, seen)
        colours = {c for _, style in written(pilot.app) for c in (style.color, style.bgcolor) if c}
        assert all(c.is_default for c in colours)
    assert {name: cells for name, cells in seen.items() if cells} == {}


async def test_without_colours_the_line_under_the_cursor_is_set_apart(
    reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j")
        rows = [style for text, style in written(pilot.app) if "市委外事工作委员会召开会议" in text]
        assert any(row.reverse for row in rows)


async def test_the_selected_row_of_the_terminals_theme_is_its_own_colours_reversed(reader: Make) -> None:
    """B10: it was the terminal's own foreground on yellow."""
    async with reader(theme="wx-terminal").run_test(size=(120, 40)) as pilot:
        await press(pilot, "j")
        rows = [style for text, style in written(pilot.app) if "市委外事工作委员会召开会议" in text]
        assert any(row.reverse and (row.bgcolor is None or row.bgcolor.is_default) for row in rows)


async def test_the_title_that_shows_the_focus_keeps_step(reader: Make) -> None:
    """B7: it was one step behind."""
    async with reader().run_test(size=(120, 40)) as pilot:
        names = {"1": "list", "2": "text", "3": "entity"}
        for key in "123121323":
            await press(pilot, key)
            bold = {name: main(pilot).query_one(f"#{name}-title").rich_style.bold for name in names.values()}
            assert [name for name, is_bold in bold.items() if is_bold] == [names[key]]
