"""The data files of the package: whole rows, no doubles, a source in the head of each,
weights that fit their models.
"""

from __future__ import annotations

import json
import re
from datetime import date
from importlib import resources

import pytest

from wxreader.press.states import LABELS, TRANSITIONS

DATA = resources.files("wxreader").joinpath("data")
COLUMNS = {
    "dated_events.txt": {3, 4},
    "foundings.txt": {2},
    "plan_periods.txt": {3},
    "relations.txt": {3},
    "series.txt": {2},
    "state_visits.txt": {2},
    "terms_of_office.txt": {4},
    "times.txt": {3},
}
"""Tables of the dating, with how many columns a row of each may have."""


def rows(name: str) -> list[list[str]]:
    text = DATA.joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_are_whole(name: str) -> None:
    found = rows(name)
    assert {len(row) for row in found} <= COLUMNS[name]
    assert all(row[0].strip() for row in found)
    assert len({tuple(row) for row in found}) == len(found)


def test_days_in_the_tables_are_days() -> None:
    days = [day for row in rows("dated_events.txt") for day in row[1].split(",")]
    days += [day for row in rows("state_visits.txt") for day in row[1].split(",")]
    days += [day for row in rows("terms_of_office.txt") for day in row[2:4] if day]
    days += [day for row in rows("times.txt") for day in row[1:3] if day]
    for day in days:
        assert 1949 <= date.fromisoformat(day).year < 2100
    for row in [r[2:4] for r in rows("terms_of_office.txt")] + [r[1:3] for r in rows("times.txt")]:
        assert not row[1] or row[0] < row[1], row
    assert all(int(row[2]) >= 1949 for row in rows("relations.txt"))
    assert all(int(row[1]) <= int(row[2]) for row in rows("plan_periods.txt"))
    assert all(re.fullmatch(r"[n\d+=,\- ]+", row[1]) for row in rows("series.txt"))


@pytest.mark.parametrize("name", ["dated_events.txt", "times.txt", "series.txt", "relations.txt"])
def test_no_phrase_stands_twice_in_a_table(name: str) -> None:
    phrases = [phrase for row in rows(name) for phrase in row[0].split("|")]
    assert sorted({p for p in phrases if phrases.count(p) > 1}) == []


def test_every_text_table_names_its_source() -> None:
    tables = [path for path in DATA.iterdir() if path.name.endswith(".txt")]
    assert len(tables) > 10
    for path in tables:
        head = [line for line in path.read_text("utf-8").split("\n")[:12] if line.startswith("#")]
        assert head, path.name


def test_line_weights_fit_the_model() -> None:
    raw = json.loads(DATA.joinpath("line_weights.json").read_text("utf-8"))
    assert tuple(raw["labels"]) == tuple(LABELS)
    assert tuple(raw["transitions"]) == tuple(TRANSITIONS)
    for own, joins in (("own", "joins"), ("own2", "joins2")):
        assert all(len(row) == len(LABELS) for row in raw[own].values())
        assert all(len(row) == len(TRANSITIONS) for row in raw[joins].values())
