"""What it looks like: reading, hint mode, selection, highlights with a note, annotations;
at 80x24 and 160x50.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

SIZES = [(80, 24), (160, 50)]
Snap = Callable[..., bool]


@pytest.fixture(autouse=True)
def no_counting_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture must not depend on how fast a thread was."""
    monkeypatch.setattr("wxreader.tui.reader.article.TOTALS_AFTER", 1e6)


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made in a snapshot is made on one day, whatever the day is, each a second after the last."""
    seconds = itertools.count()
    for module in ("wxreader.tui.annotating", "wxreader.library.words"):
        monkeypatch.setattr(f"{module}.now", lambda: f"2026-11-25T08:00:{next(seconds):02}.000000+00:00")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("reading", ("enter", "j", "j")),
        ("hints", ("enter", "f")),
        ("selection", ("enter", "f", "j")),
        ("annotations", ("enter", "f", "j", "2", "q", "m", "a")),
        ("help", ("?",)),
        ("palette", ("ctrl+p",)),
        ("find", ("enter", "/")),
        ("tags", ("enter", "f", "f", "t")),
        ("filters", ("F",)),
        ("raw", ("enter", "r")),
        ("unknown-key", ("X",)),
        ("themes", ("ctrl+t",)),
        ("filters-narrowed", ("F", "2", "0", "2", "3")),
        ("day", ("D",)),
        ("note", ("enter", "f", "f", "n")),
        ("select-up-to", ("enter", "v", "/")),
        ("mentions", ("enter", "F")),
        ("bookmarks", ("m", "enter", "'")),
        ("codebook", ("T",)),
        ("no-annotation", ("a",)),
        ("annotations-filter", ("m", "a", "/", "t", "g", "a", ":", "x")),
        ("export-form", ("m", "a", "e")),
        ("export-place", ("m", "a", "e", "enter")),
        ("export-file", ("m", "a", "e", "enter", "enter")),
        ("zen", ("enter", "z")),
    ],
)
def test_looks(
    snap_compare: Snap, reader: Callable[..., Any], size: tuple[int, int], name: str, keys: tuple[str, ...]
) -> None:
    assert snap_compare(reader(), terminal_size=size, press=keys)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
def test_highlights_with_a_note(
    snap_compare: Snap, reader: Callable[..., Any], size: tuple[int, int]
) -> None:
    async def mark(pilot: Pilot[Any]) -> None:
        await pilot.press("enter", "f", "f", "1", "f", "j", "n")
        await pilot.pause()
        await pilot.press(*"批注", "enter")
        await pilot.pause()

    assert snap_compare(reader(), terminal_size=size, run_before=mark)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize(("name", "keys"), [("results", ()), ("concordance", ("enter", "c"))])
def test_searches(
    snap_compare: Snap, reader: Callable[..., Any], size: tuple[int, int], name: str, keys: tuple[str, ...]
) -> None:
    async def search(pilot: Pilot[Any]) -> None:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*"高质量")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(reader(), terminal_size=size, run_before=search)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize("query", ["杜小钢", "persn:杜小刚"], ids=["nothing", "error"])
def test_searches_that_find_nothing(
    snap_compare: Snap, reader: Callable[..., Any], size: tuple[int, int], query: str
) -> None:
    async def search(pilot: Pilot[Any]) -> None:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*query)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(reader(), terminal_size=size, run_before=search)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
def test_a_card(snap_compare: Snap, reader: Callable[..., Any], size: tuple[int, int]) -> None:
    async def open_card(pilot: Pilot[Any]) -> None:
        await pilot.press("3", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(reader(), terminal_size=size, run_before=open_card)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize(("name", "keys"), [("reading", ("enter",)), ("selection", ("enter", "f", "j"))])
def test_looks_in_chinese(
    snap_compare: Snap, reader: Callable[..., Any], size: tuple[int, int], name: str, keys: tuple[str, ...]
) -> None:
    from wxreader import i18n

    i18n.set_language("zh")
    try:
        assert snap_compare(reader(), terminal_size=size, press=keys)
    finally:
        i18n.set_language("en")
