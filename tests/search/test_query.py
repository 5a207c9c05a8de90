"""The query language: README's table holds, by index and by reading;
any string is a query or a clear error.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxreader.annotations.anchor import make_selector
from wxreader.errors import QueryError
from wxreader.library.library import Library
from wxreader.library.words import Reading, new_id, now
from wxreader.model import Annotation
from wxreader.search.query import parse
from wxreader.search.searcher import Searcher

README = Path(__file__).resolve().parents[2] / "README.md"
_ROW = re.compile(r"^\| `(.+)` \| .+ \| (.+) \|$", re.MULTILINE)


def table() -> list[tuple[str, str]]:
    text = README.read_text("utf-8")
    part = text[text.index("| query | finds |") :]
    return [
        (query.replace("\\|", "|"), answer)
        for query, answer in _ROW.findall(part[: part.index("</details>")])
    ]


def mark(library: Library) -> None:
    """What the table says of the first two articles: one is read and bookmarked, one has a highlight."""
    first, second = (library.article(r.id) for r in library.rows()[:2])
    library.annotations.mark_reading(Reading(article=first.id, read=True))
    bookmark = Annotation(
        id=new_id(),
        kind="bookmark",
        article=first.id,
        source=first.source,
        source_sha256="",
        headline="",
        created=now(),
        modified=now(),
    )
    selector = make_selector(second, 0, 5)
    highlight = Annotation(
        id=new_id(),
        kind="highlight",
        article=second.id,
        source=second.source,
        source_sha256="",
        headline="",
        created=now(),
        modified=now(),
        selector=selector,
        color="blue",
        note="n",
        tags=("外资",),
    )
    library.annotations.put([bookmark, highlight])


@pytest.fixture(scope="module")
def marked(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    import shutil

    path = tmp_path_factory.mktemp("query") / "library"
    shutil.copytree(loaded, path)
    library = Library(path)
    mark(library)
    return library


def test_the_table_is_long_enough() -> None:
    assert len(table()) >= 60


@pytest.mark.parametrize(("query", "answer"), table())
def test_readmes_table_holds(marked: Library, query: str, answer: str) -> None:
    for indexed in (True, False):
        if answer.isdigit():
            assert Searcher(marked, indexed).search(query).total == int(answer)
        else:
            with pytest.raises(QueryError) as caught:
                Searcher(marked, indexed).search(query)
            assert f"{caught.value} ({caught.value.position})" == answer


QUERIES = st.text(
    st.sampled_from('无锡外资会议"＂()（）-:：|# ORANDT。，“”ab12.\n\t\u3000\u200b') | st.characters(),
    max_size=30,
)
KEYED = st.tuples(
    st.sampled_from(["date:", "is:", "person:", "日期：", "tag:", "persn:", "-", "NOT ", "(", "OR "]), QUERIES
).map("".join)


@given(QUERIES | KEYED)
def test_any_string_is_a_query_or_a_clear_error(query: str) -> None:
    try:
        parse(query)
        said, position = "understood", 0
    except QueryError as error:
        said, position = str(error), error.position
    assert said
    assert 0 <= position <= len(query)


def test_many_brackets_are_an_error_and_no_overflow() -> None:
    with pytest.raises(QueryError, match="nested"):
        parse("(a " * 500 + "b" + ")" * 500)
