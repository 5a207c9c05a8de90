"""Settings: one TOML file in the user's config folder, each option declared once, here.

Documentation (`docs/settings.md`), `--show-settings` and checking are made from the same table, so
an option cannot exist without its help or be misspelled without a word about it.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from wxreader.errors import SettingsError
from wxreader.i18n import _
from wxreader.regular import read_regular


def _option(default: Any, doc: str, choices: tuple[str, ...] = (), low: int = 0, high: int = 0) -> Any:
    """A dataclass field that carries its help text and what it may be."""
    metadata = {"doc": doc, "choices": choices, "low": low, "high": high}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


LARGEST = 1_000_000
"""Bytes of a settings file (chosen)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every option with its default."""

    theme: str = _option("wx-dark", "Theme of the reader; a theme chosen in the reader is written here.")
    language: str = _option(
        "auto", "Language of the interface; auto follows the locale.", ("auto", "zh", "en")
    )
    measure: int = _option(38, "Width of the text, in Chinese characters (two cells each).", (), 8, 100)
    justify: bool = _option(False, "Fill lines to a straight right edge.")
    paragraph_space: bool = _option(False, "An empty line between paragraphs.")
    ambiguous_width: str = _option(
        "auto", "Cells of “ ” · … — : 1, 2, or auto (asks the terminal).", ("auto", "1", "2")
    )
    order: str = _option("date", "Order of the list: by date, newest first, or by page.", ("date", "page"))
    engine: str = _option(
        "tagger",
        "Recogniser of people, organisations and places; jieba and lac, which there were, mean the same.",
        ("tagger", "jieba", "lac"),
    )
    userdict: str = _option(
        "", "A dictionary file for jieba: a word, its frequency and part of speech a line."
    )
    aliases: str = _option(
        "",
        "A file of names and their aliases: a name, PER, ORG or LOC, and its aliases a line, "
        "with tabs between.",
    )
    issued_pattern: str = _option(
        "",
        "Where files' names hold the day of the paper: wxrb-YYMMDD-PAGE*, "
        "with YYYY or YY, MM, DD, PAGE, PAPER, *.",
    )
    cluster_ca: str = _option("", "TLS to a Dask cluster: the file of the authority's certificate.")
    cluster_cert: str = _option("", "TLS to a Dask cluster: the file of the loader's own certificate.")
    cluster_key: str = _option("", "TLS to a Dask cluster: the file of the loader's own key.")
    opensearch_user: str = _option(
        "", "A shared archive on OpenSearch: the user; $WXREADER_OPENSEARCH_USER goes before it."
    )
    opensearch_ca: str = _option(
        "", "The same: the file of the authority's certificate, where the machine does not know it."
    )
    password_command: str = _option(
        "", "The same: a command that prints the user's password on its first line."
    )
    mouse: bool = _option(True, "Use the mouse.")
    keys: Mapping[str, str] = _option(
        {}, 'Keys by command: a table [keys] with lines such as bookmark = "m".'
    )


def settings_path() -> Path:
    """Where the settings file is: `$WXREADER_SETTINGS`, or settings.toml in the user's config folder."""
    named = os.environ.get("WXREADER_SETTINGS")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_config_dir("wxreader", appauthor=False)) / "settings.toml"


def _line_of(text: str, key: str) -> int:
    """Line (from 1) on which a key is set; 1 where it is not found."""
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[\s*{re.escape(key)}\s*\]", line):
            return number
    return 1


def _check(name: str, value: Any, where: str) -> Any:
    """A value as its option takes it.

    Raises:
        SettingsError: It is of the wrong type or not one of the choices.
    """
    option = next(f for f in fields(Settings) if f.name == name)
    if name == "keys":
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise SettingsError(_('{where}: keys is a table of command = "key" lines', where=where))
        return value
    checks = {bool: _check_switch, int: _check_number, str: _check_text}
    return checks[type(option.default)](option, value, where)


def _is_number(value: Any) -> bool:
    """Whether TOML gave a whole number; Python takes true for one too."""
    return isinstance(value, int) and not isinstance(value, bool)


def _check_switch(option: Field[Any], value: Any, where: str) -> bool:
    if isinstance(value, bool):
        return value
    raise SettingsError(
        _("{where}: {name} is true or false, not {value!r}", where=where, name=option.name, value=value)
    )


def _check_number(option: Field[Any], value: Any, where: str) -> int:
    low, high = option.metadata["low"], option.metadata["high"]
    if _is_number(value) and low <= value <= high:
        return int(value)
    raise SettingsError(
        _(
            "{where}: {name} is a number from {low} to {high}, not {value!r}",
            where=where,
            name=option.name,
            low=low,
            high=high,
            value=value,
        )
    )


def _check_text(option: Field[Any], value: Any, where: str) -> str:
    choices: tuple[str, ...] = option.metadata["choices"]
    text = str(value) if _is_number(value) else value
    if isinstance(text, str) and (not choices or text in choices):
        return text
    meant = difflib.get_close_matches(str(value), choices, 1)
    raise SettingsError(
        _(
            "{where}: {name} is {allowed}, not {value!r}{hint}",
            where=where,
            name=option.name,
            allowed=" / ".join(map(repr, choices)) or _("a text"),
            value=text,
            hint=_("; did you mean {meant!r}?", meant=meant[0]) if meant else "",
        )
    )


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings file; the defaults where there is none.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or has a wrong key or value.
    """
    path = path or settings_path()
    try:
        text = read_regular(path, LARGEST).decode("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise SettingsError(
            _("{path}: the settings cannot be read ({error})", path=path, error=error)
        ) from None
    import tomllib  # only where there is a settings file

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also digits by the thousand, brackets in brackets
        raise SettingsError(_("{path}: not valid TOML: {error}", path=path, error=error)) from None
    names = [f.name for f in fields(Settings)]
    values = {}
    for key, value in table.items():
        where = _("{path}, line {line}", path=path, line=_line_of(text, key))
        if key not in names:
            meant = difflib.get_close_matches(key, names, 1)
            hint = (
                _("; did you mean {meant!r}?", meant=meant[0])
                if meant
                else _("; the options are {names}", names=", ".join(names))
            )
            raise SettingsError(
                _("{where}: no option is called {key!r}{hint}", where=where, key=key, hint=hint)
            )
        values[key] = _check(key, value, where)
    return Settings(**values)


def _as_toml(value: object) -> str:
    """A value as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    import json  # TOML's texts are written as JSON's

    return json.dumps(value, ensure_ascii=False)


def show_settings(settings: Settings) -> str:
    """The settings as a TOML file with each option's help: what `--show-settings` prints."""
    lines = [f"# {settings_path()}"]
    for option in fields(Settings):
        if option.name == "keys":
            continue
        value = getattr(settings, option.name)
        default = option.default
        shown_default = str(default).lower() if isinstance(default, bool) else repr(default)
        lines += [
            "",
            f"# {option.metadata['doc']} (default: {shown_default})",
            f"{option.name} = {_as_toml(value)}",
        ]
    lines += ["", "# Keys by command; `wxreader --show-keys` lists the commands.", "[keys]"]
    lines += [f'{name} = "{key}"' for name, key in settings.keys.items()]
    return "\n".join(lines) + "\n"


def save_option(name: str, value: str, path: Path | None = None) -> None:
    """Write one option into the settings file; comments and the other options stay as they are.

    Raises:
        SettingsError: The file cannot be written.
    """
    import tomlkit

    from wxreader.atomic import write_atomic

    path = path or settings_path()
    try:
        document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
        document[name] = value
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, tomlkit.dumps(document).encode())
    except OSError as error:
        raise SettingsError(
            _("{path}: the settings cannot be written ({strerror})", path=path, strerror=error.strerror)
        ) from None
