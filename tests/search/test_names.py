"""Names from the index's postings are those of reading every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from wxreader.cli import main
from wxreader.library.library import Library
from wxreader.profiles.card import make_card
from wxreader.profiles.census import take_census
from wxreader.search.index import drop_index, update_index
from wxreader.search.searcher import Searcher


@pytest.mark.parametrize("kind", [None, "PER", "ORG", "LOC", "WORK"])
def test_every_name_is_counted_as_by_reading(library: Library, kind: str | None) -> None:
    named = Searcher(library).count_names(kind)
    assert named is not None
    found = list(named)
    census = take_census(library.articles(), kind)
    assert [(n.type, n.name, n.count) for n in found] == [(e.type, e.name, e.count) for e in census]
    titles = {(e.type, e.name): set(e.titles) for e in census}
    assert all(n.title in titles[(n.type, n.name)] or not n.title for n in found)
    assert {n.title for n in found if n.name == "杜小刚"} == {e.title for e in census if e.name == "杜小刚"}


@pytest.mark.parametrize(
    ("kind", "name"), [("PER", "杜小刚"), ("ORG", "市委"), ("LOC", "无锡"), ("PER", "无此人")]
)
def test_a_card_from_postings_is_the_card_of_reading_everything(
    library: Library, kind: str, name: str
) -> None:
    searcher = Searcher(library)
    known = searcher.frequencies()
    assert known is not None
    articles = library.articles_of(searcher.articles_named(kind, name))
    assert make_card(kind, name, articles, "", known) == make_card(kind, name, library.articles())


def test_a_page_loaded_again_is_counted_once(library: Library, tmp_path: Path) -> None:
    source = next(library.iter_sources()).name
    page = library.page(source)
    with library.writing():
        library.write_page(page)
        library.write_catalogue([(page.source, [r for r in library.rows() if r.source == source])])
    assert Searcher(library).count_names("PER") is None
    update_index(library)
    named = Searcher(library).count_names("PER")
    assert named is not None
    census = take_census(library.articles(), "PER")
    assert [(n.name, n.count) for n in named] == [(e.name, e.count) for e in census]


def test_entities_prints_the_same_with_and_without_the_index(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed() -> list[list[str]]:
        assert main(["--library", str(library.path), "entities"]) == 0
        return [row.split("\t")[:3] for row in capsys.readouterr().out.splitlines()]

    indexed = printed()
    drop_index(library)
    assert printed() == indexed
