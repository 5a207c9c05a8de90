"""A library whose names an older recogniser found says so once; loading finds them anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.conftest import SEEDS
from tests.support.keys import press, said
from wxreader.library.library import Library
from wxreader.library.loader import Recognition, load

Make = Callable[..., Any]
OFFER = "older recogniser"


async def test_the_offer_is_made_once(reader: Make, library: Library) -> None:
    load(Library(library.path), [SEEDS], how=Recognition("lac"))
    library.refresh()
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert OFFER in said(pilot)
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert OFFER not in said(pilot)
        await press(pilot, "ctrl+l")
    assert {s.engine for s in Library(library.path).iter_sources()} == {"tagger"}


async def test_names_of_todays_recogniser_are_not_offered(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert OFFER not in said(pilot)
