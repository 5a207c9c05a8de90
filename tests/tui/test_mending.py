"""A wrong name does not stay wrong: mended by keys, the source reloaded, it stands; undone, it is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.conftest import SEEDS
from tests.support.keys import main, press, said
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.model import Mention, Place

Make = Callable[..., Any]


def again(library: Library) -> Library:
    load(Library(library.path), [SEEDS], again=True)
    return Library(library.path)


def named(library: Library, text: str) -> list[Mention]:
    return [
        m
        for a in library.articles()
        for m in a.mentions
        if m.text == text and m.type in ("PER", "ORG", "LOC")
    ]


async def test_no_name_here_stays_none_and_comes_back_when_undone(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]")
        mention = main(pilot).shown.mention
        before = len(named(library, mention.text))
        await press(pilot, "M", "enter", "enter")
        assert "mended" in said(pilot)
        assert len(named(main(pilot).library, mention.text)) == before - 1
        assert len(named(again(library), mention.text)) == before - 1
        await press(pilot, "u")
        assert len(named(main(pilot).library, mention.text)) == before


async def test_no_name_on_all_pages_that_have_it(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]")
        mention = main(pilot).shown.mention
        await press(pilot, "M", "enter", "j", "enter")
        assert named(main(pilot).library, mention.text) == []
        await press(pilot, "u")
        assert named(main(pilot).library, mention.text)


async def test_escape_leaves_the_name_as_it_is(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]")
        article = main(pilot).view.article
        await press(pilot, "M", "escape")
        await press(pilot, "M", "enter", "escape")
        assert main(pilot).view.article.mentions == article.mentions


async def test_without_a_name_under_the_cursor_it_says_what_to_do(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        article = main(pilot).view.article
        named_here = {n for m in article.mentions if m.paragraph == 0 for n in range(m.start, m.end)}
        free = next(n for n in range(len(article.paragraphs[0].text)) if n not in named_here)
        main(pilot).view.go_to(Place(0, free))
        await press(pilot, "M")
        assert "put the cursor on a person" in said(pilot)
