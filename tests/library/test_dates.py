"""The reader's word on papers' days: --issued, a table, a pattern;
what is wrong in them is said, the rest is loaded.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wxreader.dating import VERSION
from wxreader.dating.page import Given
from wxreader.errors import UsageError
from wxreader.library.dates import Told, day_of_file, read_day, read_pattern, read_table
from wxreader.library.library import Library, rows_of
from wxreader.library.loader import Report, load

TEXT = (
    "市委召开会议\n\n本报讯 昨日，市委召开会议，研究部署下一阶段工作，要求各地各部门认真抓好落实。（张三）\n"
)
OTHER = "公园樱花盛开\n\n本报讯 湖边公园的樱花进入盛花期，前来赏花的游客络绎不绝，园方加开夜场。（李四）\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    made.make()
    return made


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def issued(library: Library, source: str) -> tuple[str, str, str] | None:
    found = library.page(source).source.issue_date
    return (found.date, found.confidence, found.evidence) if found else None


def table(folder: Path, text: str) -> Path:
    return write(folder, "meta.csv", text)


def with_table(library: Library, folder: Path, text: str) -> Report:
    return load(library, [folder], workers=1, told=Told(table=read_table(table(folder.parent, text))))


def test_one_day_for_all(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt")
    load(library, [tmp_path / "in"], workers=1, told=Told(issued=date(2023, 5, 13)))
    assert issued(library, "a.txt") == ("2023-05-13", "high", "--issued")
    event = library.page("a.txt").articles[0].event_date
    assert event is not None
    assert event.start == "2023-05-12"


def test_a_table_tells_day_paper_and_page(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt")
    report = with_table(library, tmp_path / "in", "file,date,paper,page\na.txt,2023-05-13,无锡日报,A02\n")
    source = library.page("a.txt").source
    assert report.failed == []
    assert issued(library, "a.txt") == ("2023-05-13", "high", "table: meta.csv")
    assert (source.paper, source.page_number) == ("无锡日报", "A02")
    assert library.rows()[0].paper == "无锡日报"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("file,date\na.txt,2023-13-01\n", "line 2: '2023-13-01' is no date; write 2023-05-13"),
        ("file,date\na.txt,2099-01-01\n", "line 2: '2099-01-01' is after today; no paper is dated so"),
        ("file,date\na.txt,3000-01-01\n", "line 2: '3000-01-01' is no date; write 2023-05-13"),
        ("file,date\nb.txt,2023-05-13\n", "line 2: no loaded file is called b.txt"),
        ("file,date\n,2023-05-13\n", "line 2: it names no file"),
        ("name,day\na.txt,2023-05-13\n", "line 1: there is no column called file"),
        ("file,when\na.txt,2023-05-13\n", "line 1: there is no column called date"),
        ("", "the table is empty"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_and_the_rest_loaded(
    library: Library, tmp_path: Path, text: str, problem: str
) -> None:
    write(tmp_path / "in", "a.txt")
    report = with_table(library, tmp_path / "in", text)
    assert [x.name for x in report.new] == ["a.txt"]
    ((path, sentence),) = report.failed
    assert path == str(tmp_path / "meta.csv")
    assert sentence.startswith(str(tmp_path / "meta.csv"))
    assert problem in sentence


def test_the_good_lines_of_a_table_hold(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt")
    with_table(library, tmp_path / "in", "文件;日期\nx.txt;5月\na.txt;2023年5月13日\n")
    assert issued(library, "a.txt") == ("2023-05-13", "high", "table: meta.csv")


def test_a_table_tells_files_of_one_name_apart_by_their_folders(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "x/a.txt", TEXT)
    write(tmp_path / "in", "y/a.txt", OTHER)
    with_table(library, tmp_path / "in", "file,date\nin/x/a.txt,2023-05-13\nin/y/a.txt,2023-05-14\n")
    days = {s.path.split("/")[-2]: s.issue_date.date for s in library.sources() if s.issue_date}
    assert days == {"x": "2023-05-13", "y": "2023-05-14"}


def test_a_table_that_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.csv"):
        read_table(tmp_path / "no.csv")


@pytest.mark.parametrize(
    ("pattern", "name", "day", "page"),
    [
        ("wxrb-YYMMDD-PAGE*", "wxrb-230513-02.txt", "2023-05-13", "2"),
        ("PAPER_DD.MM.YYYY", "无锡日报_13.05.2023.txt", "2023-05-13", ""),
    ],
)
def test_a_pattern_finds_the_day_in_names(
    library: Library, tmp_path: Path, pattern: str, name: str, day: str, page: str
) -> None:
    write(tmp_path / "in", name)
    load(library, [tmp_path / "in"], workers=1, told=Told(pattern=pattern))
    assert issued(library, name) == (day, "high", "issued_pattern")
    assert library.page(name).source.page_number == page


def test_a_pattern_that_matches_nothing_is_said(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt")
    report = load(library, [tmp_path / "in"], workers=1, told=Told(pattern="wxrb-YYMMDD"))
    assert report.failed == [
        ("issued_pattern", "issued_pattern: 'wxrb-YYMMDD' finds a day in none of the 1 files")
    ]
    assert [x.name for x in report.new] == ["a.txt"]


@pytest.mark.parametrize("pattern", ["", "wxrb", "YYYYMM", "YYYYMMDDYYYY", "YYYYYYMMDD"])
def test_a_pattern_without_a_day_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match="must have YYYY or YY, MM and DD"):
        read_pattern(pattern)


@pytest.mark.parametrize("text", ["", "3000-01-01", "2099-01-01", "昨天", "2023-02-30"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--issued"):
        read_day(text, "--issued")


def test_nothing_is_younger_than_its_file(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "a.txt", TEXT.replace("昨日", "9月2日") + "2024年第1次会议。2023年。")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    load(library, [path], workers=1)
    article = library.page("a.txt").articles[0]
    for told in (
        article.event_date and article.event_date.start,
        article.issue_date and article.issue_date.date,
    ):
        assert told is None or told <= "2020-09-13"
    assert day_of_file(path) <= date(2020, 9, 14)


def test_a_word_on_the_day_is_taken_without_a_new_analysis_and_kept(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "a.txt")
    load(library, [path], workers=1)
    assert issued(library, "a.txt") is None
    report = load(library, [path], workers=1, told=Told(issued=date(2023, 5, 13)))
    assert [x.name for x in report.changed] == ["a.txt"]
    assert library.rows()[0].date == "2023-05-12"
    assert load(library, [path], workers=1).unchanged == 1
    load(library, [path], workers=1, again=True)
    assert issued(library, "a.txt") == ("2023-05-13", "high", "--issued")


def test_a_library_of_before_gets_its_dates_when_it_is_loaded(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in", "wxrb-20230513-02.txt")
    load(library, [path], workers=1)
    page = library.page(path.name)
    old = replace(
        page,
        source=replace(page.source, issue_date=None, dated=0, paper="", page_number=""),
        articles=tuple(replace(a, issue_date=None, event_date=None) for a in page.articles),
    )
    with library.writing():
        library.write_page(old)
        library.write_catalogue([(old.source, rows_of(old))])
    assert issued(library, path.name) is None
    report = load(library, [path], workers=1)
    assert [x.name for x in report.changed] == [path.name]
    assert issued(library, path.name) == ("2023-05-13", "high", "file name: wxrb-20230513-02")
    assert library.page(path.name).source.dated == VERSION


def test_what_is_said_of_nothing_changes_nothing() -> None:
    assert Told().given(Path("a.txt")) == Given()
    assert Told().problems() == []
