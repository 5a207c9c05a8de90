"""Exact search: what a plain `in` finds, normal form applied, is what is found,
with the index and without.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wxreader.errors import QueryError
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.model import HEADLINE_BLOCK, Correction
from wxreader.search.concordance import aligned, concordance, ordered
from wxreader.search.index import check_index, drop_index, open_index, update_index
from wxreader.search.manifest import folder
from wxreader.search.matching import find_in
from wxreader.search.searcher import Results, Searcher
from wxreader.search.suggest import load_words
from wxreader.text import cells, fold, fold_with_map


def ids(found: Results) -> set[str]:
    return {r.article for r in found.results}


def texts_of(library: Library) -> dict[str, str]:
    """Everything printed of each article, in normal form."""
    return {
        a.id: fold("\n".join([a.heading, *(p.text for p in a.paragraphs), *a.byline, a.dateline]))
        for a in library.articles()
    }  # fmt: skip


@pytest.mark.parametrize("indexed", [True, False])
def test_any_substring_is_found_exactly(library: Library, indexed: bool) -> None:
    texts = texts_of(library)
    everything = "".join(p.text for a in library.articles() for p in a.paragraphs)
    rng = random.Random(5)
    searcher = Searcher(library, indexed)
    for _ in range(500):
        at = rng.randrange(len(everything) - 6)
        word = everything[at : at + rng.randint(2, 6)]
        if not any(c in word for c in '"- '):
            assert ids(searcher.search(word)) == {i for i, t in texts.items() if fold(word) in t}, word


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("无锡市委会议外资，“”（）", min_size=1, max_size=4), min_size=1, max_size=3),
    st.sampled_from([" ", " OR ", " -"]),
)
def test_index_and_reading_agree(loaded: Path, words: list[str], between: str) -> None:
    library = Library(loaded)
    query = between.join(words)
    assert ids(Searcher(library).search(query)) == ids(Searcher(library, indexed=False).search(query))


def test_words_are_anded_and_quotes_keep_spaces(library: Library) -> None:
    searcher = Searcher(library)
    assert ids(searcher.search("赵建军 慕尼黑")) == ids(searcher.search("赵建军")) & ids(
        searcher.search("慕尼黑")
    )
    assert searcher.search('"坚定信心决心 争取更好结果"').total == 1


def test_the_headline_outranks_the_body_and_words_together_outrank_scattered_ones(library: Library) -> None:
    assert "国际月" in library.article(Searcher(library).search("国际月").results[0].article).title
    best = Searcher(library).search("高质量 发展").results[0].article
    assert "高质量发展" in texts_of(library)[best]


def test_newest_first_on_demand(library: Library) -> None:
    dates = {r.id: r.date for r in library.rows()}
    found = [dates[r.article] for r in Searcher(library).search("无锡", order="date").results]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) > 3


def test_full_width_and_case_meet(library: Library) -> None:
    assert Searcher(library).search("ａｉ工业").total == Searcher(library).search("AI工业").total == 1


def test_hits_are_places_in_the_text(library: Library) -> None:
    for result in Searcher(library).search("高质量").results:
        article = library.article(result.article)
        assert all(article.text_of(h.paragraph)[h.start : h.end] == "高质量" for h in result.hits)
        assert all(result.snippet[a:b] == "高质量" for a, b in result.snippet_hits)


def test_the_limit_does_not_change_the_count_and_hits_are_counted_where_all_are_there(
    library: Library,
) -> None:
    few, every = Searcher(library).search("会议", 2), Searcher(library).search("会议")
    assert (len(few.results), few.total > 2, few.hits) == (2, True, None)
    assert every.hits == sum(find_count(t, "会议") for t in texts_of(library).values())


def find_count(text: str, word: str) -> int:
    return text.count(word)


@pytest.mark.parametrize("query", ["", "  ", '""', "\u200b"])
def test_a_query_without_words_says_so(library: Library, query: str) -> None:
    with pytest.raises(QueryError, match="no word"):
        Searcher(library).search(query)


def test_a_hit_across_folded_characters_maps_back() -> None:
    assert find_in("在ＡＩ图\u200b书馆", [fold("ai图书")]) == [(1, 6)]


@given(st.text(st.sampled_from("Ａ臺“…\u200b㎏ﬁ中\n a") | st.characters(), max_size=40))
def test_every_folded_character_knows_where_it_comes_from(text: str) -> None:
    folded, places = fold_with_map(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert all(c in fold(text[p]) for c, p in zip(folded, places, strict=False))


# -- the index is a cache --------------------------------------------------------------------------------


def test_a_changed_page_is_found_at_once_and_indexed_later(library: Library, tmp_path: Path) -> None:
    dump = tmp_path / "新.txt"
    dump.write_text(
        "测试标题一则\n\n本报讯 今天天鹅座的消息传到了无锡。" + "市民纷纷表示关注。" * 12 + "\n", "utf-8"
    )
    load(library, [dump])
    searcher = Searcher(Library(library.path))
    assert not searcher.up_to_date()
    assert searcher.search("天鹅座").total == 1
    assert update_index(library) == 1
    assert Searcher(library).up_to_date()
    dump.write_text(dump.read_text("utf-8").replace("天鹅座", "天蝎座"), "utf-8")
    load(library, [dump])
    fresh = Searcher(Library(library.path))
    assert (fresh.search("天鹅座").total, fresh.search("天蝎座").total) == (0, 1)
    update_index(library)
    fresh = Searcher(Library(library.path))
    assert fresh.up_to_date()
    assert (fresh.search("天鹅座").total, fresh.search("天蝎座").total) == (0, 1)


def test_a_readers_correction_is_searched(library: Library) -> None:
    article = next(library.articles())
    text = article.paragraphs[0].text
    library.correct(
        Correction(
            id="c1",
            kind="edit",
            source=article.source,
            created="2024-01-01T00:00:00+00:00",
            before=text,
            after="天鹅座" + text,
        )
    )
    assert ids(Searcher(library).search("天鹅座")) == {article.id}
    update_index(library)
    assert Searcher(library).up_to_date()
    assert ids(Searcher(library).search("天鹅座")) == {article.id}


def test_every_damage_is_noticed_searched_around_and_mended(library: Library) -> None:
    path = folder(library)
    expected = ids(Searcher(library).search("长三角"))
    kinds = sorted({p.suffix or p.name for p in path.iterdir() if not p.name.startswith(".")})
    assert len(kinds) > 5
    for kind in kinds:
        file = next(p for p in path.iterdir() if (p.suffix or p.name) == kind)
        half = file.read_bytes()[: file.stat().st_size // 2]
        file.unlink()  # this process has it mapped: cut in place, its next look would be a SIGBUS
        file.write_bytes(half)
        assert ids(Searcher(Library(library.path)).search("长三角")) == expected, kind
        update_index(library)
        assert open_index(library) is not None
        assert ids(Searcher(Library(library.path)).search("长三角")) == expected, kind


def test_a_deleted_index_is_made_again(library: Library) -> None:
    drop_index(library)
    assert Searcher(library).search("长三角").total == 2
    assert update_index(library) == 5
    assert Searcher(library).up_to_date()


def test_killed_while_indexing_the_next_start_searches_right_and_mends(library: Library) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from wxreader.library.library import Library; from wxreader.search.index import update_index\n"
        "print('go', flush=True); update_index(Library(Path(sys.argv[1])))"
    )
    for delay in (0.0, 0.05, 0.1, 0.2, 0.3, 0.4):
        drop_index(library)
        process = subprocess.Popen([sys.executable, "-c", code, str(library.path)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(delay)  # anywhere in the work is what is wanted
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert Searcher(Library(library.path)).search("长三角").total == 2
        update_index(library)
        assert Searcher(Library(library.path)).up_to_date()


# -- suggestions and concordance -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("csj", "长三角"),
        ("changsanjiao", "长三角"),
        ("changs", "长三角"),
        ("dxg", "杜小刚"),
        ("duxiao", "杜小刚"),
        ("杜", "杜小刚"),
    ],
)
def test_pinyin_finds_names(library: Library, typed: str, word: str) -> None:
    assert word in load_words(folder(library)).like(typed)


def test_one_letter_is_not_enough_for_a_suggestion(library: Library) -> None:
    assert load_words(folder(library)).like("d") == []


def test_the_concordance_has_every_hit_aligned(library: Library) -> None:
    found = Searcher(library).search("高质量发展")
    lines = concordance(library, found)
    assert len(lines) == found.hits
    shown = [aligned(x, 80) for x in lines]
    assert len({cells(left) for left, _, _ in shown}) == 1
    assert all(x.text == "高质量发展" for x in lines)
    for x in lines:
        article = library.article(x.article)
        text = article.heading if x.paragraph == HEADLINE_BLOCK else article.paragraphs[x.paragraph].text
        assert text[x.start : x.start + 5] == "高质量发展"


def test_the_concordance_sorts_by_its_sides(library: Library) -> None:
    lines = concordance(library, Searcher(library).search("会议"))
    rights = [fold(x.right) for x in ordered(lines, "right")]
    lefts = [fold(x.left)[::-1] for x in ordered(lines, "left")]
    assert rights == sorted(rights)
    assert lefts == sorted(lefts)


def test_check_tells_of_a_damaged_index_and_mends_it(library: Library) -> None:
    assert check_index(library) == []
    path = folder(library) / "meta.json"
    path.write_bytes(b"{")
    assert ["search index is damaged" in f.problem for f in check_index(library)] == [True]
    assert [f.mended for f in check_index(library, repair=True)] == ["it was made anew"]
    assert check_index(library) == []
