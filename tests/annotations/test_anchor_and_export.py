"""Selectors slice to their quote; exports are inert whatever a note holds."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wxreader.annotations.anchor import article_text, make_selector, quote_selector, to_offset, to_place
from wxreader.annotations.export import CSV_COLUMNS, export, safe_cell, to_csv
from wxreader.annotations.markdown import to_markdown
from wxreader.errors import NotFoundError
from wxreader.model import Annotation, Article, Paragraph, Selector

ARTICLE = Article(
    id="x",
    source="s",
    order=0,
    paragraphs=(Paragraph("会议指出，要抓好落实。"), Paragraph("会议强调，要全力以赴。")),
)


def annotation(quote: str = "引文", note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    return Annotation(
        id="1",
        kind="highlight",
        article="x",
        source="s.txt",
        source_sha256="0",
        headline="标题",
        created="2024-01-01T00:00:00+00:00",
        modified="2024-01-01T00:00:00+00:00",
        selector=Selector(exact=quote, prefix="", suffix="", paragraph=0, start=0, end=2, end_paragraph=0),
        color="yellow",
        note=note,
        tags=tags,
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


HOSTILE_NOTES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
    st.sampled_from(
        [
            "# 标题",
            "[链接](javascript:x)",
            "![图](http://x)",
            "<script>x</script>",
            "`code`",
            "---",
            "* 项",
            "1. 项",
            "> 引",
            "    code",
            "~~~",
            "| a | b |",
            "http://x.y",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(HOSTILE_NOTES)
def test_markdown_of_any_note_renders_as_text(note: str) -> None:
    """Parsed by a real parser: no link, image, heading, list, code or HTML of the note's making;
    its words are there.
    """
    body = to_markdown([annotation(note=note)], {}).split("---\n", 2)[2]
    tokens = MarkdownIt("commonmark").parse(body)
    headings = [t for t in tokens if t.type == "heading_open"]
    inline = [c for t in tokens for c in (t.children or [])]
    assert len(headings) == 1
    ours = [t for t in tokens if t.type == "html_block"]
    assert [t.content.split()[1] for t in ours] == ["wxreader", "/wxreader"]
    assert not [
        t.type
        for t in tokens
        if t.type in ("fence", "code_block", "hr", "bullet_list_open", "ordered_list_open")
    ]
    assert not [c.type for c in inline if c.type in ("link_open", "image", "html_inline")]
    words = "".join(c.content for c in inline if c.type in ("text", "text_special"))
    assert "".join(x for x in note if x.isalnum()) in "".join(x for x in words if x.isalnum())


def test_w3c_has_the_vocabularys_shape() -> None:
    found = json.loads(export([annotation(note="笔记", tags=("经济",))], {}, "w3c"))[0]
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "Annotation"
    assert found["target"]["selector"][0]["type"] == "TextQuoteSelector"
    assert {b["purpose"] for b in found["body"]} == {"commenting", "tagging"}
