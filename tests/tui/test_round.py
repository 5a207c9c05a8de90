"""The morning's round, undo that names what it undid, the mouse, and screens that work like tools."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from textual import events

from tests.conftest import SEEDS
from tests.support.keys import Make, lines_of, main, press, said, shown, type_text
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.settings import Settings
from wxreader.text import fold
from wxreader.tui.app import Reader
from wxreader.tui.screens.card import CardScreen
from wxreader.tui.screens.concordance import ConcordanceScreen
from wxreader.tui.seen import load_seen, save_seen


async def test_undo_names_what_it_undid_and_goes_there(reader: Make, library: Library) -> None:
    """B13: it said `undone: bookmarked` while another article was shown."""
    async with reader().run_test(size=(120, 30)) as pilot:
        await press(pilot, "m")
        title = main(pilot).articles.rows[0].headline
        await press(pilot, "j", "j", "u")
        assert said(pilot) == f"undone: the bookmark in {title} (Ctrl+R makes it again)"
        assert main(pilot).articles.cursor == 0
        assert library.annotations.all() == []
        await press(pilot, "u")
        assert said(pilot) == "nothing to undo since the reader was opened"


async def test_marking_as_unread_is_undone_too(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 30)) as pilot:
        row = main(pilot).articles.rows[0]
        await press(pilot, "U")
        assert library.annotations.reading()[row.id].read
        await press(pilot, "u")
        assert not library.annotations.reading()[row.id].read
        assert said(pilot).startswith("undone: the read mark of ")


async def test_the_text_counts_as_the_list_does(reader: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """B15: `无锡: 15 articles` beside `1/3`."""
    monkeypatch.setattr("wxreader.tui.reader.search.SHOWN", 3)
    async with reader().run_test(size=(120, 30)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "无锡")
        found = main(pilot).search.session.found
        assert found > 3
        assert str(main(pilot).query_one("#list-title").content) == f"无锡: {found} articles · best first"
        assert str(main(pilot).query_one("#text-title").content).startswith(f"1/{found}  ")


async def test_results_have_their_dates(reader: Make) -> None:
    async with reader().run_test(size=(120, 30)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "慕尼黑")
        row = main(pilot).articles.rows[0]
        assert any(x.strip().startswith(row.shown_date) for x in lines_of(main(pilot).articles))


async def test_the_next_unread_and_all_read_in_one_undoable_step(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 30)) as pilot:
        await press(pilot, "enter", "q", "j", "U", "g", "n")
        assert main(pilot).articles.cursor == 2
        await press(pilot, "A")
        assert said(pilot) == "14 articles marked as read; u undoes"
        assert sum(r.read for r in library.annotations.reading().values()) == 16
        await press(pilot, "n")
        assert said(pilot) == "nothing else listed here is unread"
        await press(pilot, "u")
        assert sum(r.read for r in library.annotations.reading().values()) == 2


async def test_what_came_since_last_time_is_listed_and_loaded_by_a_key(tmp_path: Path) -> None:
    folder = tmp_path / "dumps"
    folder.mkdir()
    files = sorted(SEEDS.glob("*.txt"))
    shutil.copy(files[0], folder)
    library = Library(tmp_path / "library")
    load(library, [folder])
    async with Reader(library, Settings()).run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        before = len(main(pilot).articles.rows)
    shutil.copy(files[1], folder)
    async with Reader(Library(tmp_path / "library"), Settings()).run_test(size=(120, 30)) as pilot:
        await press(pilot, "N")
        assert "nothing was loaded since last time" in said(pilot)
        await press(pilot, "escape", "ctrl+l")
        assert len(main(pilot).articles.rows) > before
        await press(pilot, "N")
        assert {r.source for r in main(pilot).articles.rows} == {files[1].name}
        await press(pilot, "N")
        assert len(main(pilot).articles.rows) > before


def test_seen_sources_are_remembered_by_library(tmp_path: Path) -> None:
    save_seen(tmp_path / "a", "2")
    assert load_seen(tmp_path / "a") == "2"
    assert load_seen(tmp_path / "b") == ""


async def test_a_double_click_selects_the_word(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        view = main(pilot).view
        y = next(n for n, x in enumerate(lines_of(view)) if "会议指出" in x)
        await pilot.click("#text", offset=(lines_of(view)[y].index("会") * 2, y), times=2)
        await pilot.pause()
        assert "character" in said(pilot)


async def test_a_click_on_a_name_opens_its_card(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]")
        screen = main(pilot)
        mention = screen.names.here() or screen.shown.mention
        assert mention is not None
        screen.view.go_to(type(screen.view.cursor)(mention.paragraph, mention.start))
        screen.on_article_view_pressed(type(screen.view).Pressed(screen.view.cursor, False))
        await pilot.pause(0.5)  # a second click would make it a double click
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, CardScreen)


async def test_a_card_leads_on_to_the_search_the_concordance_and_its_parts(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CardScreen)
        assert screen.list.row.goal is not None  # the cursor stands on something that Enter works on
        name = screen.card.name
        part = screen.list.cursor
        await press(pilot, "}")
        assert screen.list.cursor > part
        await press(pilot, "s")
        assert main(pilot).search.session.query == f"person:{name}"
        await press(pilot, "escape", "3", "enter", "c")
        assert isinstance(pilot.app.screen, ConcordanceScreen)


async def test_a_concordance_is_ordered_by_neighbours_and_exported(
    reader: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader().run_test(size=(160, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "长三角")
        await press(pilot, "enter", "c", "r")
        screen = pilot.app.screen
        assert isinstance(screen, ConcordanceScreen)
        firsts = [fold(x.right[:1]) for x in screen.list.lines]
        assert firsts == sorted(firsts)
        await press(pilot, "l", "l")
        seconds = [fold(x.left[-2:-1]) for x in screen.list.lines]
        assert seconds == sorted(seconds)
        assert "2nd character to the left" in str(screen.query_one("#concordance-title").content)
        assert main(pilot).articles.rows[0].headline[:6] in shown(screen.list)
        await press(pilot, "y")
        assert said(pilot) == "15 lines copied"
        assert pilot.app.clipboard.count("\n") == 15
        await press(pilot, "e", "j", "enter")
        assert said(pilot).startswith("written: ")
    rows = list(csv.reader(next(tmp_path.glob("wxreader-*.csv")).read_text("utf-8").splitlines()))
    assert rows[0][:3] == ["date", "left", "hit"]
    assert {r[2] for r in rows[1:]} == {"长三角"}


async def test_annotations_stand_newest_first_or_by_article(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "a")
        assert "nothing yet" in shown(pilot.app.screen.list)
        await press(
            pilot, "q", "enter", "f", "j", "enter", "q", "j", "enter", "f", "f", "2", "q", "k", "m", "a"
        )
        items = pilot.app.screen.list.items
        assert [a.created for a in items] == sorted((a.created for a in items), reverse=True)
        await press(pilot, "o")
        articles = [a.article for a in pilot.app.screen.list.items]
        assert articles[0] == articles[1] != articles[2]


async def test_the_next_highlight_is_gone_to(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "j", "enter", "g", ">")
        first = main(pilot).view.cursor
        assert main(pilot).highlights.here() is not None
        await press(pilot, ">")
        assert said(pilot) == "no further highlight in this article"
        await press(pilot, "G", "<")
        assert main(pilot).view.cursor == first


async def test_an_unknown_key_of_the_annotations_filter_is_explained(reader: Make) -> None:
    """B12: it found nothing, without a word."""
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "a", "/")
        await type_text(pilot, "colour:1")
        assert said(pilot).startswith("there is no key 'colour:'; the keys are tag: ")


@pytest.mark.parametrize("typed", ["外事,核对", "外事，核对", "外事、核对", "外事;核对", "外事 核对"])
async def test_tags_are_parted_by_blanks_and_any_comma(reader: Make, library: Library, typed: str) -> None:
    """B12: an ASCII comma made one tag."""
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "t")
        for character in typed:  # the pilot's own keys have no full-width marks
            pilot.app.post_message(events.Key(character, character))
        await press(pilot)
        await press(pilot, "enter")
    assert library.annotations.all()[0].tags == ("外事", "核对")


async def test_a_guessed_date_is_marked_in_the_list(reader: Make) -> None:
    """B4: guesses stood as facts."""
    async with reader().run_test(size=(120, 40)) as pilot:
        guessed = next((r for r in main(pilot).articles.rows if r.date and not r.sure), None)
        for row in main(pilot).articles.rows:
            assert row.shown_date.endswith("?") == bool(row.date and not row.sure)
        if guessed is not None:
            while main(pilot).articles.row.id != guessed.id:
                await press(pilot, "j")
            assert f"{guessed.date}?" in shown(main(pilot).articles)
