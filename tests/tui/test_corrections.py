"""A wrong cut does not stay wrong: each correction made by keys, the source reloaded, the correction stands;
undone, it is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SEEDS
from tests.support.keys import main, press, said, shown
from wxreader.library.library import Library
from wxreader.library.loader import load

Make = Callable[..., Any]


def again(library: Library) -> Library:
    """The library after its sources were analysed anew."""
    load(Library(library.path), [SEEDS], again=True)
    return Library(library.path)


async def test_join(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "enter", "+")
        assert "joined" in said(pilot)
        assert len(main(pilot).articles.rows) == 15
        assert len(main(pilot).view.article.paragraphs) == 6
    assert len(again(library).rows()) == 15


async def test_split(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "}", "|")
        assert len(main(pilot).articles.rows) == 17
        assert len(main(pilot).view.article.paragraphs) == 1
    assert len(again(library).rows()) == 17


async def test_move_headline(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        before = main(pilot).view.article.headline
        await press(pilot, "enter", "^", "j", "enter")
        assert main(pilot).view.article.headline == ("韩国吉佳蓝公司在锡落户中国总部项目",)
    rows = again(library).rows()
    assert any(r.headline == " ".join(before) and r.order == 2 for r in rows)


async def test_edit_in_the_editor(
    reader: Make, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nsed -i s/主持会议并讲话/主持会议并作讲话/ "$1"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "E")
        assert "主持会议并作讲话" in main(pilot).view.article.paragraphs[0].text
        assert "主持会议并作讲话" in shown(main(pilot).view)
    article = again(library).articles()
    assert any("主持会议并作讲话" in a.paragraphs[0].text for a in article)


async def test_a_failing_editor_changes_nothing(
    reader: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "E")
        assert "ended with status 1" in said(pilot)
    assert library.annotations.corrections() == []


async def test_corrections_are_undone_and_made_again(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "enter", "+", "u")
        assert len(main(pilot).articles.rows) == 16
        await press(pilot, "ctrl+r")
        assert len(main(pilot).articles.rows) == 15
        await press(pilot, "u", "u")
        assert "nothing to undo" in said(pilot)
    assert library.annotations.corrections() == []


async def test_bookmarks_are_undone_too(reader: Make, library: Library) -> None:
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "u")
        assert library.annotations.all() == []
        await press(pilot, "ctrl+r")
        assert len(library.annotations.all()) == 1


async def test_what_a_crash_came_between_is_mended_when_the_reader_opens(
    reader: Make, library: Library
) -> None:
    catalogue = library.shelves.path(0)
    before = catalogue.read_bytes()
    async with reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "enter", "+")
    catalogue.write_bytes(before)  # as if the machine had stopped before it was written
    library.refresh()
    assert len(library.rows()) == 16
    async with reader().run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert len(main(pilot).articles.rows) == 15
