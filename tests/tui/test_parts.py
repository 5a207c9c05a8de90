"""What stands around an article: crossheads, captions on a key, jumps followed and back, parts named by
hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.issue import CAPTION, CROSSHEADS, issue, write_issue
from tests.support.keys import main, press, said, shown
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.settings import Settings
from wxreader.tui.app import Reader

SIZES = [(120, 40), (80, 24)]
IDS = ["120x40", "80x24"]
Snap = Callable[..., bool]
Press = Callable[[Pilot[Any]], Any]
TO_BEGINNING = ("1", "g", "enter")


@pytest.fixture(autouse=True)
def no_counting_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture must not depend on how fast a thread was."""
    monkeypatch.setattr("wxreader.tui.reader.article.TOTALS_AFTER", 1e6)


@pytest.fixture
def paper(tmp_path: Path) -> Library:
    """A library of one issue."""
    return issue(tmp_path)


def reader(library: Library) -> Reader:
    """The reader on a library, in the order of print."""
    return Reader(library, Settings(order="page"))


def of_keys(*keys: str) -> Press:
    """Press keys, waiting for each."""

    async def run(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        for key in keys:
            await press(pilot, key)

    return run


@pytest.mark.parametrize("size", SIZES, ids=IDS)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("crossheads-and-caption", ("enter", "P", "G")),
        ("jump-followed", ("enter", "G", "enter")),
        ("jump-back", ("enter", "G", "enter", "ctrl+o")),
    ],
)
def test_looks(
    snap_compare: Snap, paper: Library, size: tuple[int, int], name: str, keys: tuple[str, ...]
) -> None:
    assert snap_compare(reader(paper), terminal_size=size, run_before=of_keys(*keys))


@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_raw_view_of_a_pdf_page(snap_compare: Snap, tmp_path: Path, size: tuple[int, int]) -> None:
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    from tests.press.pdf_maker import Paper
    from tests.support.issue import STORIES

    page = Paper()
    page.article(STORIES[3])
    (tmp_path / "page.pdf").write_bytes(page.data())
    library = Library(tmp_path / "library")
    load(library, [tmp_path / "page.pdf"])
    assert snap_compare(reader(library), terminal_size=size, run_before=of_keys("enter", "r"))


async def test_a_jump_is_followed_and_back(paper: Library) -> None:
    async with reader(paper).run_test(size=(120, 40)) as pilot:
        await of_keys("enter")(pilot)
        beginning = main(pilot).view.article
        await press(pilot, "G", "enter")
        going_on = main(pilot).view.article
        assert going_on.continued.origin == "第1版"
        assert going_on.source == "page4.txt"
        await press(pilot, "ctrl+o")
        assert main(pilot).view.article == beginning


async def test_the_other_half_leads_back_to_where_it_began(paper: Library) -> None:
    async with reader(paper).run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "enter", "enter")
        assert main(pilot).view.article.source == "page1.txt"


async def test_a_jump_to_a_page_that_is_not_there_says_so(tmp_path: Path) -> None:
    write_issue(tmp_path / "dumps")
    library = Library(tmp_path / "library")
    load(library, [tmp_path / "dumps" / "page1.txt"])
    async with reader(library).run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "G", "enter")
        assert "does not have that page" in said(pilot)


async def test_captions_are_shown_on_a_key_and_hidden_again(paper: Library) -> None:
    words, credit = CAPTION.split(" ", 1)
    async with reader(paper).run_test(size=(120, 60)) as pilot:
        await press(pilot, "enter", "P", "G")
        assert words in shown(main(pilot).view)
        assert credit in shown(main(pilot).view)
        await press(pilot, "P")
        assert words not in shown(main(pilot).view)


@pytest.mark.parametrize(
    ("down", "kind"), [((), "captions"), (("j",), "leftover")], ids=["caption", "furniture"]
)
async def test_a_part_named_by_hand_stays_so_when_the_page_is_loaded_anew(
    paper: Library, tmp_path: Path, down: tuple[str, ...], kind: str
) -> None:
    async with reader(paper).run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "percent_sign")
        assert main(pilot).view.article.text_of(main(pilot).view.cursor.paragraph) == CROSSHEADS[0]
        await press(pilot, "tilde", *down, "enter")
        assert CROSSHEADS[0] not in [p.text for p in main(pilot).view.article.paragraphs]
    load(Library(paper.path), [tmp_path / "dumps"], again=True)
    page = Library(paper.path).page("page1.txt")
    aside = [c.text for c in page.source.captions] if kind == "captions" else page.source.leftover
    assert CROSSHEADS[0] in aside
    assert CROSSHEADS[0] not in [p.text for p in page.articles[0].paragraphs]
    assert "corrections" not in page.source.doubts
