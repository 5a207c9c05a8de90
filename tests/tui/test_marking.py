"""Highlighting without a mouse: hints, selecting, colours, notes, tags, undo,
and all of it there tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.keys import main, press, said, shown, type_text
from wxreader.annotations.anchor import article_text
from wxreader.library.library import Library
from wxreader.search.searcher import Searcher
from wxreader.tui.screens.annotations import AnnotationsScreen

Make = Callable[..., Any]


async def test_a_sentence_in_view_is_highlighted_with_three_keys(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "j", "enter", "f")
        assert list(main(pilot).view.hints.values())[:3] == ["f", "j", "d"]
        await press(pilot, "j", "enter")
        found = library.annotations.all()
        assert [a.selector.exact for a in found if a.selector] == [
            "市长赵建军会见吉佳蓝董事长金铉济一行，共同出席项目签约仪式。"
        ]
        assert "▎" in shown(main(pilot).view)
        assert "▎1" in shown(main(pilot).articles)


async def test_hints_on_mentions_go_to_them(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "F")
        place = list(main(pilot).view.hints)[3]
        await press(pilot, "k")
        assert main(pilot).view.cursor == place


async def test_any_other_key_leaves_hint_mode(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "escape")
        assert main(pilot).view.hints == {}
        before = main(pilot).view.cursor
        await press(pilot, "j")
        assert main(pilot).view.cursor != before


@pytest.mark.parametrize(
    ("keys", "exact"),
    [
        (("v", "l", "l"), "7月2"),
        (("v", "w"), "7月"),
        (("V",), "PARAGRAPH"),
        (("v", "right_parenthesis"), "SENTENCE"),
        (("v", "right_curly_bracket"), "PARAGRAPH"),
        (("v", "w", "w", "b"), "7月26"),
        (("v", "l", "l", "o", "o", "h"), "7月"),
    ],
)
async def test_selecting_by_character_word_sentence_paragraph(
    reader: Make, library: Library, keys: tuple[str, ...], exact: str
) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", *keys, "enter")
        article = main(pilot).view.article
        found = library.annotations.all()[0].selector
        assert found is not None
        paragraph = article.paragraphs[0].text
        expected = {"PARAGRAPH": paragraph, "SENTENCE": paragraph[: paragraph.index("。") + 1]}.get(exact)
        if expected is None:
            assert paragraph.startswith(found.exact)
            assert abs(len(found.exact) - len(exact)) <= 1
        else:
            assert found.exact == expected


async def test_selecting_up_to_a_text(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "v", "/")
        await type_text(pilot, "工作")
        await press(pilot, "enter", "3")
        made = library.annotations.all()[0]
        assert made.color == "blue"
        assert made.selector is not None
        assert made.selector.exact.endswith("工作")


async def test_a_selection_over_two_paragraphs(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "v", "right_curly_bracket", "right_parenthesis", "enter")
        article = main(pilot).view.article
        made = library.annotations.all()[0].selector
        assert made is not None
        assert (made.paragraph, made.end_paragraph) == (0, 1)
        assert made.exact in article_text(article)


@pytest.mark.parametrize(
    ("key", "color"), [("1", "yellow"), ("2", "green"), ("3", "blue"), ("4", "red"), ("5", "purple")]
)
async def test_five_colours(reader: Make, library: Library, key: str, color: str) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "V", key)
        assert library.annotations.all()[0].color == color


async def test_a_note_is_typed_and_stands_under_its_passage(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "n")
        await type_text(pilot, "重要线索")
        await press(pilot, "enter")
        assert library.annotations.all()[0].note == "重要线索"
        assert "✎ 重要线索" in shown(main(pilot).view)
        await press(pilot, "enter")
        await type_text(pilot, "待核")
        await press(pilot, "enter")
        assert library.annotations.all()[0].note == "重要线索待核"
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "重要线索" in shown(main(pilot).view)


async def test_n_on_a_highlight_is_its_note_and_elsewhere_the_next_hit(
    reader: Make, library: Library
) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "n")
        await type_text(pilot, "一")
        await press(pilot, "enter")
        assert library.annotations.all()[0].note == "一"
        await press(pilot, "/")
        await type_text(pilot, "会议")
        await press(pilot, "enter")
        here = main(pilot).view.cursor
        await press(pilot, "n")
        assert main(pilot).view.cursor > here
        assert not main(pilot).status.prompt


async def test_tags_and_removing_with_undo(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "t")
        await type_text(pilot, "经济 #无锡")
        await press(pilot, "enter")
        assert library.annotations.all()[0].tags == ("经济", "无锡")
        await press(pilot, "x")
        assert library.annotations.all() == []
        await press(pilot, "u")
        assert library.annotations.all()[0].tags == ("经济", "无锡")
        await press(pilot, "u", "u")
        assert library.annotations.all() == []
        await press(pilot, "ctrl+r", "ctrl+r")
        assert library.annotations.all()[0].tags == ("经济", "无锡")


async def test_overlapping_highlights_are_allowed(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "V", "enter", "f", "f", "2")
        assert [a.color for a in library.annotations.all()] == ["yellow", "green"]
        await press(pilot, "x")
        assert [a.color for a in library.annotations.all()] == ["yellow"]


async def test_the_mouse_selects_too(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        await pilot.mouse_down("#text", offset=(6, 8))
        await pilot.mouse_up("#text", offset=(20, 8))
        await press(pilot, "enter")
        assert len(library.annotations.all()) == 1


async def test_copying_gives_the_citation(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "y")
        assert (
            "（高美梅，《坚定信心决心 争取更好结果 为全省发展大局作出应有贡献》，2024-07-26，001_"
            in pilot.app.clipboard
        )


async def test_searching_for_what_is_selected(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "/")
        await type_text(pilot, "新质生产力")
        await press(pilot, "enter", "v", "l", "l", "l", "l", "s")
        assert {r.id for r in main(pilot).articles.rows} == {
            r.article for r in Searcher(library).search("新质生产力").results
        }


async def test_the_annotations_screen_filters_edits_deletes_and_jumps(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "q", "j", "j", "enter", "f", "j", "2", "q", "m", "a")
        screen = pilot.app.screen
        assert isinstance(screen, AnnotationsScreen)
        assert len(screen.list.items) == 3
        await press(pilot, "/")
        await type_text(pilot, "color:green person:金铉济")
        await press(pilot, "enter")
        assert [a.color for a in screen.list.items] == ["green"]
        await press(pilot, "n")
        await type_text(pilot, "会见")
        await press(pilot, "enter")
        assert {a.note for a in library.annotations.all()} == {"", "会见"}
        await press(pilot, "x")
        assert screen.list.items == []
        await press(pilot, "u")
        assert len(screen.list.items) == 1
        await press(pilot, "escape", "enter")
        assert pilot.app.screen is main(pilot)
        assert "吉佳蓝" in main(pilot).view.article.title  # the newest stands first


async def test_a_note_of_several_lines_that_was_only_looked_at_keeps_its_lines(
    reader: Make, library: Library
) -> None:
    from dataclasses import replace

    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "enter")
    library.annotations.put([replace(library.annotations.all()[0], note="第一行\n第二行")])
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "a", "n", "enter")
        assert [a.note for a in library.annotations.all()] == ["第一行\n第二行"]
        await press(pilot, "n")
        await type_text(pilot, "完")
        await press(pilot, "enter")
        assert [a.note for a in library.annotations.all()] == ["第一行 第二行完"]


async def test_export_from_the_screen_never_overwrites(
    reader: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "a", "e", "j", "enter", "enter", "enter")
        assert "written: " in said(pilot)
    written = list(tmp_path.glob("wxreader-*.json"))
    assert len(written) == 1
    assert json.loads(written[0].read_text("utf-8"))[0]["kind"] == "highlight"


async def test_an_orphan_is_listed_with_its_quote(reader: Make, library: Library) -> None:
    from dataclasses import replace

    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "f", "f", "enter")
    made = library.annotations.all()[0]
    assert made.selector is not None
    library.annotations.put(
        [
            replace(
                made,
                selector=replace(
                    made.selector, exact="这一段话已经不在任何文章里了", prefix="没有", suffix="没有"
                ),
            )
        ]
    )
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "a")
        assert "(orphaned) 这一段话已经不在" in shown(pilot.app.screen.list)


async def test_bookmarks_are_listed_and_gone_to(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "}", "m", "q", "j", "j", "enter", "apostrophe", "enter")
        assert main(pilot).view.cursor == (1, 0)


async def test_the_list_is_filtered_and_left_as_it_was(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "m", "F", "j", "j", "enter", "o")
        assert [r.headline for r in main(pilot).articles.rows] == ["市委外事工作委员会召开会议"]
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert [r.headline for r in main(pilot).articles.rows] == ["市委外事工作委员会召开会议"]
        await press(pilot, "F", "g", "enter")
        assert len(main(pilot).articles.rows) == 16


async def test_the_article_last_open_is_open_again(reader: Make) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "j", "enter", "}", "q", "q")
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "吉佳蓝" in main(pilot).view.article.title
        assert main(pilot).view.cursor == (1, 0)
