"""Write docs/settings.md and the man page from settings, keys and commands; check docs/cli.md against them.

python tools/docs.py          write
python tools/docs.py --check  exit status 1 and what differs, where a page is not true
"""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import fields
from pathlib import Path

from wxreader import __version__
from wxreader.cli.command import COMMON, Subcommand
from wxreader.cli.commands import all_commands
from wxreader.cli.commands.reader import READER
from wxreader.cli.manual import man_page
from wxreader.settings import Settings
from wxreader.tui.keymap import COMMANDS, MOVES

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "settings.md"
CLI_PAGE = DOCS / "cli.md"
MAN_PAGE = DOCS / "wxreader.1"
HEAD = """# Settings

One TOML file, `settings.toml` in the user's config folder (`$WXREADER_SETTINGS` names another).
`wxreader --show-settings` prints it with every default. A wrong key or value is refused with file,
line and what was meant. This page is made by `tools/docs.py`.

| option | default | what it is |
|---|---|---|
"""
KEYS = """
## Keys

`[keys]` gives a command other keys, several parted by commas: `bookmark_article = "B"`.
`wxreader --show-keys` lists the commands.

| command | keys | where | what it does |
|---|---|---|---|
"""


def _default(value: object) -> str:
    """A default as it stands in the settings file."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'


def page() -> str:
    """The page as it should be."""
    rows = []
    for f in fields(Settings):
        default = "" if f.name == "keys" else f"`{_default(f.default)}`"
        choices = " or ".join(f"`{c}`" for c in f.metadata["choices"])
        span = f" From {f.metadata['low']} to {f.metadata['high']}." if f.metadata["high"] else ""
        allowed = f" One of {choices}." if choices else ""
        rows.append(f"| `{f.name}` | {default} | {f.metadata['doc']}{allowed}{span} |")
    keys = [
        f"| `{c.name}` | {' '.join(f'`{k}`' for k in c.keys)} | {c.where} | {c.help} |"
        for c in (*COMMANDS, *MOVES)
    ]
    return HEAD + "\n".join(rows) + "\n" + KEYS + "\n".join(keys) + "\n"


def made() -> dict[Path, str]:
    """The pages that are made, as they should be."""
    return {PAGE: page(), MAN_PAGE: man_page(READER, all_commands(), __version__)}


def differences() -> list[str]:
    """Lines of the made pages that are not as they should be."""
    lines: list[str] = []
    for path, text in made().items():
        there = path.read_text("utf-8") if path.exists() else ""
        lines += difflib.unified_diff(there.split("\n"), text.split("\n"), str(path), "made", lineterm="")
    return lines


def options_of(command: Subcommand) -> set[str]:
    """Names of a command's options; of the common ones too for the call without a command."""
    options = command.options if command.name else (*COMMON, *command.options)
    return {name for option in options if not option.is_positional for name in option.names}


def documented(command: Subcommand, text: str) -> set[str]:
    """Options that docs/cli.md names for a command: in the first cells of its rows."""
    row = rf"^\| `wxreader {command.name}\b(.*?)\|? \| " if command.name else None
    parts = re.findall(row, text, re.MULTILINE) if row else [text]
    return set(re.findall(r"--[a-z][a-z-]*", " ".join(parts)))


def undocumented() -> list[str]:
    """A sentence for every option that docs/cli.md lacks, or has of its own."""
    text = CLI_PAGE.read_text("utf-8")
    complaints = []
    for command in (READER, *all_commands()):
        has, named = options_of(command), documented(command, text)
        name = f"wxreader {command.name}".rstrip()
        complaints += [f"{CLI_PAGE}: {name} has {option}" for option in sorted(has - named)]
        if command.name:
            complaints += [f"{CLI_PAGE}: {name} has no {option}" for option in sorted(named - has)]
    return complaints


def main() -> int:
    """Write the page, or check both."""
    if "--check" not in sys.argv:
        for path, text in made().items():
            path.write_text(text, "utf-8")
        return 0
    complaints = [*differences(), *undocumented()]
    print(*complaints, sep="\n", end="\n" if complaints else "")
    if complaints:
        print("`make fix` writes docs/settings.md and docs/wxreader.1; docs/cli.md is written by hand")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
