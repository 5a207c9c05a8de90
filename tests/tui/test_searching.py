"""Searching by keys: pinyin and Tab, history, kept searches, order, the concordance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.keys import lines_of, main, press, said, type_text, typed
from wxreader.library.library import Library
from wxreader.tui.app import Reader
from wxreader.tui.screens.concordance import ConcordanceScreen
from wxreader.tui.state import load_state

Make = Callable[..., Reader]


async def test_pinyin_is_completed_with_tab_and_found(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "csj")
        assert "长三角" in said(pilot)
        await press(pilot, "tab")
        assert typed(pilot) == "长三角"
        assert len(main(pilot).articles.rows) == 2
        assert "15 hits · 2 articles" in said(pilot)


async def test_tab_again_takes_the_next_suggestion_and_leaves_the_other_words(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "无锡 sh")
        await press(pilot, "tab")
        first = typed(pilot)
        await press(pilot, "tab")
        assert first != typed(pilot)
        assert first.startswith("无锡 ")
        assert typed(pilot).startswith("无锡 ")


async def test_the_list_shows_the_hit_in_its_snippet(reader: Make) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "慕尼黑")
        assert any("慕尼黑" in row for row in lines_of(main(pilot).articles))


async def test_up_brings_earlier_searches_back_also_in_the_next_session(
    reader: Make, library: Library
) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        for word in ("慕尼黑", "长三角"):
            await press(pilot, "s")
            await type_text(pilot, word)
            await press(pilot, "enter", "q", "q")
    assert load_state(library.path).searches[:2] == ("长三角", "慕尼黑")
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s", "up", "up")
        assert typed(pilot) == "慕尼黑"
        await press(pilot, "down")
        assert typed(pilot) == "长三角"
        await press(pilot, "down")
        assert typed(pilot) == ""


async def test_a_kept_search_stands_in_the_palette_with_its_count(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "长三角")
        await press(pilot, "enter", "q", "S")
        assert Library(library.path).annotations.searches() == ["长三角"]
        await press(pilot, "ctrl+p")
        assert any(
            "search: 长三角  [2 articles]" in x for x in lines_of(pilot.app.screen.query_one("#commands"))
        )
        await press(pilot, "escape", "S")
        assert Library(library.path).annotations.searches() == []


async def test_o_in_the_results_orders_by_date_and_back(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "无锡")
        await press(pilot, "enter", "q")
        best = [r.id for r in main(pilot).articles.rows]
        await press(pilot, "o")
        dates = [r.date for r in main(pilot).articles.rows]
        assert dates == sorted(dates, reverse=True)
        await press(pilot, "o")
        assert [r.id for r in main(pilot).articles.rows] == best


async def test_enter_fetches_the_results_that_typing_left_out(reader: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr("wxreader.tui.reader.search.SHOWN", 3)
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "无锡")
        assert len(main(pilot).articles.rows) == 3
        await press(pilot, "enter")
        assert len(main(pilot).articles.rows) == 15


async def test_c_lists_every_hit_enter_goes_there_and_q_comes_back(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "长三角")
        await press(pilot, "enter", "c")
        screen = pilot.app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert len(screen.list.lines) == 15
        assert "2023-05" in str(screen.query_one("#concordance-chart").content)
        await press(pilot, "r", "j", "j")
        line = screen.list.lines[screen.list.cursor]
        await press(pilot, "enter")
        view = main(pilot).view
        assert view.article is not None
        assert view.article.id == line.article
        assert view.cursor == (line.paragraph, line.start)
        await press(pilot, "q")
        again = pilot.app.screen
        assert isinstance(again, ConcordanceScreen)
        assert (again.order, again.list.cursor) == ("r1", 2)


async def test_c_on_a_name_lists_its_places(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]", "c")
        screen = pilot.app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert screen.list.lines


async def test_a_wrong_query_says_where_and_what_was_meant(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "persn:杜")
        assert "did you mean 'person:'? (character 1)" in said(pilot)


async def test_a_library_without_an_index_gets_one_while_it_is_read(reader: Make, library: Library) -> None:
    from wxreader.search.index import drop_index
    from wxreader.search.manifest import is_current

    drop_index(library)
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "长三角")
        assert len(main(pilot).articles.rows) == 2
        await pilot.app.workers.wait_for_complete()
        assert is_current(library)


async def test_the_sidebar_says_in_how_many_articles_of_the_library_a_name_stands(reader: Make) -> None:
    async with reader().run_test(size=(160, 40)) as pilot:
        screen = main(pilot)
        await pilot.pause(0.4)  # TOTALS_AFTER
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        row = next(r for r in lines_of(screen.entities) if "杜小刚" in r)
        assert row.rstrip().endswith("· 12")


async def test_a_word_that_finds_nothing_is_told_its_nearest(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "杜小钢")
        assert "the nearest word is 杜小刚" in said(pilot)
