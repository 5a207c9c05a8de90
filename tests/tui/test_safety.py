"""Hostile text on the screen: literal, inert, nothing of it for the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color

from tests.support.keys import lines_of, main, press, shown
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.settings import Settings
from wxreader.text import LAST_WALL
from wxreader.tui.app import Reader
from wxreader.tui.terminal.guard import ControlGuard
from wxreader.tui.themes import THEMES

HOSTILE = (
    "[red]标题[/] \x1b[2J[link=https://x]链接\n\n本报讯 3月8日，\x1b]0;PWNED\x07[@click=app.exit]点我[/]"
    "市长\u202e林小满\x9b31m[/nope]出席[bold]会议。（周一苇）\n"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Reader:
    (tmp_path / "hostile.txt").write_text(HOSTILE, "utf-8")
    library = Library(tmp_path / "library")
    load(library, [tmp_path / "hostile.txt"])
    return Reader(library, Settings())


async def test_markup_and_controls_are_shown_literally(hostile: Reader) -> None:
    async with hostile.run_test(size=(120, 30)) as pilot:
        await press(pilot, "enter")
        screen = main(pilot)
        text = shown(screen.view).replace("\n", "").replace(" ", "")
        for part in ("[@click=app.exit]点我[/]", "␛]0;PWNED␇", "‹202E›", "‹009B›31m[/nope]出席[bold]"):
            assert part in text
        assert "␛]0;PWNED␇[@click=a" in shown(screen.articles)  # its first words: it has no headline
        for pane in (screen.articles, screen.view, screen.entities):
            assert not any(LAST_WALL.search(line) for line in lines_of(pane))
        await pilot.click("#text", offset=(20, 6))
        await pilot.pause()
        assert pilot.app.is_running


def test_the_last_wall_deletes_what_a_widget_forgot() -> None:
    line = [Segment("锡\x1b[31m\u202e山\x9b"), Segment("x")]
    assert [s.text for s in ControlGuard().apply(line, Color(0, 0, 0))] == ["锡[31m山", "x"]


async def test_the_last_wall_stands_in_the_app(hostile: Reader) -> None:
    assert any(isinstance(f, ControlGuard) for f in hostile.get_line_filters())


def luminance(color: Color) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [
        v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in color.rgb)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(style: Any) -> float:
    """WCAG 2.1, contrast ratio of a style's two colours."""
    light, dark = sorted(
        (luminance(Color.from_rich_color(style.color)), luminance(Color.from_rich_color(style.bgcolor))),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [t for t in THEMES if not t.ansi], ids=lambda t: t.name)
async def test_text_reads_in_every_theme(reader: Callable[..., Any], theme: Any) -> None:
    """WCAG AA: a contrast of 4.5 or more for text, dim text, marks, hits and highlights."""
    async with reader(theme=theme.name).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = main(pilot)
        for widget in (screen.articles, screen.view, screen.entities):
            base = widget.rich_style
            for name in sorted(widget.COMPONENT_CLASSES):
                style = base + widget.get_component_rich_style(name, partial=True)
                assert contrast(style) >= 4.5, f"{name} in {theme.name}"


async def test_highlight_colours_differ_without_colour(reader: Callable[..., Any]) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        view = main(pilot).view
        marks = set()
        for color in ("yellow", "green", "blue", "red", "purple"):
            style = view.get_component_rich_style(f"article--{color}", partial=True)
            marks.add((style.bold, style.italic, style.underline, style.reverse))
        assert len(marks) == 5


def test_no_widget_is_given_a_string_to_parse() -> None:
    """Static and Label parse markup in a str: only Content goes into them."""
    import re

    for path in Path("wxreader/tui").rglob("*.py"):
        for found in re.finditer(
            r"(?:Static|Label)\((?!\s*(?:Content|id=|self\._heading\())([^)]{0,40})", path.read_text("utf-8")
        ):
            raise AssertionError(f"{path}: {found.group()}")
        assert "notify(" not in path.read_text("utf-8"), path


async def test_a_mention_inside_a_highlight_still_reads(reader: Callable[..., Any]) -> None:
    """A highlight lies over a mention: black on its colour, whatever the mention's colour is."""
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "V", "enter")
        strip = main(pilot).view.render_line(7)
        shown_styles = [s.style for s in strip if "习近平" in s.text or "全会" in s.text]
        assert shown_styles
        assert all(contrast(style) >= 4.5 for style in shown_styles)
