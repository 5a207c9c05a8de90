"""Selectors slice to their quote; exports are inert whatever a note holds."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxreader.annotations.anchor import article_text, make_selector, quote_selector, to_offset, to_place
from wxreader.annotations.export import CSV_COLUMNS, export, safe_cell, to_csv, to_markdown
from wxreader.errors import NotFoundError
from wxreader.model import Annotation, Article, Paragraph, Selector

ARTICLE = Article("x", "s", 0, paragraphs=(Paragraph("会议指出，要抓好落实。"), Paragraph("会议强调，要全力以赴。")))


def annotation(quote: str = "引文", note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    return Annotation(
        "1",
        "highlight",
        "x",
        "s.txt",
        "0",
        "标题",
        "2024-01-01T00:00:00+00:00",
        "2024-01-01T00:00:00+00:00",
        Selector(quote, "", "", 0, 0, 2, 0),
        "yellow",
        note,
        tags,
    )


@given(st.integers(0, 21), st.integers(1, 22))
def test_a_selector_slices_to_its_quote(start: int, length: int) -> None:
    text = article_text(ARTICLE)
    start = min(start, len(text) - 1)
    selector = make_selector(ARTICLE, start, min(len(text), start + length))
    first = to_offset(ARTICLE, selector.paragraph, selector.start)
    last = to_offset(ARTICLE, selector.end_paragraph, selector.end)
    assert text[first:last] == selector.exact == text[start : start + length]
    assert text[:start].endswith(selector.prefix)


@given(st.integers(0, 22))
def test_places_and_offsets_are_one_map(offset: int) -> None:
    assert to_offset(ARTICLE, *to_place(ARTICLE, offset)) == offset


def test_a_quote_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match="没有的话"):
        quote_selector(ARTICLE, "没有的话")


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_no_cell_becomes_a_formula(start: str) -> None:
    assert safe_cell(start + "cmd|' /C calc'!A0").startswith("'")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_csv_gives_back_every_note(note: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv([annotation(note=note)], {}), newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert rows[1][4].removeprefix("'") == note.removeprefix("'")


def test_markdown_of_a_hostile_note_is_text() -> None:
    out = to_markdown([annotation(note="# 标题 [链接](javascript:x) ![图](http://x) <script> `code`\n---\n* 项")], {})
    assert "\\# 标题 \\[链接\\]" in out
    assert "<script>" not in out.replace("\\<script\\>", "")
    assert "\n---\n*" not in out


def test_w3c_has_the_vocabularys_shape() -> None:
    found = json.loads(export([annotation(note="笔记", tags=("经济",))], {}, "w3c"))[0]
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "Annotation"
    assert found["target"]["selector"][0]["type"] == "TextQuoteSelector"
    assert {b["purpose"] for b in found["body"]} == {"commenting", "tagging"}
