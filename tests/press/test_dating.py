"""Day and month from the lead, the year from the page."""

from __future__ import annotations

import pytest

from wxreader.model import Article, Paragraph
from wxreader.press.dating import best_year, date_articles, lead_date, weigh


def article(*paragraphs: str) -> Article:
    return Article("", "", 0, paragraphs=tuple(Paragraph(p) for p in paragraphs))


@pytest.mark.parametrize(
    ("lead", "span"),
    [
        ("3月19日至20日，省委书记", (3, 19, 3, 20)),
        ("5月10日-12日，市长", (5, 10, 5, 12)),
        ("当地时间6月2日至5日,市长", (6, 2, 6, 5)),
        ("5月30日至6月2日，", (5, 30, 6, 2)),
        ("7月26日，市委", (7, 26, 7, 26)),
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
    dated = date_articles([article("10月19日，会议召开。")], ("2024年10月20日 星期日",))[0].event_date
    assert dated is not None
    assert (dated.start, dated.confidence) == ("2024-10-19", "high")


def test_a_december_event_on_a_january_page_is_of_the_old_year() -> None:
    page = [
        article("1月1日，新年开放。"),
        article("12月31日，跨年活动举行。"),
        article("1月2日，会议召开。2024年第1次会议。"),
    ]
    assert [a.event_date.start for a in date_articles(page, ()) if a.event_date] == [
        "2024-01-01",
        "2023-12-31",
        "2024-01-02",
    ]


def test_articles_of_one_page_vouch_for_each_other() -> None:
    page = [
        article("4月27日，会议召开。"),
        article("近日，审议《2023年度重大行政决策目录》《2023年一季度名单》。"),
    ]
    dated = date_articles(page, ())[0].event_date
    assert dated is not None
    assert dated.start == "2023-04-27"
    assert dated.evidence.startswith("同版：")


def test_counted_years_fix_the_year() -> None:
    text = "6月6日，签署协议。2017年4月，中心落地上海，经过七年多的蓬勃发展。"
    assert best_year(weigh([article(text)], ()))[0] == 2024


def test_no_year_on_the_page_is_said() -> None:
    found = date_articles([article("6月6日，会议召开。")], ())[0]
    assert found.event_date is None
    assert found.doubts == ("year",)
