"""Days as papers print them and as files are called."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dating.pages import TODAY, dated
from wxreader.dating.forms import full_days
from wxreader.dating.furniture import page_number, read_furniture
from wxreader.dating.names import read_path
from wxreader.dating.numerals import number
from wxreader.press.decode import decode
from wxreader.press.page import read_page

DAY = date(2023, 5, 13)


@pytest.mark.parametrize(
    ("numeral", "worth"),
    [
        ("二〇二三", 2023),
        ("二○二三", 2023),
        ("十五", 15),
        ("廿三", 23),
        ("三十一", 31),
        ("一百一十二", 112),
        ("一一二", 112),
        ("07", 7),
    ],
)
def test_numerals(numeral: str, worth: int) -> None:
    assert number(numeral) == worth


@pytest.mark.parametrize(
    "words",
    [
        "2023年5月13日",
        "２０２３年５月１３日",
        "2023 年 05 月 13 日",
        "2023-05-13",
        "2023.5.13",
        "2023/5/13",
        "二〇二三年五月十三日",
        "二○二三年五月十三號",
        "中華民國112年5月13日",
        "民國一百一十二年五月十三日",
    ],
)
def test_a_day_in_full(words: str) -> None:
    assert [p.day for p in full_days(words)] == [DAY]


@pytest.mark.parametrize(
    "words", ["农历四月廿四", "2023年5月32日", "3000年5月13日", "5月13日", "版本1.2023.5.13.7", "2023名"]
)
def test_what_is_no_day_in_full(words: str) -> None:
    assert full_days(words) == []


@pytest.mark.parametrize(
    ("furniture", "page", "paper"),
    [
        ("2023年5月13日 星期六", "", ""),
        ("星期六 2023-05-13 A02 要闻", "A2", ""),
        ("2023年05月13日　星期六　第02版", "2", ""),
        ("责任编辑 朱茹英 版式 许娟伟 2023.5.13", "", ""),
        ("無錫日報 中華民國112年5月13日 星期六 第十二版", "12", "無錫日報"),
        ("2023年5月13日 星期六 癸卯年三月廿四 今日8版", "", ""),
        ("二〇二三年五月十三日 禮拜六 頭版", "1", ""),
    ],
)
def test_a_papers_own_line(furniture: str, page: str, paper: str) -> None:
    found = read_furniture([furniture], furniture, TODAY)
    assert (found.day, found.sure, found.page_number, found.paper) == (DAY, True, page, paper)


@pytest.mark.parametrize(
    "story",
    [
        "2023年5月13日，会议在京召开，",
        "从2023年5月13日起施行的条例规定了以下内容和要求",
        "3月1日—2023年5月13日",
    ],
)
def test_a_line_of_a_story_is_not(story: str) -> None:
    found = read_furniture([], story, TODAY)
    assert found.day is None


def test_a_day_and_its_weekday_on_lines_of_their_own() -> None:
    found = read_furniture(["2023年5月13日", "星期六"], "", TODAY)
    assert (found.day, found.sure) == (DAY, True)


def test_the_papers_line_is_found_where_it_was_taken_into_an_article() -> None:
    raw = "会议召开，\n2023年5月13日 星期六\n要求各地落实。"
    assert read_furniture([], raw, TODAY).day == DAY


@pytest.mark.parametrize("alone", ["2023.5.13", "二〇二三年五月十三日 農曆癸卯年三月廿四"])
@pytest.mark.parametrize(
    "form", ["{}\n\n会议召开\n本报讯 会议开幕，\n各地到会。", "会议召开\n本报讯 会议开幕。\n\n{}\n"]
)
def test_a_day_alone_at_a_dumps_edge_is_the_papers(alone: str, form: str) -> None:
    dump = form.format(alone)
    page = read_page(decode(dump.encode(), "a.txt"), "a.txt", "", "a.txt")
    assert page.source.issue_date is not None
    assert (page.source.issue_date.date, page.source.issue_date.confidence) == ("2023-05-13", "high")


def test_a_day_alone_amid_a_story_is_the_storys() -> None:
    dump = "会议召开\n本报讯 会议开幕，\n各地到会。\n2023.5.13\n记者到会。\n代表发言。\n会议闭幕。"
    assert read_furniture([], dump, TODAY).day is None


def test_a_day_with_another_days_weekday_is_a_guess_and_a_doubt() -> None:
    page = dated(["会议召开。"], leftover=("2023年5月13日 星期一",))
    assert page.issue_date is not None
    assert (page.issue_date.date, page.issue_date.confidence) == ("2023-05-13", "low")
    assert page.doubts == ("issue-dates",)


def test_a_right_weekday_outweighs_a_wrong_one() -> None:
    page = dated(["会议召开。"], leftover=("2023年5月14日 星期六", "2023年5月13日 星期六"))
    assert page.issue_date is not None
    assert (page.issue_date.date, page.issue_date.confidence) == ("2023-05-13", "high")


@pytest.mark.parametrize(
    ("path", "where", "page", "paper"),
    [
        ("rmrb2023051303.txt", "file name", "3", "rmrb"),
        ("wxrb-20230513-02.txt", "file name", "2", "wxrb"),
        ("2023年5月13日第3版.txt", "file name", "3", ""),
        ("2023.05.13_头版.txt", "file name", "1", ""),
        ("nw.D110000renmrb_20230513_1-01.txt", "file name", "1", "renmrb"),
        ("无锡日报20230513A2.txt", "file name", "A2", "无锡日报"),
        ("二〇二三年五月十三日.txt", "file name", "", ""),
        ("2023/05/13/035_edca95c1d3ea.txt", "folder", "", ""),
        ("wxrb/2023-05-13/005_A01.txt", "folder", "A1", ""),
        ("2023/0513/a.txt", "folder", "", ""),
        ("202305/13/a.txt", "folder", "", ""),
        ("2023/0513/05.txt", "folder", "5", ""),
        ("2023/05/13/a03.txt", "folder", "A3", ""),
        ("2023-0513-04.txt", "file name", "4", ""),
        ("2023年/5月/13日/a.txt", "folder", "", ""),
        ("C:\\dumps\\2023\\05\\13\\a.txt", "folder", "", ""),
    ],
)
def test_names_of_files_and_folders(path: str, where: str, page: str, paper: str) -> None:
    found = read_path(path, TODAY)
    assert (found.day, found.where, found.page_number, found.paper) == (DAY, where, page, paper)


@pytest.mark.parametrize(
    "path",
    [
        "000_f7f9149e633756c9.txt",
        "f20230513abcd123456.txt",
        "20230513093000.txt",
        "30000513.txt",
        "20271301.txt",
        "page.txt",
        "",
    ],
)
def test_hashes_times_and_days_to_come_are_no_day(path: str) -> None:
    assert read_path(path, TODAY).day is None


def test_pages_numbers_as_printed() -> None:
    assert [page_number(x) for x in ("第02版", "A04", "第十二版", "头版", "B 3 版", "共八页")] == [
        "2",
        "A4",
        "12",
        "1",
        "B3",
        "",
    ]


def test_sources_that_disagree_are_a_doubt() -> None:
    page = dated(["会议召开。"], leftover=("2023年5月14日 星期日",), path="wxrb-20230513-02.txt")
    assert page.issue_date is not None
    assert (page.issue_date.date, page.issue_date.confidence) == ("2023-05-14", "high")
    assert page.doubts == ("issue-dates",)


def test_a_folder_of_the_day_of_download_does_not_outweigh_the_page() -> None:
    page = dated(["5月12日，会议召开。", "5月11日，开幕。", "5月12日，签约。"], path="2026-11-20/a.txt")
    assert page.issue_date is not None
    assert page.issue_date.confidence == "low"
