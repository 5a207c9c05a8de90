"""Exact search: what a plain `in` finds, normal form applied, is what is found."""

from __future__ import annotations

import random

import pytest

from wxreader.errors import QueryError
from wxreader.library.library import Library
from wxreader.search.scan import find_in
from wxreader.search.searcher import ScanSearcher
from wxreader.text import fold


def test_any_substring_is_found_exactly(library: Library) -> None:
    articles = list(library.articles())
    texts = {a.id: fold("\n".join([a.heading, *(p.text for p in a.paragraphs), "、".join(a.byline)])) for a in articles}
    everything = "".join(p.text for a in articles for p in a.paragraphs)
    rng = random.Random(5)
    searcher = ScanSearcher(library.articles)
    for _ in range(120):
        at = rng.randrange(len(everything) - 6)
        word = everything[at : at + rng.randint(2, 6)]
        if not any(c in word for c in '"“” '):
            assert {r.article.id for r in searcher.search(word).results} == {i for i, t in texts.items() if fold(word) in t}


def test_words_are_anded_and_quotes_keep_spaces(library: Library) -> None:
    searcher = ScanSearcher(library.articles)
    both = {r.article.id for r in searcher.search("赵建军 慕尼黑").results}
    assert both == {r.article.id for r in searcher.search("赵建军").results} & {r.article.id for r in searcher.search("慕尼黑").results}
    assert searcher.search('"坚定信心决心 争取更好结果"').total == 1


def test_the_headline_outranks_the_body(library: Library) -> None:
    assert "国际月" in ScanSearcher(library.articles).search("国际月").results[0].article.title


def test_full_width_and_case_meet(library: Library) -> None:
    assert ScanSearcher(library.articles).search("ａｉ工业").total == ScanSearcher(library.articles).search("AI工业").total == 1


def test_hits_are_places_in_the_text(library: Library) -> None:
    for result in ScanSearcher(library.articles).search("高质量").results:
        assert all(result.article.text_of(h.paragraph)[h.start : h.end] == "高质量" for h in result.hits)
        assert all(result.snippet[a:b] == "高质量" for a, b in result.snippet_hits)


def test_the_limit_does_not_change_the_count(library: Library) -> None:
    found = ScanSearcher(library.articles).search("会议", 2)
    assert (len(found.results), found.total > 2) == (2, True)


@pytest.mark.parametrize("query", ["", "  ", '""', "\u200b"])
def test_a_query_without_words_says_so(library: Library, query: str) -> None:
    with pytest.raises(QueryError, match="no word"):
        ScanSearcher(library.articles).search(query)


def test_a_hit_across_folded_characters_maps_back() -> None:
    assert find_in("在ＡＩ图\u200b书馆", [fold("ai图书")]) == [(1, 6)]
