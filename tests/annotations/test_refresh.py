"""A second export into the same file: ours is brought up to date, the user's words stay."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.notes import note
from wxreader.annotations.export import refresh
from wxreader.annotations.markdown import refresh_markdown, to_markdown

FIRST, SECOND, THIRD = (replace(note(f"笔记{n}"), id=f"{n}" * 12) for n in (1, 2, 3))


def refreshed(text: str, *annotations: object) -> str:
    found = refresh_markdown(text, annotations, {})  # type: ignore[arg-type]
    assert found is not None
    return found.text


def test_nothing_new_changes_nothing() -> None:
    text = to_markdown([FIRST, SECOND], {})
    assert refreshed(text, FIRST, SECOND) == text


def test_a_changed_note_is_changed_and_what_the_user_wrote_around_it_stays() -> None:
    text = to_markdown([FIRST], {}) + "\n## 我的想法\n\n很重要。\n"
    text = text.replace("annotations: 1\n", "author: 我\nannotations: 1\n")
    later = refreshed(text, replace(FIRST, note="改过的笔记"))
    assert "改过的笔记" in later
    assert "笔记1" not in later
    assert later.endswith("## 我的想法\n\n很重要。\n")
    assert "author: 我\n" in later


def test_what_the_user_changed_of_ours_is_theirs() -> None:
    text = to_markdown([FIRST], {}).replace("笔记1", "笔记1，我改了")
    found = refresh_markdown(text, [replace(FIRST, note="改过的笔记")], {})
    assert found is not None
    assert (found.text, found.edited) == (text, 1)


def test_a_new_one_of_the_same_article_stands_after_the_others() -> None:
    text = to_markdown([FIRST], {}) + "\n我的话\n"
    later = refreshed(text, FIRST, SECOND)
    assert later.index("笔记1") < later.index("笔记2") < later.index("我的话")
    assert later.count("## ") == 1
    assert "annotations: 2\n" in later


def test_one_of_a_new_article_gets_its_heading_at_the_end() -> None:
    text = to_markdown([FIRST], {}) + "\n我的话\n"
    later = refreshed(text, FIRST, replace(THIRD, article="b", headline="另一篇"))
    assert later.index("我的话") < later.index("## 另一篇") < later.index("笔记3")


def test_what_was_removed_goes_and_the_words_between_stay() -> None:
    text = to_markdown([FIRST, SECOND], {}).replace("<!-- wxreader 2", "我的话\n\n<!-- wxreader 2")
    later = refreshed(text, FIRST)
    assert "笔记2" not in later
    assert "我的话" in later


@pytest.mark.parametrize(
    "text", ["", "# mine\n", "<!-- wxreader a b 00000000 -->\n"], ids=["empty", "foreign", "no end"]
)
def test_a_file_that_is_none_of_ours_is_refused(text: str) -> None:
    assert refresh_markdown(text, [FIRST], {}) is None


def test_carriage_returns_and_stripped_blanks_of_an_editor_are_no_change() -> None:
    text = to_markdown([FIRST], {}).replace("\n", "\r\n")
    assert "改过" in refreshed(text, replace(FIRST, note="改过"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=4), st.data())
def test_lines_written_anywhere_outside_our_blocks_survive(words: list[str], data: st.DataObject) -> None:
    lines = to_markdown([FIRST, SECOND], {}).split("\n")
    for number, word in enumerate(words):
        outside = [
            n
            for n in range(5, len(lines))
            if sum(x.startswith("<!-- wxreader") for x in lines[:n]) == lines[:n].count("<!-- /wxreader -->")
        ]
        lines.insert(
            data.draw(st.sampled_from(outside)), f"{number}我的{word}".replace("\n", " ").replace("\r", " ")
        )
    written = [line for line in lines if "我的" in line]
    later = refreshed("\n".join(lines), replace(FIRST, note="改"), THIRD)
    assert [line for line in later.split("\n") if "我的" in line] == written


def test_json_keeps_objects_of_others() -> None:
    there = json.dumps([{"id": "x", "mine": 1}, {"id": "1", "note": "old"}])
    found = refresh(there, [], {}, "json", [{"id": "1", "note": "new"}, {"id": "2"}])
    assert found is not None
    assert json.loads(found.text) == [{"id": "x", "mine": 1}, {"id": "1", "note": "new"}, {"id": "2"}]
    assert refresh('{"a": 1}', [], {}, "json", []) is None
    assert refresh("a,b", [], {}, "csv") is None
