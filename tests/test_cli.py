"""The command line's contract: results on stdout, one sentence on stderr, the right exit status,
no escape sequence in a pipe.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.support.calls import call, result
from wxreader.library.library import Library


@pytest.fixture
def lib(library: Library) -> tuple[str, str]:
    return ("--library", str(library.path))


def test_load_counts_and_a_second_load_finds_nothing_new(tmp_path: Path) -> None:
    lib = ("--library", str(tmp_path / "library"))
    first = result(*lib, "load", str(SEEDS), "--json")
    assert (first["sources"], first["articles"], first["new"], first["failed"]) == (5, 16, 5, [])
    again = call(*lib, "load", str(SEEDS))
    assert again.returncode == 0
    assert b"nothing new" in again.stderr
    assert again.stdout == b""


def test_articles_have_the_contracts_fields(lib: tuple[str, str]) -> None:
    found = result(*lib, "articles", "--json")
    assert len(found) == 16
    fields = [
        "id",
        "source",
        "order",
        "kicker",
        "headline",
        "subhead",
        "dateline",
        "paragraphs",
        "source_lines",
        "byline",
        "event_date",
        "entities",
    ]
    for article in found:
        assert set(fields) <= set(article)
        assert len(article["source_lines"]) == len(article["paragraphs"])
        for m in article["entities"]:
            block = m["paragraph"]
            text = (
                "\n".join(article["kicker"] + article["headline"] + article["subhead"])
                if block == -1
                else article["paragraphs"][block]
            )
            assert text[m["start"] : m["end"]] == m["text"]


def test_show_by_the_beginning_of_an_id(lib: tuple[str, str]) -> None:
    article = result(*lib, "articles", "--json")[0]
    assert result(*lib, "show", article["id"][:6], "--json") == article
    text = call(*lib, "show", article["id"], "--width", "44").stdout.decode()
    assert "更好服务国家重大战略" in text
    assert text.count("\n") > 20


def test_sources_tell_encoding_form_and_leftover(lib: tuple[str, str]) -> None:
    found = result(*lib, "sources", "--json")
    assert [s["articles"] for s in found] == [3, 4, 3, 3, 3]
    assert {s["form"] for s in found} == {"columns", "long"}
    assert all(s["encoding"] == "utf-8" and s["leftover"] == [] for s in found)


def test_search_gives_scores_snippets_and_matches(lib: tuple[str, str]) -> None:
    found = result(*lib, "search", "长三角", "--json")
    assert len(found) == 2
    assert all("长三角" in r["snippet"] and r["score"] > 0 and r["matches"] for r in found)
    assert len(result(*lib, "search", "会议", "--json", "--limit", "3")) == 3


def test_search_counts_sorts_and_aligns(lib: tuple[str, str]) -> None:
    assert call(*lib, "search", "长三角", "--count").stdout == b"2\n"
    assert result(*lib, "search", "长三角", "--count", "--json") == {"articles": 2}
    dates = [r["date"] or "" for r in result(*lib, "search", "无锡", "--json", "--sort", "date")]
    assert dates == sorted(dates, reverse=True)
    lines = result(*lib, "search", "长三角", "--kwic", "--json", "--by", "right")
    assert len(lines) == 15
    assert all(x["text"] == "长三角" for x in lines)
    shown = call(*lib, "search", "长三角", "--kwic", "--width", "80").stdout.decode().split("\n")
    assert sum("长三角" in x for x in shown) == 15


def test_entities_and_recognize(lib: tuple[str, str]) -> None:
    people = result(*lib, "entities", "--type", "PER", "--json")
    assert people[0]["name"] in ("习近平", "杜小刚")
    out = (
        call("recognize", "--json", stdin="杜小刚在无锡会见代表团。\n\n总金额22.95亿美元。\n".encode())
        .stdout.decode()
        .split("\n")
    )
    assert len(out) == 4
    lines = [json.loads(x) for x in out[:3]]
    assert lines[1] == []
    assert {
        "type": "MONEY",
        "text": "22.95亿美元",
        "value": 2295000000.0,
        "currency": "USD",
    }.items() <= lines[2][0].items()


def test_annotate_list_and_export(lib: tuple[str, str], tmp_path: Path) -> None:
    article = result(*lib, "articles", "--json")[0]
    quote = article["paragraphs"][1][:12]
    made = result(
        *lib,
        "annotate",
        article["id"],
        "--quote",
        quote,
        "--note",
        "=重要",
        "--tag",
        "经济",
        "--color",
        "blue",
        "--json",
    )
    assert result(*lib, "annotations", "--json") == [made]
    assert made["selector"]["exact"] == quote
    for form, part in (
        ("markdown", "重要"),
        ("json", quote),
        ("csv", "'=重要"),
        ("w3c", "TextQuoteSelector"),
    ):
        assert part in call(*lib, "export", "--format", form).stdout.decode()
    target = tmp_path / "out.md"
    assert call(*lib, "export", "--format", "markdown", "--output", str(target)).returncode == 0
    again = call(*lib, "export", "--format", "markdown", "--output", str(target))
    assert again.returncode == 0
    foreign = tmp_path / "mine.md"
    foreign.write_text("# mine\n", "utf-8")
    refused = call(*lib, "export", "--format", "markdown", "--output", str(foreign))
    assert refused.returncode == 1
    assert b"exists already" in refused.stderr
    assert foreign.read_text("utf-8") == "# mine\n"


def test_check_finds_a_sound_library_and_a_broken_one(lib: tuple[str, str]) -> None:
    assert call(*lib, "check").returncode == 0
    (Path(lib[1]) / "catalogue.json").write_bytes(b"")
    assert call(*lib, "check").returncode == 1
    assert call(*lib, "check", "--repair").returncode == 0
    assert call(*lib, "check").returncode == 0


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("nonsense",), 2, "nonsense"),
        (("artcles",), 2, "did you mean 'articles'"),
        (("show", "nope"), 1, "nope"),
        (("load", "no/such/file"), 1, "no/such/file"),
        (("no/such/file.txt",), 2, "terminal"),
        (("show",), 2, "show"),
        (("search", '""'), 2, "no word"),
        (("articles", "--bogus"), 2, "--bogus"),
        (("export", "--format", "docx"), 2, "docx"),
        (("annotate", "c7a4", "--quote", "没有这句话"), 1, "没有这句话"),
        (("recognize", "no-such.txt", "--json"), 1, "no-such.txt"),
        (("recognize", "--engine", "magic", "--json"), 2, "magic"),
        ((), 2, "terminal"),
    ],
)
def test_a_mistake_gets_one_sentence(
    lib: tuple[str, str], args: tuple[str, ...], status: int, words: str
) -> None:
    done = call(*lib, *args)
    error = done.stderr.decode()
    assert done.returncode == status, error
    assert words in error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert "\x1b" not in error + done.stdout.decode()


def test_a_library_that_cannot_be_written_is_named_before_any_screen(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = call("--library", str(tmp_path / "file" / "library"), "load", str(SEEDS))
    assert done.returncode == 1
    assert str(tmp_path / "file") in done.stderr.decode()


def test_a_closed_pipe_ends_quietly(lib: tuple[str, str]) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "wxreader", *lib, "articles", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"[\n"
    writer.stdout.close()
    assert writer.stderr is not None
    assert writer.stderr.read() == b""
    assert writer.wait(60) == 0


def test_wrong_settings_are_named_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# mine\ntheme = "wx-paper"\nmesure = 30\n', "utf-8")
    done = call("articles", WXREADER_SETTINGS=str(path))
    assert done.returncode == 2
    assert "line 3" in done.stderr.decode()
    assert "did you mean 'measure'" in done.stderr.decode()


def test_the_interface_speaks_chinese_by_locale_and_option(lib: tuple[str, str]) -> None:
    assert "没有编号为" in call(*lib, "show", "nope", LC_ALL="zh_CN.UTF-8").stderr.decode()
    assert "没有编号为" in call(*lib, "--lang", "zh", "show", "nope").stderr.decode()
    assert "no article" in call(*lib, "--lang", "en", "show", "nope", LC_ALL="zh_CN.UTF-8").stderr.decode()


@pytest.mark.parametrize(
    ("env", "words"),
    [({"TERM": "dumb"}, "TERM=dumb"), ({"TERM": ""}, "TERM="), ({"PYTHONIOENCODING": "gb18030"}, "UTF-8")],
)
def test_the_reader_refuses_what_it_cannot_run_in(
    lib: tuple[str, str], env: dict[str, str], words: str
) -> None:
    from tests.support.terminal import Terminal

    with Terminal([sys.executable, "-m", "wxreader", *lib], **env) as terminal:
        assert terminal.wait() == 2
        assert words in terminal.text()
        assert "wxreader articles" in terminal.text()


def test_help_is_in_the_interfaces_language() -> None:
    zh = call("--lang", "zh", "load", "--help").stdout.decode()
    assert zh.startswith("用法：")
    assert "选项" in zh
    assert "usage" not in zh
    assert call("--lang", "en", "--help").stdout.startswith(b"usage:")
