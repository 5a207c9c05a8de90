"""Day and month from the lead, the year from the page."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dating.pages import article, dated
from wxreader.dating.leads import lead_date


@pytest.mark.parametrize(
    ("lead", "span"),
    [
        ("3月19日至20日，省委书记", (3, 19, 3, 20)),
        ("5月10日-12日，市长", (5, 10, 5, 12)),
        ("当地时间6月2日至5日,市长", (6, 2, 6, 5)),
        ("5月30日至6月2日，", (5, 30, 6, 2)),
        ("7月26日，市委", (7, 26, 7, 26)),
        ("10月31号，一架飞机", (10, 31, 10, 31)),
    ],
)
def test_days_and_ranges_of_a_lead(lead: str, span: tuple[int, int, int, int]) -> None:
    found = lead_date(lead)
    assert found is not None
    assert (found.month, found.day, found.end_month, found.end_day) == span


@pytest.mark.parametrize("lead", ["近日，市委书记", "2月30日，会议", "会议强调"])
def test_a_vague_or_impossible_lead_gives_no_date(lead: str) -> None:
    assert lead_date(lead) is None


def test_the_papers_own_date_line_fixes_the_year() -> None:
    event = dated(["10月19日，会议召开。"], leftover=("2024年10月20日 星期日",)).articles[0].event_date
    assert event is not None
    assert (event.start, event.confidence) == ("2024-10-19", "high")


def test_a_december_event_on_a_january_page_is_of_the_old_year() -> None:
    page = dated(
        ["1月1日，新年开放。", "12月31日，跨年活动举行。", "1月2日，会议召开。"],
        leftover=("2024年1月3日 星期三",),
    )
    assert [a.event_date.start for a in page.articles if a.event_date] == [
        "2024-01-01",
        "2023-12-31",
        "2024-01-02",
    ]


def test_articles_of_one_page_vouch_for_each_other() -> None:
    page = dated(["4月27日，会议召开。", "近日，审议《2023年度重大行政决策目录》《2023年一季度名单》。"])
    event = page.articles[0].event_date
    assert event is not None
    assert event.start == "2023-04-27"
    assert event.evidence.startswith("同版：")


def test_no_year_on_the_page_is_said() -> None:
    page = dated(["6月6日，会议召开。"])
    assert page.articles[0].event_date is None
    assert page.articles[0].doubts == ("year",)
    assert page.issue_date is None


def test_what_is_announced_for_a_day_after_today_has_not_happened() -> None:
    page = dated(["12月1日，条例将施行。"], path="wxrb-20231120-01.txt", latest=date(2023, 11, 25))
    assert page.articles[0].event_date is None


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("昨日，市委召开会议。", "2023-05-12"),
        ("昨晚7点52分，一火锅店发生爆炸。", "2023-05-12"),
        ("记者今天从市教育局获悉，", "2023-05-13"),
        ("国务院总理李克强11日下午会见客人。", "2023-05-11"),
        ("上月28日，新馆开放。", "2023-04-28"),
        ("本周三，展览开幕。", "2023-05-10"),
    ],
)
def test_a_lead_without_month_is_told_by_the_day_of_the_paper(lead: str, day: str) -> None:
    event = dated([lead], path="wxrb-20230513-01.txt").articles[0].event_date
    assert event is not None
    assert (event.start, event.end, event.confidence) == (day, day, "high")


def test_a_vague_lead_stays_without_an_event() -> None:
    assert dated(["近日，昨天的会议……"], path="wxrb-20230513-01.txt").articles[0].event_date is None


def test_today_of_a_dispatch_is_the_day_of_the_dispatch() -> None:
    page = dated([article("记者今天获悉，", dateline="新华社北京5月12日电")], path="rmrb2023051301.txt")
    event = page.articles[0].event_date
    assert event is not None
    assert event.start == "2023-05-12"
