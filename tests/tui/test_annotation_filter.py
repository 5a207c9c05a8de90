"""What the annotations screen's filter asks for; no app."""

from __future__ import annotations

import pytest

from tests.tui.test_filters import row
from wxreader.model import Annotation, AnnotationKind, Colour, Selector
from wxreader.tui.annotation_filter import matches

NOTED = Annotation(
    id="1",
    kind=AnnotationKind.HIGHLIGHT,
    article="a",
    source="一版",
    source_sha256="",
    headline="太湖水质改善",
    created="2026-11-24T08:00:00+00:00",
    modified="",
    selector=Selector(
        exact="水质持续改善", prefix="", suffix="", paragraph=0, start=0, end=6, end_paragraph=0
    ),
    color=Colour.GREEN,
    note="核实数字",
    tags=("环境", "太湖"),
)
ROW = row("a", date="2024-07-26", people=("杜小刚",))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("持续", True),
        ("核实", True),
        ("太湖 数字", True),
        ("太湖 没有", False),
        ("tag:环境", True),
        ("标签:环", False),
        ("tag:经济", False),
        ("color:green", True),
        ("color:2", True),
        ("颜色:3", False),
        ("date:2024-07", True),
        ("date:2026-11", True),
        ("date:2025", False),
        ("person:杜小刚", True),
        ("is:note", True),
        ("is:bookmark", False),
        ("is:orphaned", False),
    ],
)
def test_matching(query: str, found: bool) -> None:
    assert matches(NOTED, ROW, query) is found


def test_without_its_article_an_annotation_has_no_people() -> None:
    assert not matches(NOTED, None, "person:杜小刚")
