"""Tags as people type them, nested ones, and what renaming changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.notes import note
from wxreader.annotations.tags import counts, has_tag, parse_tags, renamed_tag, retagged

WHEN = "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("外事,核对", ("外事", "核对")),
        ("甲，乙", ("甲", "乙")),
        ("甲、乙;丙；丁", ("甲", "乙", "丙", "丁")),
        ("#甲 ＃乙\u3000丙", ("甲", "乙", "丙")),
        ("甲 甲", ("甲",)),
        ("外资／日资 外资//日资/", ("外资/日资",)),
        (" ,、# ", ()),
    ],
    ids=["comma", "full-width comma", "other marks", "number signs and blanks", "twice", "nested", "nothing"],
)
def test_tags_are_parted_by_blanks_and_any_comma(typed: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(typed) == tags


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("外资", True),
        ("外资/日资", True),
        ("外資", True),
        ("#外资", True),
        ("日资", False),
        ("外", False),
        ("", False),
    ],
    ids=ascii,
)
def test_who_asks_for_a_tag_gets_what_is_nested_in_it_and_no_part_of_a_name(asked: str, found: bool) -> None:
    assert has_tag(("外资/日资",), asked) == found


def test_a_nested_tag_counts_for_the_one_it_is_in() -> None:
    one, two = replace(note(), tags=("外资/日资", "外资/德资")), replace(note(), tags=("外资", "核对"))
    assert counts([one, two]) == {"外资": 2, "外资/德资": 1, "外资/日资": 1, "核对": 1}


@pytest.mark.parametrize(
    ("old", "new", "tags"),
    [
        ("外资", "投资", ("投资/日资", "投资", "核对")),
        ("核对", "外资", ("外资/日资", "外资")),
        ("核对", "外资/核对", ("外资/日资", "外资", "外资/核对")),
        ("外资", "", ("日资", "核对")),
        ("外", "内", None),
    ],
    ids=["renamed", "merged", "nested", "taken off", "no tag of that name"],
)
def test_renaming_takes_along_what_is_nested(old: str, new: str, tags: tuple[str, ...] | None) -> None:
    before = replace(note(), tags=("外资/日资", "外资", "核对"))
    changed = retagged([before], lambda tag: renamed_tag(tag, old, new), WHEN)
    assert changed == ([] if tags is None else [replace(before, tags=tags, modified=WHEN)])
