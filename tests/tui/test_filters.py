"""What the list may be narrowed to; no app."""

from __future__ import annotations

import pytest

from wxreader.model import Row
from wxreader.tui.filters import narrowed, offered
from wxreader.tui.widgets.article_list import Marks


def row(name: str, **facts: object) -> Row:
    plain = {"order": 0, "headline": "", "kicker": "", "byline": "", "length": 1, "doubts": 0}
    return Row(**{"id": name, "source": "一版", "date": "", **plain, **facts})  # type: ignore[arg-type]


ROWS = [
    row("a", date="2024-07-26", people=("杜小刚", "赵建军")),
    row("b", date="2023-05-01", people=("赵建军",), source="二版"),
    row("c", doubts=2),
]
MARKS = {"a": Marks(read=True), "b": Marks(bookmarked=True, highlights=1)}


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("", "abc"),
        ("unread", "bc"),
        ("bookmarked", "b"),
        ("annotated", "b"),
        ("unsure", "c"),
        ("month:2024-07", "a"),
        ("person:赵建军", "ab"),
        ("source:二版", "b"),
        ("person:没有", ""),
    ],
    ids=["all", "unread", "bookmarked", "annotated", "unsure", "month", "person", "source", "nobody"],
)
def test_narrowing(key: str, left: str) -> None:
    assert "".join(r.id for r in narrowed(ROWS, key, MARKS)) == left


def test_months_are_offered_newest_first_people_the_most_frequent_first() -> None:
    keys = [f.key for f in offered(ROWS)]
    assert keys[:5] == ["", "unread", "bookmarked", "annotated", "unsure"]
    assert [k for k in keys if k.startswith("month:")] == ["month:2024-07", "month:2023-05"]
    assert next(k for k in keys if k.startswith("person:")) == "person:赵建军"
