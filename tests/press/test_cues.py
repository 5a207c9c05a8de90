"""What a line and a break show, as cues: a table of lines with cues that they must have, and must not."""

from __future__ import annotations

import pytest

from wxreader.press.cues import bucket, page_cues, see
from wxreader.press.lines import read_lines


@pytest.mark.parametrize(
    ("value", "place"),
    [(-5, 0), (0, 0), (0.1, 1), (2, 1), (99, 3)],
    ids=["below", "at the first edge", "after it", "at the second", "above"],
)
def test_a_bucket_s_edge_belongs_to_what_is_below(value: float, place: int) -> None:
    assert bucket(value, (0, 2, 10)) == place


OWN = {
    "a dateline": ("本报讯 昨日，市长到梁溪区调研。", {"dateline"}, {"dash"}),
    "a dash": ("让城市更美——太湖治理", {"dash"}, {"dateline"}),
    "a dash in a sentence": ("让城市更美——太湖治理。", set(), {"dash"}),
    "one person's line": ("本报记者 王伟", {"names=role/sure/"}, {"dateline"}),
    "nothing special": ("太湖水质改善", {"bias"}, {"dateline", "dash", "byline-line"}),
}


@pytest.mark.parametrize(("line", "shown", "not_shown"), OWN.values(), ids=OWN.keys())
def test_cues_of_a_line(line: str, shown: set[str], not_shown: set[str]) -> None:
    cues = set(page_cues(see(read_lines(line)))[0].own)
    assert shown <= cues
    assert not not_shown & cues


JOINS = {
    "a sentence ended": ("太湖水质改善。\n苏州同日发布。", {"after=final/blanks=0"}, {"bracket-runs-on"}),
    "a bracket runs on": ("大会召开（本报记者\n王伟）", {"bracket-runs-on"}, set()),
    "a byline ended": ("太湖水质改善。（王伟）\n苏州同日发布", {"after-byline"}, {"after-jump"}),
    "a dateline follows": ("太湖水质改善\n本报讯 昨日发布。", {"dateline"}, {"after-byline"}),
    "a blank between": ("太湖水质改善。\n\n苏州同日发布。", {"after=final/blanks=1"}, set()),
}


@pytest.mark.parametrize(("text", "shown", "not_shown"), JOINS.values(), ids=JOINS.keys())
def test_cues_of_a_break(text: str, shown: set[str], not_shown: set[str]) -> None:
    cues = set(page_cues(see(read_lines(text)))[1].joins)
    assert shown <= cues
    assert not not_shown & cues


def test_the_first_line_has_no_break_and_the_last_no_next() -> None:
    first, last = page_cues(see(read_lines("太湖水质改善\n苏州同日发布。")))
    assert first.joins == ["join"]
    assert "last" in last.own
    assert "last" not in first.own
