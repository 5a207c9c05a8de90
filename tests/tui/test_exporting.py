"""Exports from the annotations screen: a form, a place, an earlier file brought up to date, own templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.keys import Make, press, said, shown, type_text
from wxreader.library.library import Library
from wxreader.tui.terminal import clipboard


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder and a settings' folder of the test's own."""
    monkeypatch.setenv("WXREADER_SETTINGS", str(tmp_path / "settings" / "settings.toml"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_a_form_and_a_file_are_asked_for(reader: Make, here: Path) -> None:
    """b12: it asked the form alone, and hid the place."""
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "a", "e")
        offered = shown(pilot.app.screen.query_one("#choices"))
        for form in ("markdown", "csv", "w3c", "gbt7714", "bibtex", "ris", "csl-json"):
            assert form in offered
        await press(pilot, "enter", "enter", *["backspace"] * 30)
        await type_text(pilot, "mine.md")
        await press(pilot, "enter")
        assert said(pilot).startswith("written: mine.md in ")
    assert (here / "mine.md").read_text("utf-8").count("> ") == 1


async def test_a_second_export_leaves_what_the_user_wrote(reader: Make, library: Library, here: Path) -> None:
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "a", "e", "enter", "enter", "enter")
        file = here / "wxreader-notes.md"
        file.write_text("My own words.\n\n" + file.read_text("utf-8") + "\nMore of mine.\n", "utf-8")
        await press(pilot, "q", "f", "d", "enter", "a", "e", "enter", "enter", "enter")
        assert said(pilot).startswith("brought up to date: ")
        text = file.read_text("utf-8")
        assert text.startswith("My own words.\n")
        assert "More of mine." in text
        assert text.count("> ") == 2


async def test_another_file_is_never_written_over(reader: Make, here: Path) -> None:
    (here / "wxreader-notes.md").write_text("a diary\n", "utf-8")
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "a", "e", "enter", "enter", "enter")
        assert "exists already; choose another name" in said(pilot)
    assert (here / "wxreader-notes.md").read_text("utf-8") == "a diary\n"


async def test_to_the_clipboard(reader: Make, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda app, text: copied.append(text))
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "a", "e", "/", *"gbt", "enter", "j", "enter")
        assert said(pilot).endswith("characters copied")
    assert len(copied) == 1
    assert "[N]" in copied[0]
    assert list(here.iterdir()) == []


async def test_a_template_of_ones_own(reader: Make, here: Path, tmp_path: Path) -> None:
    folder = tmp_path / "settings" / "templates"
    folder.mkdir(parents=True)
    (folder / "quotes.tex.j2").write_text(
        "{% for x in articles %}{{ x.annotations|length }} in {{ x.headline }}\n{% endfor %}"
    )
    (folder / "wrong.j2").write_text("{% for %}")
    async with reader().run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "f", "f", "enter", "a", "e", "/", *"quotes", "enter", "enter", "enter")
        assert said(pilot).startswith("written: wxreader-notes.tex")
        await press(pilot, "e", "/", *"wrong", "enter", "enter", "enter")
        assert "wrong.j2" in said(pilot)
    assert (here / "wxreader-notes.tex").read_text("utf-8").startswith("1 in ")
    assert [p.name for p in here.iterdir()] == ["wxreader-notes.tex"]
