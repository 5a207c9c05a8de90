"""The one reader of the package's data: word lists, tables and fitted weights in `wxreader/data/`.

Every text file begins with `# ` lines that say what it holds and where it is from. `words` are parted
by blanks; a file of several lists has `# name` or `# name: what` above each (`sections`); a table has a
row a line, its cells parted by tabs (`rows`). A wrong list is mended there, not in code.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

COMMENT = "#"
"""Begins a line that is not data."""


def raw(name: str) -> str:
    """A data file's whole text: `raw("aliases.txt")`."""
    return resources.files("wxreader").joinpath("data", name).read_text("utf-8")


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file by what the comment above each calls it, up to a colon."""
    lists: dict[str, list[str]] = {"": []}
    now = lists[""]
    for row in raw(name).split("\n"):
        if row.startswith(COMMENT):
            now = lists.setdefault(row.removeprefix(COMMENT).split(":")[0].strip(), [])
        else:
            now.extend(row.split())
    return {section: tuple(found) for section, found in lists.items()}


def words(name: str) -> tuple[str, ...]:
    """All words of a file, in its order."""
    return tuple(word for row in raw(name).split("\n") if not row.startswith(COMMENT) for word in row.split())


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a table."""
    return [
        tuple(row.split("\t")) for row in raw(name).split("\n") if row.strip() and not row.startswith(COMMENT)
    ]


def weights(name: str) -> dict[str, Any]:
    """A JSON file: fitted weights with what they were fitted on."""
    table: dict[str, Any] = json.loads(raw(name))
    return table
