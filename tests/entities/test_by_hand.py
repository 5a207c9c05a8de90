"""The reader's word on a name is kept by words, holds here or on the whole page, says when it finds none."""

from __future__ import annotations

import pytest

from wxreader.entities.by_hand import NONE, Mending, extents, mending_at, mending_of, naming, renamed
from wxreader.model import Article, Correction, Mention, Paragraph, Span

TEXT = "李子产业兴旺，李子丰收。吕会会出席。"


def page(text: str = TEXT) -> tuple[Article, ...]:
    names = [("PER", 0, 2), ("PER", 7, 9), ("PER", 12, 14)]
    mentions = tuple(
        Mention(type=k, paragraph=0, start=a, end=b, text=text[a:b], name=text[a:b], title="主任")
        for k, a, b in names
    )
    return (Article(id="a", source="s", order=0, paragraphs=(Paragraph(text),), mentions=mentions),)


def after(*mendings: Mending, text: str = TEXT) -> tuple[list[tuple[str, str, str]], bool]:
    corrections = [naming("s", m, key=str(n), made="2026-01-01") for n, m in enumerate(mendings)]
    articles, found = renamed(page(text), corrections)
    for m in articles[0].mentions:
        assert articles[0].text_of(m.paragraph)[m.start : m.end] == m.text
    return [(m.type, m.text, m.title) for m in articles[0].mentions], found


@pytest.mark.parametrize(
    ("mending", "names"),
    [
        (Mending(old="李子", new="李子", type=NONE, right="产业"), ["李子", "吕会"]),
        (Mending(old="李子", new="李子", type=NONE), ["吕会"]),
        (Mending(old="吕会", new="吕会会", type="PER", left="。", right="会"), ["李子", "李子", "吕会会"]),
        (Mending(old="吕会", new="吕", type="PER"), ["李子", "李子", "吕"]),
        (Mending(old="吕会", new="。吕会", type="PER"), ["李子", "李子", "。吕会"]),
    ],
)
def test_a_name_is_none_or_longer_or_shorter(mending: Mending, names: list[str]) -> None:
    found, all_found = after(mending)
    assert [text for _kind, text, _title in found] == names
    assert all_found


def test_another_type_has_no_office() -> None:
    found, _all = after(Mending(old="李子", new="李子", type="ORG", right="产业"))
    assert found[0] == ("ORG", "李子", "")
    assert found[1] == ("PER", "李子", "主任")


def test_what_finds_no_place_is_told_and_changes_nothing() -> None:
    found, all_found = after(Mending(old="王五", new="王五", type=NONE))
    assert (len(found), all_found) == (3, False)


def test_no_name_is_found_where_a_better_analysis_has_none_either() -> None:
    found, all_found = after(Mending(old="丰收", new="丰收", type=NONE))
    assert (len(found), all_found) == (3, True)


@pytest.mark.parametrize("after", ["", "PER", "PER\n", "XXX\n李子", "PER\n王五", "PER\n李子\n"])
def test_a_word_of_no_form_is_no_mending(after: str) -> None:
    assert (
        mending_of(Correction(id="k", kind="name", source="s", created="t", before="\n李子\n", after=after))
        is None
    )


def test_what_is_asked_of_a_mention_is_said_by_words() -> None:
    (article,) = page()
    mention = article.mentions[2]
    assert [TEXT[a:b] for a, b in extents(article, mention)] == ["吕会会", "吕", "。吕会", "会"]
    said = mending_at(article, mention, "PER", Span(12, 15))
    assert (said.old, said.new, said.left[-3:], said.right) == ("吕会", "吕会会", "丰收。", "会出席。")
    assert mending_of(naming("s", said, key="k", made="t")) == said
