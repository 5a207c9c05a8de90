"""The reader by its keys: real keys through Textual's pilot, screen and store out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.keys import Make, lines_of, main, press, said, shown, type_text
from wxreader.library.library import Library
from wxreader.text import cells
from wxreader.tui.app import Reader
from wxreader.tui.screens.card import CardScreen


async def test_three_panes_show_sixteen_articles_the_text_and_its_people(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = main(pilot)
        assert len(screen.articles.rows) == 16
        listed = shown(screen.articles)
        assert "更好服务国家重大战略" in listed
        assert "2024无锡“国际月”暨国际赏樱周活动启幕" in listed
        assert "会议召开，深入学习贯彻党的二十届三中全会精神" in shown(screen.view)
        assert "杜小刚" in shown(screen.entities)


async def test_moving_in_the_list_shows_the_article(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "j")
        assert "吉佳蓝" in shown(main(pilot).view)
        await press(pilot, "G")
        assert main(pilot).view.article.id == main(pilot).articles.rows[-1].id
        await press(pilot, "g")
        assert "坚定信心决心" in shown(main(pilot).view)


async def test_enter_goes_into_the_text_and_marks_it_read(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        screen = main(pilot)
        assert screen.focused is screen.view
        assert library.annotations.reading()[screen.view.article.id].read
        await press(pilot, "q")
        assert screen.focused is screen.articles


async def test_tab_and_digits_go_between_panes(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        screen = main(pilot)
        for key, pane in (
            ("tab", screen.view),
            ("tab", screen.entities),
            ("tab", screen.articles),
            ("shift+tab", screen.entities),
        ):
            await press(pilot, key)
            assert screen.focused is pane
        for key, pane in (("1", screen.articles), ("2", screen.view), ("3", screen.entities)):
            await press(pilot, key)
            assert screen.focused is pane


async def test_n_on_an_entity_steps_through_its_mentions_and_enter_opens_its_card(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        screen = main(pilot)
        item = screen.entities.item
        assert item is not None
        for mention in item.mentions[:2]:
            await press(pilot, "n")
            assert screen.view.cursor == (mention.paragraph, mention.start)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CardScreen)


async def test_brackets_step_through_mentions_also_full_width(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]")
        screen = main(pilot)
        first = screen.view.cursor
        await press(pilot, "】")
        assert screen.view.cursor > first
        await press(pilot, "【")
        assert screen.view.cursor == first


@pytest.mark.parametrize("key", ["/", "／", "、"])
async def test_find_in_the_text_as_it_is_typed_across_screen_lines(reader: Make, key: str) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", key)
        words = "三中全会精神和习近平总书记"  # the screen breaks the line inside it
        await type_text(pilot, words)
        screen = main(pilot)
        assert screen.view.cursor == (0, screen.view.article.text_of(0).find(words))
        await press(pilot, "enter")
        assert screen.focused is screen.view
        await press(pilot, "/")
        await type_text(pilot, "全市")
        await press(pilot, "enter")
        first = screen.view.cursor
        await press(pilot, "n")
        assert screen.view.cursor > first
        await press(pilot, "N")
        assert screen.view.cursor == first


async def test_search_lists_results_live_and_escape_gives_the_list_back(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "j", "s")
        await type_text(pilot, "长三角")
        screen = main(pilot)
        assert len(screen.articles.rows) == 2
        assert "长三角" in shown(screen.view)
        await press(pilot, "escape")
        assert len(screen.articles.rows) == 16
        assert screen.articles.cursor == 2


async def test_enter_in_the_search_goes_to_the_hit_and_n_on_into_the_next_article(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "慕尼黑")
        await press(pilot, "enter")
        screen = main(pilot)
        assert screen.focused is screen.view
        block, at = screen.view.cursor
        assert screen.view.article.text_of(block)[at : at + 3] == "慕尼黑"


async def test_a_search_without_hits_says_so(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "s")
        await type_text(pilot, "火星")
        assert "no article has that" in said(pilot)


async def test_m_bookmarks_the_article_and_it_is_on_disk(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        assert "★" in shown(main(pilot).articles)
        assert [a.kind for a in Library(library.path).annotations.all()] == ["bookmark"]
        await press(pilot, "m")
        assert Library(library.path).annotations.all() == []


async def test_m_in_the_text_bookmarks_the_place(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "}", "m")
        bookmark = library.annotations.all()[0]
        assert bookmark.selector is not None
        assert (bookmark.selector.paragraph, bookmark.selector.exact[:4]) == (1, "会议指出")
        assert "★" in shown(main(pilot).view)


async def test_the_place_is_kept_and_found_again(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "}", "}", "q", "j", "k")
        assert main(pilot).view.cursor == (2, 0)


async def test_r_shows_the_raw_dump_at_the_same_place(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "}", "r")
        screen = main(pilot)
        assert screen.raw.display
        assert screen.raw.cursor == 10
        assert "会议指出，今年以来，在全市上" in shown(screen.raw)
        await press(pilot, "}")
        assert screen.raw.cursor == 18
        await press(pilot, "q")
        assert not screen.has_class("raw")


async def test_help_lists_the_whole_program_the_place_first_and_enter_does_it(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "?")
        lines = [x.strip() for x in lines_of(pilot.app.screen.query_one("#commands"))]
        assert lines[0] == "in the list"
        assert any("go into the text" in x for x in lines)
        for words in ("highlight in yellow", "concordance of this name", "by the 1st, 2nd, 3rd character"):
            assert any(
                words in e.says for g in pilot.app.screen.query_one("#commands")._all for e in g.entries
            )
        await press(pilot, "escape")
        assert pilot.app.screen is main(pilot)
        await press(pilot, "?", "/")
        await type_text(pilot, "sidebar names")
        await press(pilot, "enter")
        assert main(pilot).focused is main(pilot).entities


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("kwic", "every hit of the search on a line of its own"),
        ("export", "export what is listed"),
        ("sidebar", "people, organisations, places"),
        ("mark all", "mark all that is listed as read"),
        ("未读", "next unread article"),
        ("copy", "copy with its citation"),
        ("q!", "back; at the top level quit"),
    ],
)
async def test_the_palette_finds_commands_by_the_names_that_people_know(
    reader: Make, query: str, says: str
) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p")
        await type_text(pilot, query)
        assert any(says in x for x in lines_of(pilot.app.screen.query_one("#commands")))


async def test_the_palette_says_where_nothing_matches_and_a_colon_opens_it(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, ":")
        await type_text(pilot, "xyzzy")
        assert "no command matches xyzzy" in shown(pilot.app.screen.query_one("#commands"))
        await press(pilot, "escape")
        assert pilot.app.screen is main(pilot)


async def test_colon_q_quits(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "q")
        await pilot.press("enter")
        for _ in range(5):
            await pilot.pause()
        assert pilot.app._exit


@pytest.mark.parametrize(
    "keys", [("enter", "]", "i"), ("enter", "]", "c"), ("a",)], ids=["card", "concordance", "annotations"]
)
async def test_help_works_wherever_it_says_so(reader: Make, keys: tuple[str, ...]) -> None:
    """B9: `?` was dead there, and the Esc meant for the help closed the screen."""
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys)
        screen = pilot.app.screen
        await press(pilot, "?")
        assert pilot.app.screen is not screen
        await press(pilot, "escape")
        assert pilot.app.screen is screen


async def test_arrows_and_letters_move_in_the_text(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "l", "l")
        view = main(pilot).view
        assert view.cursor == (0, 2)
        await press(pilot, "left")
        assert view.cursor == (0, 1)
        await press(pilot, "$")
        end = view.cursor
        assert end > (0, 10)
        await press(pilot, "0")
        assert view.cursor == (0, 0)
        await press(pilot, "w")
        assert view.cursor == (0, 1)
        await press(pilot, "down", "down")
        assert view.cursor[1] > end[1]
        await press(pilot, "q", "down")
        assert main(pilot).articles.cursor == 1


async def test_a_star_searches_for_the_name_and_ctrl_o_comes_back(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "]", "]")
        place, article = main(pilot).view.cursor, main(pilot).view.article
        await press(pilot, "*")
        assert main(pilot).search.session.query
        await press(pilot, "enter", "J", "ctrl+o")
        assert (main(pilot).view.article, main(pilot).view.cursor) == (article, place)


async def test_a_jump_that_was_not_made_is_not_come_back_from(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+o")
        assert said(pilot) == "there is no jump to come back from"


async def test_a_theme_chosen_in_the_reader_is_kept(
    reader: Make, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# mine\nmeasure = 30\n", "utf-8")
    monkeypatch.setenv("WXREADER_SETTINGS", str(path))
    async with reader().run_test(size=(120, 40)) as pilot:
        pilot.app.theme = "wx-paper"
        await pilot.pause()
    assert path.read_text("utf-8") == '# mine\nmeasure = 30\ntheme = "wx-paper"\n'


async def test_keys_can_be_changed(reader: Make) -> None:
    async with reader(keys={"bookmark_article": "B"}).run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        assert "★" not in shown(main(pilot).articles)
        await press(pilot, "B")
        assert "★" in shown(main(pilot).articles)


async def test_an_empty_library_says_how_to_load(tmp_path: Any) -> None:
    from wxreader.settings import Settings

    async with Reader(Library(tmp_path / "none"), Settings()).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "wxreader load" in shown(main(pilot).view)
        await press(pilot, "j", "enter", "m", "s", "escape", "3", "n", "]")


PANES = {120: {"list-pane", "text-pane", "entity-pane"}, 80: {"list-pane", "text-pane"}, 40: {"list-pane"}}


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_panes_fold_away_as_the_window_narrows(reader: Make, width: int) -> None:
    async with reader().run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert {p.id for p in main(pilot).query(".pane") if p.display} == PANES[width]
        await press(pilot, "3")
        assert main(pilot).query_one("#entity-pane").display
        await press(pilot, "2")
        assert main(pilot).query_one("#text-pane").display
        await press(pilot, "q")
        assert {p.id for p in main(pilot).query(".pane") if p.display} == PANES[width]


async def test_a_tiny_window_says_so_and_comes_back(reader: Make) -> None:
    async with reader().run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert main(pilot).query_one("#too-small").display
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert not main(pilot).query_one("#too-small").display


@pytest.mark.parametrize(
    "width", [1, 2, 3, 7, 16, 24, 25, 39, 40, 55, 56, 57, 79, 80, 99, 100, 119, 120, 151]
)
async def test_no_character_is_cut_at_any_width(reader: Make, width: int) -> None:
    async with reader().run_test(size=(width, 24)) as pilot:
        await press(pilot, "j", "enter", "j", "]", "3")
        screen = main(pilot)
        for pane in (screen.articles, screen.view, screen.entities):
            for line in lines_of(pane):
                assert cells(line) == pane.scrollable_content_region.width or not line


async def test_resizing_keeps_the_place(reader: Make) -> None:
    async with reader().run_test(size=(120, 24)) as pilot:
        await press(pilot, "enter", "space", "space")
        screen = main(pilot)
        before = screen.view.top_place()
        await pilot.resize_terminal(70, 24)
        await pilot.pause()
        block, at = screen.view.top_place()
        assert block == before[0]
        assert abs(at - before[1]) <= 40


async def test_an_error_stays_until_a_key_is_pressed(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        main(pilot).say("disk full", error=True)
        await pilot.pause()
        assert "disk full" in said(pilot)
        await press(pilot, "z")
        assert "disk full" not in said(pilot)


async def test_a_failing_disk_is_said_and_nothing_is_lost(
    reader: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wxreader.errors import StoreError
    from wxreader.library.storage import AtomicStorage

    def full(self: AtomicStorage, data: object) -> None:
        raise StoreError("annotations.json cannot be written (No space left on device); nothing was changed")

    async with reader().run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(AtomicStorage, "write", full)
        await press(pilot, "m")
        assert "No space left" in said(pilot)
