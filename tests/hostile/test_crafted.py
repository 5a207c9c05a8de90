"""A library is data from strangers: no traceback, no control byte, no hang, nothing outside touched."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.hostile import crafted
from wxreader.cli import main
from wxreader.library.library import Library
from wxreader.settings import Settings
from wxreader.tui.app import Reader

LONGEST = 180
"""Seconds after which a call is said to hang."""
SLOW = {"catalogue_of_100000_rows_more", "headline_of_8_megabytes"}
"""Run by hand (`python -m tests.hostile.run_crafted`): they take seconds."""
QUICK = sorted(set(crafted.CASES) - SLOW)


@pytest.fixture
def alarm() -> Iterator[None]:
    """A call that waits for ever fails instead."""

    def ring(number: int, frame: object) -> None:
        raise TimeoutError("it hangs")

    old = signal.signal(signal.SIGALRM, ring)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)


@pytest.mark.parametrize("name", QUICK)
def test_every_command_survives(
    loaded: Path, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str], alarm: None
) -> None:
    library = crafted.prepare(name, loaded, tmp_path)
    before = crafted.fingerprint(tmp_path / crafted.OUTSIDE)
    article = Library(loaded).rows()[0].id
    for call in crafted.calls(article, SEEDS):
        assert main([*call, "--library", str(library)]) in (0, 1, 2)
        seen = "".join(capfd.readouterr())
        assert "panicked" not in seen
        assert "error of its own" not in seen
        if call[0] != "export":
            assert not {"\x1b", "\x07", "\0"} & set(seen)
    assert crafted.fingerprint(tmp_path / crafted.OUTSIDE) == before


@pytest.mark.parametrize("name", QUICK)
def test_repair_mends_it(
    loaded: Path, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str], alarm: None
) -> None:
    """After `check --repair`, and a load where it says so, nothing is wrong and every article is there."""
    library = crafted.prepare(name, loaded, tmp_path)
    main(["check", "--repair", "--library", str(library)])
    main(["load", str(SEEDS), "--library", str(library)])
    capfd.readouterr()
    assert main(["check", "--library", str(library)]) == 0, capfd.readouterr()
    assert {r.id for r in Library(library).rows()} == {r.id for r in Library(loaded).rows()}


OPENED = [
    "annotation_of_another_colour", "reading_past_the_end", "searches_with_escapes_and_markup",
    "selector_of_huge_numbers", "articles_without_a_word", "mentions_named_with_escapes", "page_a_pipe",
    "table_rows_with_null", "table_head_of_huge_numbers",
    "annotations_a_pipe", "index_that_names_files_outside",
]  # fmt: skip


@pytest.mark.parametrize("name", OPENED)
async def test_the_reader_survives(loaded: Path, tmp_path: Path, name: str, alarm: None) -> None:
    library = crafted.prepare(name, loaded, tmp_path)
    before = crafted.fingerprint(tmp_path / crafted.OUTSIDE)
    app = Reader(Library(library), Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        for key in (
            "enter",
            "j",
            "n",
            "r",
            "t",
            "t",
            "f",
            "a",
            "escape",
            "q",
            "a",
            "escape",
            "down",
            "enter",
            "escape",
        ):
            await pilot.press(key)
        await pilot.pause()
    assert app.crash is None
    assert crafted.fingerprint(tmp_path / crafted.OUTSIDE) == before
