"""The day of a source, or of many, set by hand: seen at once, kept over reloads, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from wxreader.dating.by_hand import dating
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.model import Correction

NAME = "000_f7f9149e633756c9.txt"
DAY = date(2021, 5, 13)


def setting(day: date = DAY, key: str = "1") -> Correction:
    return dating(NAME, day, key=key, made="2026-01-01T00:00:00+00:00")


def dates(library: Library) -> list[str]:
    return [r.date for r in library.rows() if r.source == NAME]


def test_a_day_set_by_hand_moves_the_events_and_is_shown_as_what_it_is(library: Library) -> None:
    before = dates(library)
    library.correct_many([setting()])
    issued = library.page(NAME).source.issue_date
    assert issued is not None
    assert (issued.date, issued.confidence, issued.evidence) == ("2021-05-13", "high", "by hand")
    assert dates(library) == ["2021-05-12", "2021-05-13", "2021-05-10"]
    library.take_back_many([setting()])
    assert dates(library) == before


def test_it_is_kept_when_the_source_is_loaded_again(library: Library) -> None:
    library.correct_many([setting()])
    load(library, [SEEDS], workers=1, again=True)
    assert dates(library) == ["2021-05-12", "2021-05-13", "2021-05-10"]
    assert dates(Library(library.path)) == ["2021-05-12", "2021-05-13", "2021-05-10"]


def test_the_last_word_holds_and_taking_it_back_brings_the_one_before(library: Library) -> None:
    library.correct_many([setting()])
    later = setting(date(2022, 5, 13), "2")
    library.correct(later)
    assert dates(library)[0] == "2022-05-12"
    library.take_back(later)
    assert dates(library)[0] == "2021-05-12"


@pytest.mark.parametrize("day", ["", "昨天", "3000-01-01"])
def test_a_strangers_correction_without_a_day_is_a_doubt(library: Library, day: str) -> None:
    library.correct(
        Correction(
            id="1", kind="issued", source=NAME, created="2026-01-01T00:00:00+00:00", before="", after=day
        )
    )
    page = library.page(NAME)
    assert "corrections" in page.source.doubts
    assert page.source.issue_date is None or page.source.issue_date.evidence != "by hand"


def test_mentions_are_worth_what_they_are_from_the_new_day(library: Library, tmp_path: Path) -> None:
    library.correct_many([setting()])
    values = {m.text: m.value for a in library.page(NAME).articles for m in a.mentions if m.type == "DATE"}
    assert values["今年"] == "2021"
