"""The day of a page by hand: set, shown, undone, and kept over another load; the list by paper and day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SEEDS
from tests.support.keys import main, press, said
from wxreader.library.library import Library
from wxreader.library.loader import load

Make = Callable[..., Any]
SIZES = ((120, 40), (80, 24))


def days(library: Path) -> set[str]:
    return {row.issued for row in Library(library).rows()}


@pytest.mark.parametrize("size", SIZES)
async def test_the_day_of_a_page_is_set_and_undone(
    reader: Make, library: Library, size: tuple[int, int]
) -> None:
    before = days(library.path)
    async with reader().run_test(size=size) as pilot:
        await press(pilot, "D", *"2021-05-04", "enter")
        assert "2021-05-04" in said(pilot)
        assert "2021-05-04" in {row.issued for row in main(pilot).articles.rows}
        assert "2021-05-04" in days(library.path)
        await press(pilot, "u")
        assert days(library.path) == before


async def test_a_day_for_all_that_are_listed_is_kept_over_another_load(
    reader: Make, library: Library
) -> None:
    async with reader().run_test(size=SIZES[0]) as pilot:
        await press(pilot, "D", *"2021-05-04*", "enter")
    assert days(library.path) == {"2021-05-04"}
    load(Library(library.path), [SEEDS], again=True, workers=1)
    assert days(library.path) == {"2021-05-04"}


async def test_a_day_to_come_and_no_day_are_refused_with_a_sentence(reader: Make, library: Library) -> None:
    before = days(library.path)
    async with reader().run_test(size=SIZES[0]) as pilot:
        for wrong in ("3000-01-01", "2021-02-30", "昨天"):
            await press(pilot, "D", *wrong, "enter")
            assert wrong in said(pilot)
    assert days(library.path) == before
