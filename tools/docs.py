"""Write docs/settings.md from the tables of settings and commands; `--check` says whether it is true."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

from wxreader.settings import Settings
from wxreader.tui.keymap import COMMANDS, MOVES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = """# Settings

One TOML file, `settings.toml` in the user's config folder (`$WXREADER_SETTINGS` names another). `wxreader --show-settings` prints it
with every default. A wrong key or value is refused with file, line and what was meant. This page is made by `tools/docs.py`.

| option | default | what it is |
|---|---|---|
"""
KEYS = """
## Keys

`[keys]` gives a command other keys, several parted by commas: `bookmark_article = "B"`. `wxreader --show-keys` lists the commands.

| command | keys | where | what it does |
|---|---|---|---|
"""


def _default(value: object) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else str(value)
        if isinstance(value, int)
        else f'"{value}"'
    )


def page() -> str:
    """The page as it should be."""
    rows = []
    for f in fields(Settings):
        default = "" if f.name == "keys" else f"`{_default(f.default)}`"
        choices = " or ".join(f"`{c}`" for c in f.metadata["choices"])
        span = f" From {f.metadata['low']} to {f.metadata['high']}." if f.metadata["high"] else ""
        rows.append(
            f"| `{f.name}` | {default} | {f.metadata['doc']}{f' One of {choices}.' if choices else ''}{span} |"
        )
    keys = [
        f"| `{c.name}` | {' '.join(f'`{k}`' for k in c.keys)} | {c.where} | {c.help} |"
        for c in (*COMMANDS, *MOVES)
    ]
    return HEAD + "\n".join(rows) + "\n" + KEYS + "\n".join(keys) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
