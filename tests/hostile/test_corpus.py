"""Every hostile dump through load, every pane, search, highlight, note, export and quit:
nothing lost, nothing let out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.oracle import lost, made_up, terminal_leaks
from tests.support.terminal import Terminal
from wxreader.errors import DecodeError
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.press.decode import decode
from wxreader.search.index import update_index
from wxreader.search.searcher import Searcher
from wxreader.text import split_lines

HERE = Path(__file__).parent
FILES = HERE / "files"
ROWS: list[dict[str, Any]] = json.loads((HERE / "manifest.json").read_text("utf-8"))
NAMES = [Path(r["file"]).name for r in ROWS]
REFUSED = {
    "s01_empty.txt": "no text",
    "c15_latin1.txt": "--encoding",
    "s14_png.txt": "not text",
    "s15_gzip.txt": "compressed",
    "s16_random.txt": "not text",
}
"""Not text, or nothing in it: refused in one sentence."""
DOUBTS = {
    "c12_damaged_utf8.txt": "damaged-bytes", "c13_damaged_gb18030.txt": "damaged-bytes",
    "c14_mojibake_twice.txt": "mojibake", "u10_cesu_surrogates.txt": "damaged-bytes",
    "u18_overlong.txt": "damaged-bytes",
    "s02_blank.txt": "no-articles",
}  # fmt: skip
ENCODINGS = {
    "c01_utf8_bom.txt": "utf-8-sig", "c02_gbk.txt": "gb18030", "c03_gb18030_4byte.txt": "gb18030",
    "c04_big5.txt": "big5hkscs",
    "c05_utf16le_bom.txt": "utf-16", "c06_utf16be_bom.txt": "utf-16", "c07_utf16le_nobom.txt": "utf-16-le",
    "c08_utf16be_nobom.txt": "utf-16-be",
    "c09_utf32.txt": "utf-32", "c10_mixed_lines.txt": "mixed", "c12_damaged_utf8.txt": "utf-8",
    "c13_damaged_gb18030.txt": "gb18030",
    "c16_utf7_hz.txt": "utf-8",
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """All files in one library."""
    library = Library(tmp_path_factory.mktemp("corpus") / "library")
    report = load(library, [FILES])
    assert {Path(path).name for path, _ in report.failed} == set(REFUSED)
    for path, reason in report.failed:
        assert REFUSED[Path(path).name] in reason
        assert "\n" not in reason
    update_index(library)
    return library


@pytest.mark.parametrize("name", [n for n in NAMES if n not in REFUSED])
def test_nothing_is_lost_and_nothing_made_up(corpus: Library, name: str) -> None:
    page = corpus.page(name)
    assert not lost(page)
    assert not made_up(page)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_what_the_row_says_holds(corpus: Library, row: dict[str, Any]) -> None:
    name = Path(row["file"]).name
    if name in REFUSED:
        assert name not in {s.name for s in corpus.sources()}
        return
    page = corpus.page(name)
    if row.get("same_text_as"):
        base = corpus.page("c00_base_utf8.txt").raw
        mine = "\n".join(split_lines(page.raw)).lstrip("\ufeff").rstrip("\n")
        assert mine.replace(row.get("extra", ""), "").split() == base.rstrip("\n").split() or row.get("extra")
    for text in row.get("must", ()):
        assert Searcher(corpus).search(f'"{text}"').total >= 1, text
    if name in DOUBTS:
        assert DOUBTS[name] in page.source.doubts
    if name in ENCODINGS:
        assert page.source.encoding == ENCODINGS[name]


def test_loading_twice_changes_nothing(corpus: Library) -> None:
    before = {p: p.read_bytes() for p in sorted((corpus.path / "pages").iterdir())}
    report = load(corpus, [FILES])
    assert (report.new, report.changed) == ([], [])
    assert {p: p.read_bytes() for p in sorted((corpus.path / "pages").iterdir())} == before


def test_words_are_found_whatever_is_between_their_characters(corpus: Library) -> None:
    """Zero-width characters, variation selectors, compatibility ideographs:
    searching folds what drawing shows.
    """
    found = {corpus.resolve(r.article).source for r in Searcher(corpus).search("林小满").results}
    assert {
        "u03_zero_width.txt",
        "u05_variation_selectors.txt",
        "u11_compat_ideographs.txt",
        "u17_spaces.txt",
    } <= found
    found = {corpus.resolve(r.article).source for r in Searcher(corpus).search("图书馆").results}
    assert "u03_zero_width.txt" in found


def test_people_are_found_in_the_clean_file_and_in_damaged_ones(corpus: Library) -> None:
    for name in (
        "c00_base_utf8.txt",
        "c02_gbk.txt",
        "s04_crlf.txt",
        "s05_cr_only.txt",
        "s07_no_final_newline.txt",
        "u12_fullwidth_ascii.txt",
    ):
        people = {m.name for a in corpus.page(name).articles for m in a.mentions if m.type == "PER"}
        assert {"林小满", "王大路", "何清"} <= people, name
        assert [a.byline for a in corpus.page(name).articles] == [("周一苇",), ("孙晓渡", "李禾")]


def test_no_byte_of_a_name_or_query_reaches_a_pipe_as_itself(corpus: Library) -> None:
    import subprocess

    for args in (
        ["articles"],
        ["search", "林小满"],
        ["search", "林小满", "--kwic"],
        ["entities"],
        ["sources"],
        ["search", "\x1b]0;x\x07"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "wxreader", "--library", str(corpus.path), *args],
            capture_output=True,
            check=False,
        )
        assert terminal_leaks(done.stdout + done.stderr) == [], args
        assert b"Traceback" not in done.stderr


READER = "import sys; from wxreader.cli import main; sys.exit(main(sys.argv[1:]))"
UNDRAWN = """
import wxreader.text as t
t.HOSTILE = t.re.compile('(?!)')
t.visible = lambda text: text
t.one_line = lambda text: ' '.join(text.split())
"""
"""Switches off what makes text safe to draw."""


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("drawing", ["drawn", "undrawn"])
def test_the_whole_corpus_in_a_terminal(corpus: Library, tmp_path: Path, seed: int, drawing: str) -> None:
    """Every pane, search, highlight, note, export and quit, with the drawing function and with it switched
    off: still no leak.
    """
    import shutil

    path = tmp_path / "library"
    shutil.copytree(corpus.path, path)
    keys = "\r" + "J" * seed
    code = (UNDRAWN if drawing == "undrawn" else "") + READER
    with Terminal(
        [sys.executable, "-c", code, "--library", str(path), "--lang", "en"],
        110,
        34,
        XDG_STATE_HOME=str(tmp_path),
    ) as terminal:
        terminal.until("unread")
        terminal.press(keys)
        terminal.read(0.4)
        rounds = len(corpus.rows()) // 6 + 1
        for n in range(rounds):
            terminal.press("V\r" if n % 2 else "Vn\x1b]0;注\x07\u202e[/]\r")  # a hostile note now and then
            terminal.read(0.04)
            terminal.press("]ir")
            terminal.read(0.04)
            terminal.press("\x1br3\t")
            terminal.read(0.04)
            terminal.press("2" + "J" * 6)
            terminal.read(0.04)
        terminal.press("\x1b\x1b2")
        terminal.press("s")
        terminal.read(0.3)
        terminal.press("林小满\r")
        terminal.read(0.4)
        terminal.press("c")
        terminal.read(0.4)
        terminal.press("q")
        terminal.press("a")
        terminal.read(0.5)
        terminal.press("qqqqq")
        terminal.read(0.3)
        for _ in range(5):
            if os.waitpid(terminal.pid, os.WNOHANG)[0]:
                terminal.status = 0
                break
            terminal.press("\x1b")
            terminal.read(0.2)
            terminal.press("q")
            terminal.read(0.4)
        else:
            assert terminal.wait() == 0
        terminal.read(0.2)
        assert "Traceback" not in terminal.text()
        assert not list(tmp_path.rglob("crash.txt")), next(tmp_path.rglob("crash.txt")).read_text("utf-8")
        leaks = terminal_leaks(terminal.seen)
        assert leaks == [], [
            terminal.text()[max(0, m.start() - 300) : m.end() + 80]
            for m in re.finditer("\u202e|\x07", terminal.text())
        ][-3:]
        assert terminal.modes() == terminal.before
    assert Library(path).annotations.all()
    _exports_are_inert(path)


def _exports_are_inert(path: Path) -> None:
    import subprocess

    for form in ("markdown", "json", "csv", "w3c"):
        done = subprocess.run(
            [sys.executable, "-m", "wxreader", "--library", str(path), "export", "--format", form],
            capture_output=True,
            check=True,
        )
        text = done.stdout.decode("utf-8")
        if form in ("json", "w3c"):
            json.loads(text)
        if form == "csv":
            for row in csv.reader(io.StringIO(text)):
                assert all(not cell[:1] or cell[0] not in "=+-@\t\r＝＋－＠" for cell in row)


@pytest.mark.parametrize("name", NAMES)
def test_one_damaged_byte_never_flips_the_family(name: str) -> None:
    data = (FILES / name).read_bytes()
    if name in REFUSED or len(data) < 200 or DOUBTS.get(name) == "mojibake":
        return
    families = {
        "utf-8": "utf-8",
        "utf-8-sig": "utf-8",
        "mixed": "utf-8",
        "big5hkscs": "big5",
        "gb18030": "gb18030",
    }

    def family(encoding: str) -> str:
        return families.get(encoding, encoding[:6])

    plain = family(decode(data, name).encoding)
    for at in range(8, len(data), max(1, len(data) // 12)):
        damaged = data[:at] + b"\xff" + data[at + 1 :]
        try:
            assert family(decode(damaged, name).encoding) == plain, at
        except DecodeError:
            pytest.fail(f"{name} refused for one byte at {at}")
