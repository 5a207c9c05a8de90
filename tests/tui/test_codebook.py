"""The tags of the library: counted, renamed, merged, nested, coloured, described; each step undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.keys import Make, main, press, said, shown, type_text
from wxreader.library.library import Library
from wxreader.tui.screens.annotations import AnnotationsScreen
from wxreader.tui.screens.codebook import CodebookScreen


async def marked(pilot: Any, library: Library) -> None:
    """Two highlights in the first article, with tags."""
    await press(pilot, "enter", "f", "f", "enter", "f", "d", "2")
    store = library.annotations
    first, second = sorted(store.all(), key=lambda a: a.created)
    store.put([replace(first, tags=("外资",)), replace(second, tags=("日资", "核对"))])


def tags_of(library: Library) -> list[tuple[str, ...]]:
    """The tags of each annotation, in the order in which they were made."""
    return [a.tags for a in sorted(library.annotations.all(), key=lambda a: a.created)]


def lines(pilot: Any) -> list[str]:
    """The lines of the codebook."""
    assert isinstance(pilot.app.screen, CodebookScreen)
    return [line.rstrip() for line in shown(pilot.app.screen.list).splitlines() if line.strip()]


async def test_tags_are_listed_with_how_often_they_are_used(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "T")
        assert "no tags yet" in lines(pilot)[0]
        await press(pilot, "q")
        await marked(pilot, library)
        await press(pilot, "T")
        assert [line.split() for line in lines(pilot)] == [["外资", "1"], ["日资", "1"], ["核对", "1"]]


async def test_a_tag_is_renamed_merged_and_nested_and_all_is_undone(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await marked(pilot, library)
        await press(pilot, "T", "j", "r", *["backspace"] * 2)
        await type_text(pilot, "外资/日资")
        await press(pilot, "enter")
        assert tags_of(library) == [("外资",), ("外资/日资", "核对")]
        assert [line.split() for line in lines(pilot)] == [["外资", "2"], ["日资", "1"], ["核对", "1"]]
        await press(pilot, "j", "r", *["backspace"] * 2)
        await type_text(pilot, "外资")
        await press(pilot, "enter")
        assert said(pilot) == "核对 merged with 外资"
        assert tags_of(library) == [("外资",), ("外资/日资", "外资")]
        await press(pilot, "u", "u")
        assert tags_of(library) == [("外资",), ("日资", "核对")]
        await press(pilot, "R")
        assert tags_of(library) == [("外资",), ("外资/日资", "核对")]


async def test_a_name_that_is_none_is_a_sentence_and_changes_nothing(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await marked(pilot, library)
        await press(pilot, "T", "r")
        await type_text(pilot, " 甲 乙")
        await press(pilot, "enter")
        assert "no name of one tag" in said(pilot)
        assert tags_of(library) == [("外资",), ("日资", "核对")]


async def test_a_tags_colour_is_the_colour_of_its_passages(reader: Make, library: Library) -> None:
    """Its own colour comes back when the tag has none."""
    async with reader().run_test(size=(80, 24)) as pilot:
        await marked(pilot, library)

        def colours() -> list[str]:
            article = main(pilot).view.article
            assert article
            return [a.color for a in main(pilot).annotator.highlights(article)]

        await press(pilot, "T", "j", "r", *["backspace"] * 2)
        await type_text(pilot, "外资/日资")
        await press(pilot, "enter", "g", "4")
        assert "4" in lines(pilot)[0]
        assert colours() == ["red", "red"]
        assert [a.color for a in library.annotations.all()] == ["yellow", "green"]
        await press(pilot, "q")
        drawn = main(pilot).view.render_line(8)
        red = main(pilot).view.get_component_rich_style("article--red").bgcolor
        assert any(s.style and s.style.bgcolor == red for s in drawn)
        await press(pilot, "T", "g", "0")
        assert colours() == ["yellow", "green"]


async def test_a_tag_is_described_and_taken_off(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await marked(pilot, library)
        await press(pilot, "T", "d")
        await type_text(pilot, "境外投资")
        await press(pilot, "enter")
        assert lines(pilot)[0].endswith("境外投资")
        await press(pilot, "j", "x")
        assert tags_of(library) == [("外资",), ("核对",)]
        await press(pilot, "u")
        assert tags_of(library) == [("外资",), ("日资", "核对")]


async def test_enter_lists_what_has_the_tag_and_nested_in_it(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await marked(pilot, library)
        await press(pilot, "a", "T", "j", "enter")
        assert isinstance(pilot.app.screen, AnnotationsScreen)
        assert [a.tags for a in pilot.app.screen.list.items] == [("日资", "核对")]
