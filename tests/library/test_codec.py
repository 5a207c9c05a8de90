"""Page files and catalogues keep every field; those of an older wxreader are read."""

from __future__ import annotations

import pytest

from wxreader.library.codec import (
    article_doc,
    article_object,
    read_article,
    read_row,
    read_source,
    row_doc,
    row_of,
    source_doc,
)
from wxreader.model import Article, Caption, Continued, EventDate, IssueDate, Source

ISSUED = IssueDate("2023-05-13", "high", "file name")
EVENT = EventDate(start="2023-05-12", end="2023-05-12", confidence="low", evidence="2023年")
ARTICLE = Article(
    id="abc",
    source="p.txt",
    order=0,
    issue_date=ISSUED,
    crossheads=(1,),
    continued=Continued(origin="第一版"),
)
SOURCE = Source(
    name="p.txt",
    sha256="0",
    path="/p.txt",
    encoding="utf-8",
    encoding_confidence="certain",
    form="long",
    captions=(Caption("图为现场", "张三", "abc"),),
    issue_date=ISSUED,
    paper="wxrb",
    page_number="2",
    dated=1,
)


def test_an_article_is_read_as_it_was_written() -> None:
    assert read_article(article_doc(ARTICLE)) == ARTICLE


def test_the_contract_has_the_day_of_the_paper_the_crossheads_and_the_jump() -> None:
    given = article_object(ARTICLE)
    assert given["issue_date"] == {"date": "2023-05-13", "confidence": "high", "evidence": "file name"}
    assert given["crossheads"] == [1]
    assert given["continued"] == {"from": "第一版", "to": None}


def test_a_source_is_read_as_it_was_written() -> None:
    assert read_source(source_doc(SOURCE)) == SOURCE


def test_an_article_and_a_source_of_an_older_library_are_read() -> None:
    old = article_doc(ARTICLE)
    for key in ("issue_date", "crossheads", "continued"):
        del old[key]
    assert read_article(old) == Article(id="abc", source="p.txt", order=0)
    older = source_doc(SOURCE)
    for key in ("captions", "issue_date", "paper", "page_number", "dated"):
        del older[key]
    assert read_source(older) == Source(
        name="p.txt", sha256="0", path="/p.txt", encoding="utf-8", encoding_confidence="certain", form="long"
    )


@pytest.mark.parametrize(
    ("article", "date", "sure"),
    [
        (Article(id="a", source="s", order=0), "", True),
        (Article(id="a", source="s", order=0, issue_date=ISSUED), "2023-05-13", True),
        (Article(id="a", source="s", order=0, issue_date=ISSUED, event_date=EVENT), "2023-05-12", False),
    ],
)
def test_a_row_is_ordered_by_the_event_else_by_the_paper(article: Article, date: str, sure: bool) -> None:
    row = row_of(article, SOURCE)
    assert (row.date, row.sure, row.paper, row.page_number) == (date, sure, "wxrb", "2")
    assert read_row(row_doc(row)) == row


def test_a_row_of_an_older_catalogue_is_read() -> None:
    row = row_of(ARTICLE)
    old = {k: v for k, v in row_doc(row).items() if k not in ("sure", "event", "issued", "issued_sure")}
    assert read_row({**old, "date": "2023-05-12"}).event == "2023-05-12"
