"""Ordinary misuse of the command line: a sentence and a status, never a traceback (docs/safety.md)."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SEEDS
from wxreader.annotations.exchange import ExchangeError, read_export
from wxreader.cli.main import main
from wxreader.errors import WxError
from wxreader.library.library import Library
from wxreader.library.loader import MOST_A_CORE, _at_most
from wxreader.search.query import parse

WX = [sys.executable, "-m", "wxreader", "--lang", "en"]


def sentence(done: subprocess.CompletedProcess[bytes], status: tuple[int, ...] = (1, 2)) -> str:
    """What a call said on stderr: one line at most, no traceback, no control byte."""
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode in status, (done.returncode, said)
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert said.count("\n") <= 1
    assert not {"\x1b", "\x07", "\0"} & set(said)
    return said


def run(library: Library, *args: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120, "check": False, **options}
    return subprocess.run([*WX, *args, "--library", str(library.path)], **given)


CALLS = [
    ["articles"],
    ["search", "无锡"],
    ["annotations", "--json"],
    ["export", "--format", "json"],
    ["entities"],
]


@pytest.mark.parametrize("call", [CALLS[0], CALLS[2]], ids=lambda c: c[0])
def test_output_that_is_full(library: Library, call: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        assert "No space left" in sentence(run(library, *call, stdout=full))


@pytest.mark.parametrize("call", [*CALLS[:2], ["--show-settings"]], ids=lambda c: c[0])
def test_output_that_is_closed(library: Library, call: list[str]) -> None:
    done = run(library, *call, stdout=None, preexec_fn=lambda: os.close(1))
    assert "standard output is closed" in sentence(done)


def test_everything_closed_touches_no_file_of_the_library(library: Library) -> None:
    """The first file that is opened would get the number of a closed stream."""
    before = {p: p.read_bytes() for p in library.path.rglob("*") if p.is_file()}
    run(library, "articles", stdin=None, stdout=None, stderr=None, preexec_fn=lambda: os.closerange(0, 3))
    assert {p: p.read_bytes() for p in library.path.rglob("*") if p.is_file()} == before


def test_input_that_is_closed(library: Library) -> None:
    assert "needs a terminal" in sentence(run(library, stdin=None, preexec_fn=lambda: os.close(0)))


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
        {"PYTHONIOENCODING": "gbk"},
    ],
    ids=["ascii", "C", "gbk"],
)
def test_output_that_is_not_utf_8(library: Library, environment: dict[str, str]) -> None:
    done = run(library, "articles", env={**os.environ, **environment})
    assert sentence(done, (0,)) == ""
    assert len(done.stdout.splitlines()) == len(library.rows())


@pytest.mark.parametrize("option", ["--note", "--tag", "--quote"])
def test_arguments_that_are_not_utf_8(library: Library, option: str) -> None:
    article = library.rows()[0].id
    quote = [] if option == "--quote" else ["--quote", library.article(article).paragraphs[0].text[:5]]
    sentence(run(library, "annotate", article, *quote, option, b"\xff\xfe"))
    assert Library(library.path).annotations.all() == []


@pytest.mark.parametrize(
    "args",
    [
        ["check", "--library", "/etc/passwd"],
        ["articles", "--library", "a" * 5000],
        ["articles", "--library", "a\x1b[31m\n"],
        ["export", "--format", "csv", "--output", "a" * 500],
        ["export", "--format", "csv", "--output", ""],
        ["load", str(SEEDS), "--encoding", "idna"],
        ["load", str(SEEDS), "--encoding", "undefined"],
        ["load", str(SEEDS), "--encoding", "punycode"],
        ["load", str(SEEDS), "--encoding", "rot13"],
        ["load", str(SEEDS), "--encoding", "x\x1b[31m"],
        ["show", "c7a4", "--width", "1000000000000"],
        ["load", str(SEEDS), "--max-bytes", "-1"],
        ["search", "tag:\udcff("],
        ["show", "\udcff"],
    ],
    ids=lambda a: "-".join(w[:12] for w in a if not w.startswith("/")),
)
def test_odd_arguments(library: Library, args: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    own = [] if "--library" in args else ["--library", str(library.path)]
    main([*args, *own])
    said = capfd.readouterr().err
    assert "error of its own" not in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "args",
    [
        ["load", str(SEEDS), "--again", "--max-bytes", "1" + "0" * 30],
        ["search", "无锡", "--kwic", "--width", "1000000000"],
        ["search", "无锡", "--limit", "1" + "0" * 30],
    ],
    ids=["max-bytes", "width", "limit"],
)
def test_absurd_numbers_do_what_they_can(
    library: Library, args: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*args, "--library", str(library.path)]) == 0
    assert len(capfd.readouterr().out) < 1_000_000


def test_workers_are_bounded_by_cores() -> None:
    assert _at_most(1_000_000) == MOST_A_CORE * (os.cpu_count() or 1)
    assert _at_most(-3) == _at_most(0) == (os.cpu_count() or 1)


def test_too_few_file_handles(library: Library) -> None:
    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))

    sentence(run(library, "load", str(SEEDS), "--again", preexec_fn=few), (0, 1))


@pytest.mark.parametrize("link", ["dangling", "loop"])
def test_an_export_never_replaces_a_link(library: Library, tmp_path: Path, link: str) -> None:
    path = tmp_path / link
    path.symlink_to(tmp_path / ("nowhere" if link == "dangling" else link))
    with pytest.raises(WxError, match="exists already"):
        raise_from(["export", "--format", "csv", "--output", str(path), "--library", str(library.path)])
    assert path.is_symlink()


def raise_from(args: list[str]) -> None:
    """Run a call without the wall."""
    from wxreader.cli.main import _dispatch

    _dispatch(args)


def test_an_error_of_ours_is_a_sentence_and_a_report(
    library: Library, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(self: Library) -> None:
        raise KeyError("\x1b]0;PWNED\x07 words of an article")

    monkeypatch.setattr(Library, "iter_sources", fail)
    assert main(["sources", "--library", str(library.path)]) == 1
    said = capfd.readouterr().err
    assert "error of its own (KeyError)" in said
    assert "PWNED" not in said
    assert "crash.txt" in said


# -- settings ---------------------------------------------------------------------------------------


def pipe(path: Path) -> None:
    os.mkfifo(path)


SETTINGS: dict[str, str | bytes | Callable[[Path], None]] = {
    "deep_array": "a=" + "[" * 20_000 + "]" * 20_000,
    "deep_inline": "a=" + "{a=" * 20_000 + "1" + "}" * 20_000,
    "digits": "measure=" + "9" * 5000,
    "nan": "measure = nan\n",
    "keys_a_number": "keys = 5\n",
    "key_with_escapes": '"\\u001b[31mX" = 1\n',
    "random": bytes(range(256)) * 4,
    "pipe": pipe,
    "folder": lambda path: path.mkdir(),
    "dev_zero": lambda path: path.symlink_to("/dev/zero"),
    "binary": b"\xff\xfe",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_data(
    library: Library,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "settings.toml"
    given = SETTINGS[name]
    if callable(given):
        given(path)
    else:
        path.write_bytes(given.encode() if isinstance(given, str) else given)
    monkeypatch.setenv("WXREADER_SETTINGS", str(path))
    assert main(["articles", "--library", str(library.path)]) == 2
    said = capfd.readouterr().err
    assert "settings.toml" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("shown", ["--show-settings", "--show-keys"])
def test_what_is_shown_of_settings_does_nothing_to_the_terminal(
    tmp_path: Path, shown: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "\\u001b[31mX\\u0007"\n[keys]\nhelp = "\\u001b[31m"\n"\\u001b[5m" = "x"\n')
    monkeypatch.setenv("WXREADER_SETTINGS", str(path))
    main([shown])
    assert not {"\x1b", "\x07"} & set("".join(capfd.readouterr()))


@pytest.mark.parametrize("option", ["aliases", "userdict"])
@pytest.mark.parametrize("kind", ["nul", "pipe", "folder", "missing", "zero", "random"])
def test_files_that_settings_name_are_read_without_waiting(
    library: Library,
    tmp_path: Path,
    option: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    named = tmp_path / "named"
    {"pipe": pipe, "folder": Path.mkdir}.get(kind, lambda path: None)(named)
    if kind == "random":
        named.write_bytes(bytes(range(255, 0, -1)))
    value = {"nul": "a\\u0000b", "zero": "/dev/zero"}.get(kind, str(named))
    (tmp_path / "settings.toml").write_text(f'{option} = "{value}"\n')
    monkeypatch.setenv("WXREADER_SETTINGS", str(tmp_path / "settings.toml"))
    assert main(["load", str(SEEDS), "--again", "--library", str(library.path)]) == 2
    assert option in capfd.readouterr().err


# -- imports ----------------------------------------------------------------------------------------

BASE = {
    "id": "x1",
    "kind": "highlight",
    "article": "a",
    "source": "s",
    "source_sha256": "h",
    "headline": "H",
    "created": "2024-01-01",
    "modified": "2024-01-01",
    "color": "yellow",
    "note": "n",
    "tags": ["t"],
    "orphaned": False,
    "selector": {
        "exact": "无锡",
        "prefix": "",
        "suffix": "",
        "paragraph": 0,
        "start": 0,
        "end": 2,
        "end_paragraph": 0,
    },
}
CORRECTION = {
    "id": "c1",
    "kind": "correction",
    "correction": "edit",
    "source": "s",
    "created": "2024",
    "before": "a",
    "after": "b",
    "headline": "",
}


def selector(**values: object) -> dict[str, object]:
    return {**BASE, "selector": {**BASE["selector"], **values}}  # type: ignore[dict-item]


REFUSED = {
    "deep_list": "[" * 100_000 + "]" * 100_000,
    "deep_object": '[{"a":' * 50_000,
    "deep_tags": json.dumps([{**BASE, "tags": [[]]}]).replace("[[]]", "[" * 5000 + "]" * 5000),
    "surrogate_note": json.dumps([{**BASE, "note": "\ud800"}]),
    "surrogate_id": json.dumps([{**BASE, "id": "\udfff"}]),
    "surrogate_tag": json.dumps([{**BASE, "tags": ["\ud800"]}]),
    "surrogate_correction": json.dumps([{**CORRECTION, "after": "\ud800"}]),
    "huge_number": json.dumps([selector(start=10**30)]),
    "number_of_65_bits": json.dumps([selector(start=2**64)]),
    "digits": json.dumps([selector(start=0)]).replace('"start": 0', '"start": ' + "9" * 5000),
    "two_of_one_id": json.dumps([BASE, {**BASE, "note": "second"}]),
    "no_kind_of_correction": json.dumps([{**CORRECTION, "correction": "explode"}]),
    "colour_with_escapes": json.dumps([{**BASE, "color": "\x1b[31m"}]),
    "id_with_escapes": json.dumps([{**BASE, "id": "\x1b[31m"}]),
    "empty_id": json.dumps([{**BASE, "id": ""}]),
    "tags_a_text": json.dumps([{**BASE, "tags": "abc"}]),
    "nan": '[{"kind": NaN}]',
    "infinity": json.dumps([{**BASE, "orphaned": float("inf")}]),
    "a_list_of_odds": '[null, 1, "a", []]',
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_import_that_is_none_is_refused_whole(
    library: Library, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "import.json"
    path.write_text(REFUSED[name], "utf-8", "surrogatepass")
    assert main(["import", str(path), "--library", str(library.path)]) == 1
    said = capfd.readouterr().err
    assert "import.json" in said
    assert "\x1b" not in said
    assert Library(library.path).annotations.all() == []
    with pytest.raises(ExchangeError):
        read_export(REFUSED[name], "x")


async def test_a_colour_that_we_do_not_know_is_kept_and_drawn(library: Library, tmp_path: Path) -> None:
    from wxreader.settings import Settings
    from wxreader.tui.app import Reader

    row = library.rows()[0]
    text = library.article(row.id).paragraphs[0].text
    made = {**selector(exact=text[:4], end=4), "article": row.id, "source": row.source, "color": "octarine"}
    path = tmp_path / "import.json"
    path.write_text(json.dumps([made]), "utf-8")
    assert main(["import", str(path), "--library", str(library.path)]) == 0
    assert [a.color for a in Library(library.path).annotations.all()] == ["octarine"]
    app = Reader(Library(library.path), Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in library.rows():
            await pilot.press("enter", "j", "q", "j")
        await pilot.press("a", "j", "enter")
        await pilot.pause()
    assert app.crash is None


# -- bounded work -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["(" * 20_000 + "a" + ")" * 20_000, "(" * 20_000 + "a b" + ")" * 20_000, "( " * 20_000]
)
def test_nested_brackets_are_linear(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: how many characters of the query are looked at for white space."""
    looked = 0

    class Counting(str):
        def isspace(self) -> bool:
            nonlocal looked
            looked += 1
            return str.isspace(self)

        def __getitem__(self, key: Any) -> Any:
            return Counting(str.__getitem__(self, key))

        def __iter__(self) -> Any:
            return (Counting(c) for c in str.__iter__(self))

        def strip(self, chars: str | None = None) -> Any:
            return Counting(str.strip(self, chars))

    with suppress(WxError):
        parse(Counting(query))
    assert looked < 20 * len(query)
