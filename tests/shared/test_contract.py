"""One contract, over a folder, over one node and over three with a replica.

The same articles, order, lines and cards.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from tests.library.made import page as made_page
from tests.library.made import put
from tests.search.test_query import mark, table
from tests.shared.conftest import address_of, new_name
from wxreader.copying import copy
from wxreader.errors import QueryError
from wxreader.library.library import INDEX, Library
from wxreader.library.store import Kept, Narrowing, Store
from wxreader.model import Article, Correction, CorrectionKind
from wxreader.opening import finder_of, index, open_library
from wxreader.profiles.card import make_card
from wxreader.search.concordance import concordance
from wxreader.search.entries import entry_of
from wxreader.search.finder import Finder
from wxreader.search.index import update_index
from wxreader.search.matching import fields_of, matches, result_of
from wxreader.search.query import parse, words_of
from wxreader.search.results import Results, marked_articles
from wxreader.search.searcher import Searcher

MADE = 60
"""Made pages beside the seeds: days that many articles share, names on many pages."""


class Reading:
    """Every article against a query, without an index."""

    def __init__(self, folder: Library) -> None:
        self._folder = folder
        self._entries = [(e, fields_of(e)) for e in map(entry_of, folder.articles())]

    def search(self, query: str) -> Results:
        node = parse(query)
        marked, words = marked_articles(self._folder, node), words_of(node)
        found = [result_of(e, words) for e, fields in self._entries if matches(node, e, fields, marked)]
        return Results(len(found), tuple(found), words)


@dataclass(frozen=True)
class Archive:
    """A library that keeps the contract, beside the folder that says what is right."""

    library: Store
    finder: Finder
    folder: Library
    reading: Reading
    """Answers by comparing characters."""


@pytest.fixture(scope="module")
def folder(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The seeds with marks on them, and made pages."""
    path = tmp_path_factory.mktemp("contract") / "library"
    shutil.copytree(loaded, path)
    library = Library(path)
    mark(library)
    put(library, *(made_page(n, 5) for n in range(MADE)))
    update_index(library)
    return library


@pytest.fixture(scope="module")
def reading(folder: Library) -> Reading:
    return Reading(folder)


@pytest.fixture(scope="module", params=["folder", "node", "cluster"])
def kept(request: pytest.FixtureRequest, folder: Library, reading: Reading) -> Archive:
    if request.param == "folder":
        library: Store = folder
    else:
        # what the folder's turn corrected and took back still counts in its index until that is merged
        shutil.rmtree(folder.path / INDEX)
        update_index(folder)
        started = request.getfixturevalue(request.param)
        nodes = started if isinstance(started, list) else [started]
        library = open_library(address_of(*nodes, name=new_name()))
        copied = copy(folder, library)
        assert not copied.different
        assert not copied.unread
    return Archive(library, finder_of(library), folder, reading)


def test_the_list_is_the_same_by_date_and_by_page(kept: Archive) -> None:
    for order in ("date", "page"):
        right = list(kept.folder.narrowed(order, Narrowing()))
        rows = kept.library.narrowed(order, Narrowing())
        assert len(rows) == len(right)
        assert list(rows) == right
        places = random.Random(3).sample(range(len(right)), 25)
        assert [rows[p] for p in places] == [right[p] for p in places]
        assert [rows.place_of(right[p].id) for p in places] == places
        assert list(rows.starts(order)) == list(kept.folder.narrowed(order, Narrowing()).starts(order))
        assert rows.count_of([right[0].id, right[-1].id, "no such id"]) == 2


def test_the_list_is_narrowed_the_same(kept: Archive) -> None:
    ids = [r.id for r in kept.folder.rows()[:4]]
    for narrowing in (
        Narrowing(kept=Kept.MONTH, value="2023-05"),
        Narrowing(kept=Kept.MONTH, value="2024"),
        Narrowing(kept=Kept.SOURCE, value="00007.txt"),
        Narrowing(kept=Kept.UNSURE),
        Narrowing(kept=Kept.AMONG, articles=ids),
        Narrowing(kept=Kept.NOT_AMONG, articles=ids),
        Narrowing(kept=Kept.PASSING, test=lambda row: row.order == 1),
    ):
        for order in ("date", "page"):
            assert list(kept.library.narrowed(order, narrowing)) == list(
                kept.folder.narrowed(order, narrowing)
            )
    assert kept.library.months() == kept.folder.months()
    assert kept.library.source_names(9) == kept.folder.source_names(9)


def test_articles_pages_and_sources_are_the_same(kept: Archive) -> None:
    def by_id(articles: Iterator[Article]) -> dict[str, Article]:
        return {a.id: a for a in articles}

    right = by_id(kept.folder.articles())
    assert by_id(kept.library.articles()) == right
    assert by_id(kept.library.articles_of(list(right)[5:9])) == {k: right[k] for k in list(right)[5:9]}
    assert {s.name: s for s in kept.library.iter_sources()} == {s.name: s for s in kept.folder.sources()}
    name = "000_f7f9149e633756c9.txt"
    assert kept.library.page(name) == kept.folder.page(name)
    assert kept.library.article_count(name) == kept.folder.article_count(name)
    assert kept.library.resolve("c7a4").id == "c7a4z5h3ou"


@pytest.mark.parametrize(("query", "answer"), table())
def test_readmes_table_holds(kept: Archive, query: str, answer: str) -> None:
    wanted = None if not answer.isdigit() else kept.reading.search(query)
    if wanted is None:
        with pytest.raises(QueryError) as caught:
            kept.finder.search(query)
        assert f"{caught.value} ({caught.value.position})" == answer
        return
    found = kept.finder.search(query)
    assert (found.total, {r.article for r in found.results}) == (
        wanted.total,
        {r.article for r in wanted.results},
    )
    assert {r.article: r.hits for r in found.results} == {r.article: r.hits for r in wanted.results}


def _substrings(folder: Library, count: int) -> list[str]:
    """Runs of 1 to 12 characters as they stand in articles, with marks and numbers."""
    draw = random.Random(18)
    texts = [a.text_of(n) for a in folder.articles() for n in range(len(a.paragraphs))]
    out: list[str] = []
    while len(out) < count:
        text = draw.choice([t for t in texts if t])
        length = draw.randint(1, 12)
        at = draw.randrange(max(1, len(text) - length + 1))
        run = text[at : at + length]
        if run.strip() and not any(c in run for c in '"＂'):
            out.append(f'"{run}"')
    return out


def test_any_substring_is_found_exactly(kept: Archive) -> None:
    for query in _substrings(kept.folder, 300):
        found, wanted = kept.finder.search(query), kept.reading.search(query)
        assert found.total == wanted.total, query
        assert {r.article for r in found.results} == {r.article for r in wanted.results}, query


RANKED = (
    "无锡",
    "会议",
    "高质量发展",
    "太湖",
    "市委 会议",
    "水质 OR 外资",
    "person:赵建军 无锡",
    "title:太湖 水质",
    "企业 创新",
    "长三角",
)


def test_by_date_the_order_is_the_same(kept: Archive) -> None:
    for query in RANKED:
        found, wanted = (
            kept.finder.search(query, order="date"),
            Searcher(kept.folder).search(query, order="date"),
        )

        def days(results: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
            dated = [((row.date if (row := kept.folder.row(a)) else ""), a) for a in results]
            return [(day, frozenset(a for _d, a in group)) for day, group in groupby(dated, lambda x: x[0])]

        assert days(tuple(r.article for r in found.results)) == days(tuple(r.article for r in wanted.results))


def test_by_relevance_18_of_the_first_20_are_the_same(kept: Archive) -> None:
    for query in RANKED:
        wanted = Searcher(kept.folder).search(query)
        found = kept.finder.search(query, 20)
        least = min((r.score for r in wanted.results[:20]), default=0.0)
        good = {r.article for r in wanted.results if r.score >= least}  # equals of the last are as good
        strange = [r.article for r in found.results if r.article not in good]
        assert len(found.results) == min(20, wanted.total)
        assert len(strange) <= 2, (query, strange)


def test_the_concordance_is_the_same(kept: Archive) -> None:
    for query in ("长三角", "太湖", '"22.95"', "水质改善"):
        right = Counter(concordance(kept.folder, kept.reading.search(query)))
        assert Counter(concordance(kept.library, kept.finder.search(query))) == right
        streamed = (concordance(kept.library, piece) for piece in kept.finder.pieces(query))
        assert Counter(hit for piece in streamed for hit in piece) == right


def test_cards_are_the_same(kept: Archive) -> None:
    for kind, name in (("PER", "杜小刚"), ("PER", "赵建军"), ("LOC", "无锡"), ("ORG", "无锡市委")):
        articles = kept.finder.articles_named(kind, name)
        counts = kept.finder.frequencies()
        told = Searcher(kept.folder)
        right = make_card(
            kind, name, kept.folder.articles_of(told.articles_named(kind, name)), known=told.frequencies()
        )
        card = make_card(kind, name, kept.library.articles_of(articles), known=counts)
        assert Counter(card.appearances) == Counter(right.appearances)
        assert (card.offices, card.months, Counter(card.quotes)) == (
            right.offices,
            right.months,
            Counter(right.quotes),
        )
        assert [(c.name, c.together, c.score) for c in card.companions] == [
            (c.name, c.together, c.score) for c in right.companions
        ]


def test_names_are_counted_the_same(kept: Archive) -> None:
    right = {(n.type, n.name): (n.count, n.title) for n in Searcher(kept.folder).count_names(None) or ()}
    if isinstance(kept.library, Library):
        return  # it is the folder that says what is right
    assert {(n.type, n.name): (n.count, n.title) for n in kept.finder.count_names(None) or ()} == right
    most = kept.finder.most_named("PER", 5)
    assert most[0] == max(((n, c) for n, c in Searcher(kept.folder).most_named("PER", 5)), key=lambda x: x[1])
    assert kept.finder.count_whole("person", "杜小刚") == 12


def test_what_users_made_is_the_same(kept: Archive) -> None:
    def words(library: Store) -> list[tuple[str, str, tuple[str, ...], str]]:
        return [(a.id, a.note, a.tags, a.article) for a in library.annotations.all()]

    assert words(kept.library) == words(kept.folder)
    assert kept.library.annotations.reading() == kept.folder.annotations.reading()


def test_a_correction_is_listed_searched_and_taken_back(kept: Archive) -> None:
    article = kept.library.article("c7a4z5h3ou")
    before = article.paragraphs[0].text
    correction = Correction(
        id=f"c{random.randrange(10**9)}",
        kind=CorrectionKind.EDIT,
        source=article.source,
        created="2026-01-01T00:00:00+00:00",
        before=before,
        after="更正后有鹬鸵二字的一段。",
    )
    kept.library.correct(correction)
    try:
        assert finder_of(kept.library).search("鹬鸵").total == 1
        assert kept.library.article("c7a4z5h3ou").paragraphs[0].text.startswith("更正后")
    finally:
        kept.library.take_back(correction)
    assert finder_of(kept.library).search("鹬鸵").total == 0
    assert kept.library.article("c7a4z5h3ou").paragraphs[0].text == before
    index(kept.library, lambda done, total: None)
