"""The data files of the package: ordered, no doubles, every row with its source."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib import resources

import pytest

from wxreader.press.labels import TRANSITIONS, load_weights


def rows(name: str) -> list[list[str]]:
    text = resources.files("wxreader").joinpath(f"data/{name}").read_text("utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize(("name", "columns"), [("dated_events.txt", 4), ("founding_years.txt", 3)])
def test_tables_are_whole(name: str, columns: int) -> None:
    found = rows(name)
    assert all(len(r) == columns and all(r) for r in found)
    assert len({r[0] for r in found}) == len(found)
    for r in found:
        re.compile(r[0])


def test_dated_events_have_dates() -> None:
    for row in rows("dated_events.txt"):
        date.fromisoformat(row[1])
        assert 1 <= int(row[2]) <= 24


def test_line_weights_fit_the_model() -> None:
    raw = json.loads(resources.files("wxreader").joinpath("data/line_weights.json").read_text("utf-8"))
    assert tuple(raw["transitions"]) == TRANSITIONS
    assert all(len(row) == len(TRANSITIONS) for row in load_weights().values())
