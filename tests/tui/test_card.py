"""The card of a person from the text by keys alone, into one of its articles, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.keys import main, press, said, shown
from wxreader.tui.screens.card import CardScreen

Make = Callable[..., Any]


async def test_card_article_and_back(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        view = main(pilot).view
        while view.article.text_of(view.cursor[0])[view.cursor[1] :][:3] != "杜小刚":
            await press(pilot, "]")
        await press(pilot, "i")
        screen = pilot.app.screen
        assert isinstance(screen, CardScreen)
        text = shown(screen.list)
        assert "offices" in text
        assert "市委书记" in text
        assert "█" in text
        assert screen.list.row.goal is not None
        await press(pilot, "j", "enter")
        assert pilot.app.screen is main(pilot)
        assert main(pilot).focused is main(pilot).view
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, CardScreen)
        await press(pilot, "q", "q")
        assert pilot.app.screen is main(pilot)
        assert main(pilot).focused is main(pilot).articles


async def test_the_sidebar_opens_cards_too(reader: Make) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "i")
        assert isinstance(pilot.app.screen, CardScreen)


async def test_where_there_is_no_name_it_says_so(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "i")
        assert "put the cursor on a person" in said(pilot)
