"""The settings file: every value is checked, errors name the line, saving keeps the comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from wxreader.errors import SettingsError
from wxreader.settings import Settings, load_settings, save_option, show_settings


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return load_settings(path)


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


TAKEN = {
    "nothing": ("", "theme", Settings().theme),
    "a choice": ('language = "en"', "language", "en"),
    "a number": ("measure = 20", "measure", 20),
    "a switch": ("mouse = false", "mouse", False),
    "keys": ('[keys]\nzen = "Z"', "keys", {"zen": "Z"}),
}


@pytest.mark.parametrize(("text", "name", "value"), TAKEN.values(), ids=TAKEN.keys())
def test_a_value_is_taken(tmp_path: Path, text: str, name: str, value: object) -> None:
    assert getattr(read(tmp_path, text), name) == value


REFUSED = {
    "no such option": ('thme = "dark"', "line 1: .*thme"),
    "a spelling near by": ('langauge = "zh"', "did you mean 'language'"),
    "no such choice": ('language = "de"', "language is"),
    "a number for a switch": ("mouse = 1", "mouse is true or false"),
    "a switch for a number": ("measure = true", "measure is a number"),
    "a number out of bounds": ("\n\nmeasure = -1", "line 3: measure is a number from"),
    "keys that are no table": ("keys = 1", "keys is a table"),
    "a key that is no text": ("[keys]\nzen = 1", "keys is a table"),
    "no TOML": ("= 1", "not valid TOML"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(tmp_path, text)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(path)


def test_saving_an_option_keeps_comments_and_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# mine\nlanguage = "en" # because\n', "utf-8")
    save_option("theme", Settings().theme, path)
    assert "# mine" in path.read_text("utf-8")
    assert "# because" in path.read_text("utf-8")
    assert load_settings(path).language == "en"


def test_what_is_shown_is_a_settings_file(tmp_path: Path) -> None:
    assert read(tmp_path, show_settings(Settings())) == Settings()
