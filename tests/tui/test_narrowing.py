"""The list narrowed by range is what reading every row would leave; no app."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.made import page, put
from wxreader.library.library import Library
from wxreader.search.index import update_index
from wxreader.search.searcher import Searcher
from wxreader.tui.filters import narrowed, offered
from wxreader.tui.narrowing import choices, listed
from wxreader.tui.widgets.article_list import Marks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Forty pages, indexed."""
    library = Library(tmp_path_factory.mktemp("made") / "library")
    put(library, *(page(n, articles=n % 4 + 1) for n in range(40)))
    update_index(library)
    return library


@pytest.mark.parametrize("order", ["date", "page"])
@pytest.mark.parametrize(
    "key",
    [
        "", "unread", "bookmarked", "annotated", "unsure", "month:2024-01", "month:2023-05", "month:1999-01",
        "person:赵建军", "person:没有", "source:00007.txt", "source:none",
    ],
)  # fmt: skip
@pytest.mark.parametrize("indexed", [True, False])
def test_every_filter_leaves_what_reading_would(made: Library, order: str, key: str, indexed: bool) -> None:
    ids = [r.id for r in made.rows()]
    marks = {ids[3]: Marks(read=True), ids[9]: Marks(bookmarked=True), "gone": Marks(read=True)}
    marks[ids[50]] = Marks(read=True, highlights=2)
    searcher = Searcher(made)

    def named(name: str) -> tuple[str, ...] | None:
        return searcher.articles_named("PER", name) if indexed else None

    rows = listed(made, key, order, marks, named)
    expected = narrowed(list(made.rows(order)), key, marks)
    assert list(rows) == expected
    assert rows.count_of(["gone", ids[3], ids[50]]) == sum(r.id in (ids[3], ids[50]) for r in expected)
    places = {row.id: i for i, row in enumerate(expected)}
    assert rows.place_of(ids[9]) == places.get(ids[9])


@pytest.mark.parametrize("order", ["date", "page"])
@pytest.mark.parametrize("key", ["", "unread", "person:赵建军"])
def test_groups_begin_where_month_or_source_changes(made: Library, order: str, key: str) -> None:
    rows = listed(made, key, order, {}, lambda name: None)
    groups = [r.date[:7] if order == "date" else r.source for r in rows]
    changes = [i for i, group in enumerate(groups) if not i or group != groups[i - 1]]
    assert list(rows.starts(order)) == changes


def test_the_filters_offered_are_those_of_reading_every_row(made: Library) -> None:
    searcher = Searcher(made)
    assert choices(made, searcher.most_named("PER", 30)) == offered(list(made.rows()))
    assert choices(made, None) == offered(list(made.rows()))


def test_an_empty_library_offers_the_plain_filters(tmp_path: Path) -> None:
    library = Library(tmp_path / "none")
    assert [f.key for f in choices(library, None)] == [
        "",
        "unread",
        "bookmarked",
        "annotated",
        "unsure",
        "new",
    ]
    assert list(listed(library, "month:2024-01", "page", {}, lambda name: None)) == []
