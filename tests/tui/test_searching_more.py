"""Searching as a picky user tried it: no hit, on into the next article, beside the raw dump, filters."""

from __future__ import annotations

import re

import pytest

from tests.support.keys import Make, bottom, lines_of, main, press, said, shown, type_text


@pytest.mark.parametrize("width", [80, 120])
async def test_a_search_without_a_hit_does_not_say_that_the_library_is_empty(
    reader: Make, width: int
) -> None:
    """B2: it told the user to quit and load."""
    async with reader().run_test(size=(width, 24)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "杜小钢")
        screen = main(pilot)
        for pane in (screen.articles, screen.view):
            text = shown(pane).replace("\n", "").replace(" ", "")
            assert "empty" not in text
            assert "Nothingfoundfor杜小钢" in text
            assert "nearestwordis杜小刚" in text
        assert screen.view.article is None
        await press(pilot, "escape")
        assert len(screen.articles.rows) == 16
        assert screen.view.article is not None


async def test_n_goes_on_into_the_next_article_in_one_press_and_counts_its_hits(reader: Make) -> None:
    """B5: the cursor stood on the first character, the count was the last article's."""
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "长三角")
        await press(pilot, "enter")
        screen = main(pilot)
        first = screen.view.article
        for _ in range(40):
            if screen.view.article is not first:
                break
            await press(pilot, "n")
        article = screen.view.article
        assert article is not None
        assert article is not first
        block, at = screen.view.cursor
        assert article.text_of(block)[at : at + 3] == "长三角"
        assert said(pilot) == f"hit 1 of {len(screen.shown.finder.hits)}"
        await press(pilot, "N")
        assert screen.view.article == first
        count = len(screen.shown.finder.hits)
        assert said(pilot) == f"hit {count} of {count}"


async def test_a_search_from_beside_the_raw_dump_leaves_it_and_r_works_again(reader: Make) -> None:
    """B6: the keys went to a list that could not be seen."""
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "r", "s", "escape")
        screen = main(pilot)
        assert not screen.has_class("raw")
        assert screen.query_one("#list-pane").display
        assert screen.focused is screen.articles
        await press(pilot, "enter", "r")
        assert screen.has_class("raw")
        await press(pilot, "r")
        assert not screen.has_class("raw")


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_a_filter_is_named_first_and_taken_off_before_leaving(reader: Make, key: str) -> None:
    """B11: Esc did nothing, q quit."""
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "m", "F", "j", "j", "enter")
        screen = main(pilot)
        assert len(screen.articles.rows) == 1
        assert str(screen.query_one("#list-title").content).startswith("[bookmarked articles]")
        assert "q back" in bottom(pilot)
        await press(pilot, key)
        assert pilot.app.is_running
        assert len(screen.articles.rows) == 16
        assert "q quit" in bottom(pilot)


async def test_a_filter_during_a_search_says_that_the_search_is_over(reader: Make) -> None:
    async with reader().run_test(size=(120, 24)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "无锡")
        await press(pilot, "enter", "q", "F", "j", "enter")
        assert "the search for 无锡 is over" in said(pilot)


async def test_the_last_article_says_that_it_is(reader: Make) -> None:
    async with reader().run_test(size=(120, 24)) as pilot:
        await press(pilot, "G", "enter", "J")
        assert said(pilot) == "this is the last article of the list"
        await press(pilot, "q", "g", "enter", "K")
        assert said(pilot) == "this is the first article of the list"


async def test_finding_counts_as_n_does(reader: Make) -> None:
    """B16: `10 hits` while typing, `hit 3 of 10` at n."""
    async with reader().run_test(size=(120, 24)) as pilot:
        await press(pilot, "enter", "/")
        await type_text(pilot, "会议")
        count = len(main(pilot).shown.finder.hits)
        assert said(pilot) == f"hit 1 of {count}"
        await press(pilot, "enter")
        assert said(pilot) == f"hit 1 of {count}"


async def test_one_character_is_one(reader: Make) -> None:
    async with reader().run_test(size=(120, 24)) as pilot:
        await press(pilot, "enter", "v")
        assert said(pilot) == "1 character"
        assert any(lines_of(main(pilot).view))


async def test_the_filters_have_counts_and_typing_narrows_them(reader: Make) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "m", "F")
        pane = pilot.app.screen.query_one("#choices")
        lines = dict(re.split(r"  +", line.strip()) for line in shown(pane).splitlines() if line.strip())
        assert lines["all articles"] == "16"
        assert lines["bookmarked articles"] == "1"
        assert lines["2024-07"] == "4"
        assert lines["杜小刚"] == "12"
        await press(pilot, *"2023-0")
        assert [line.split() for line in shown(pane).splitlines() if line.strip()] == [
            ["2023-05", "3"],
            ["2023-04", "3"],
        ]
        await press(pilot, "down", "enter")
        assert "[2023-04]" in str(main(pilot).query_one("#list-title").content)
        await press(pilot, "F", *"zzz")
        assert "nothing here has that" in shown(pilot.app.screen.query_one("#choices"))
        await press(pilot, "escape")
        assert "all articles" in shown(pilot.app.screen.query_one("#choices"))
