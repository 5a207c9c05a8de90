"""A reader's corrections: they find their place again, keep every character, and are never dropped."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SEEDS
from wxreader.model import Article
from wxreader.press.corrections import body_of, editing, exchanging, joining, marking, replay, splitting
from wxreader.press.decode import Decoded
from wxreader.press.page import read_page

NAME = "001_8811b50d0c9ae951.txt"
PAGE = read_page(
    Decoded(text=(SEEDS / NAME).read_text("utf-8"), encoding="utf-8", confidence="certain", replaced=0),
    NAME,
    "0",
    NAME,
).articles


def test_joined_articles_are_one_with_all_their_paragraphs() -> None:
    done = replay(PAGE, [joining(NAME, PAGE[1], PAGE[2], "1", "t")])
    assert len(done.articles) == 3
    assert done.articles[1].id == PAGE[1].id
    assert body_of(done.articles[1]) == body_of(PAGE[1]) + "\n" + body_of(PAGE[2])
    assert done.articles[1].byline == ("惠晓婧", "陈菁菁")
    assert [a.order for a in done.articles] == [0, 1, 2]


@settings(deadline=None)
@given(st.integers(0, 3), st.data())
def test_a_split_keeps_every_character_and_its_line(which: int, data: st.DataObject) -> None:
    article = PAGE[which]
    paragraph = data.draw(st.integers(0, len(article.paragraphs) - 1))
    offset = data.draw(st.integers(0 if paragraph else 1, len(article.paragraphs[paragraph].text) - 1))
    done = replay(PAGE, [splitting(NAME, article, paragraph, offset, "1", "t")])
    first, second = done.articles[which], done.articles[which + 1]
    assert not done.unapplied
    assert (body_of(first) + body_of(second)).replace("\n", "") == body_of(article).replace("\n", "")
    assert second.paragraphs[0].text.startswith(article.paragraphs[paragraph].text[offset:][:5])
    assert second.paragraphs[0].line_at(0) == article.paragraphs[paragraph].line_at(offset)
    assert (
        second.id
        == replay(PAGE, [splitting(NAME, article, paragraph, offset, "1", "t")]).articles[which + 1].id
    )


def test_a_split_then_a_join_is_the_page_as_it_was() -> None:
    split = splitting(NAME, PAGE[0], 2, 0, "1", "t")
    parts = replay(PAGE, [split]).articles
    joined = replay(PAGE, [split, joining(NAME, parts[0], parts[1], "2", "t")]).articles
    assert [a.paragraphs for a in joined] == [a.paragraphs for a in PAGE]


def test_headlines_are_exchanged() -> None:
    done = replay(PAGE, [exchanging(NAME, PAGE[0], PAGE[3], "1", "t")]).articles
    assert (done[0].headline, done[3].headline) == (PAGE[3].headline, PAGE[0].headline)
    assert done[3].kicker == PAGE[0].kicker


def test_an_edit_finds_its_paragraph_in_a_corrected_dump() -> None:
    correction = editing(NAME, PAGE[2], 0, "改正后的段落。", "1", "t")
    text = (SEEDS / NAME).read_text("utf-8").replace("设备事\n业部门", "装备事\n业部门")
    page = read_page(
        Decoded(text=text, encoding="utf-8", confidence="certain", replaced=0), NAME, "0", NAME
    ).articles
    assert replay(page, [correction]).articles[2].paragraphs[0].text == "改正后的段落。"


def test_a_correction_that_finds_no_place_is_reported() -> None:
    other = Article(id="x", source=NAME, order=0)
    correction = joining(NAME, PAGE[0], PAGE[1], "1", "t")
    assert replay([other], [correction]).unapplied == (correction,)
    unknown = replace(correction, kind="magic")
    assert replay(PAGE, [unknown]).unapplied == (unknown,)


def test_a_paragraph_becomes_a_crosshead_and_one_again() -> None:
    made = marking(NAME, PAGE[0], 1, "k", "2026-01-01T00:00:00Z")
    once = replay(PAGE, [made]).articles
    assert once[0].crossheads == (1,)
    back = marking(NAME, once[0], 1, "l", "2026-01-01T00:00:01Z")
    assert replay(PAGE, [made, back]).articles[0].crossheads == ()


def test_crossheads_keep_their_paragraphs_through_a_split_and_a_join() -> None:
    marked = replay(PAGE, [marking(NAME, PAGE[0], 2, "k", "2026-01-01T00:00:00Z")]).articles
    split = replay(marked, [splitting(NAME, marked[0], 1, 0, "s", "2026-01-01T00:00:01Z")]).articles
    assert (split[0].crossheads, split[1].crossheads) == ((), (1,))
    joined = replay(split, [joining(NAME, split[0], split[1], "j", "2026-01-01T00:00:02Z")]).articles
    assert joined[0].crossheads == (2,)
