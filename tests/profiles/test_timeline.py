"""Charts are honest: scaled to sure days, everything else counted under them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wxreader.profiles.timeline import Dot, chart, timeline_of
from wxreader.text import cells

TEN_YEARS = [Dot(f"{y}-{m:02d}-05") for y in range(2013, 2023) for m in (3, 9)]


def test_a_chart_over_ten_years_has_a_tick_a_year_its_scale_and_what_is_undated() -> None:
    hits = [*TEN_YEARS, *[Dot("2018-10-02")] * 12, *[Dot("")] * 60, Dot("2030-09-02", False)]
    bars, ticks, years, told = chart(timeline_of(hits), 72)
    assert ticks.count("┬") == 9
    assert years.split() == [str(y) for y in range(2014, 2023)]
    assert all(ticks[years.index(str(y))] == "┬" for y in range(2014, 2023))
    assert told == "largest 12 in 2018-10 · 32 of 93 drawn · 60 undated · 1 guessed (?)"
    assert "█" in bars


def test_what_a_narrow_chart_does_not_draw_is_said_whole() -> None:
    hits = [*TEN_YEARS, *[Dot("")] * 60, *[Dot("2030-09-02", False)] * 216, *[Dot("2019")] * 168]
    for width in (40, 76):
        told = chart(timeline_of(hits), width)[3:]
        assert all(cells(row) <= width for row in told)
        assert " · ".join(told).split(" · ")[1:] == [
            "20 of 464 drawn",
            "60 undated",
            "216 guessed (?)",
            "168 by year alone",
        ]


def test_a_misdated_article_does_not_hide_the_rest() -> None:
    line = timeline_of([Dot("1927-07-21"), *TEN_YEARS])
    assert (line.months[0][0], line.months[-1][0]) == ("2013-03", "2022-09")
    assert line.outside == ("1927-07",)
    assert chart(line, 72)[-1].endswith("1 outside (1927-07)")


def test_what_is_known_to_the_year_alone_is_in_no_month() -> None:
    line = timeline_of([Dot("2015"), Dot("2015-06"), Dot("2015-06-17")])
    assert line.months == (("2015-06", 2),)
    assert line.yearly == 1


def test_fifty_years_and_more_are_drawn_whole() -> None:
    line = timeline_of([Dot(f"{y}-01-01") for y in range(1950, 2024)])
    bars, ticks, years, _told = chart(line, 72)
    assert line.drawn == 74
    assert len(bars) == len(ticks) <= 72
    assert years.startswith("1950")
    assert bars.strip() == bars


def test_without_a_sure_date_only_the_count_is_said() -> None:
    assert chart(timeline_of([Dot(""), Dot("2020-01-01", False)]), 40) == [
        "0 of 2 drawn · 1 undated · 1 guessed (?)"
    ]
    assert chart(timeline_of([]), 40) == []


def test_one_month_is_named() -> None:
    assert chart(timeline_of([Dot("2024-07-26")]), 40)[2] == "2024-07"


YEARS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
dots = st.builds(
    Dot,
    st.one_of(
        st.just(""),
        YEARS.map(lambda d: d.isoformat()),
        YEARS.map(lambda d: d.isoformat()[:7]),
        YEARS.map(lambda d: d.isoformat()[:4]),
    ),
    st.booleans(),
)


@given(st.lists(dots, max_size=40), st.integers(1, 90))
def test_nothing_is_lost(found: list[Dot], width: int) -> None:
    line = timeline_of(found)
    assert line.total == len(found)
    rows = chart(line, width)
    if line.months:
        assert all(len(row) <= min(width, 72) for row in rows[:2])
