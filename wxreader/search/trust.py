"""Whether an index folder may be opened: tantivy deletes, at a commit, whatever its own list of files names.

`.managed.json` holds names that tantivy joins to the folder as they are, `/home/u/thesis.txt` and
`../annotations.json` too, and a manifest that verifies says nothing about who made it. So a folder
is opened only when it is a folder, holds regular files alone, and every name in it and in the list
is one that tantivy makes; anything else is thrown away and made anew.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from contextlib import suppress
from pathlib import Path

import orjson

from wxreader.errors import StoreError
from wxreader.library.own import own_folder, read_own

MANAGED = ".managed.json"
_TANTIVYS = re.compile(
    r"""
    [0-9a-f]{32}(\.[0-9]+)?\.[a-z]+      # a segment's file, with the opstamp of its deletions
    | meta\.json
    | \.managed\.json
    | \.tantivy-(meta|writer)\.lock
    """,
    re.VERBOSE,
)
_OURS = re.compile(r"\.?(manifest|words|groups)\.json(\.[0-9]+\.tmp)?")
LARGEST_LIST = 10_000_000
"""Bytes of tantivy's list of files: a segment has eight names of 40 bytes (chosen)."""


def is_ours(folder: Path) -> bool:
    """Whether an index folder holds nothing but what tantivy and we make, and names nothing else."""
    try:
        own_folder(folder)
        with os.scandir(folder) as entries:
            for entry in entries:
                if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                    return False
                if not (_TANTIVYS.fullmatch(entry.name) or _OURS.fullmatch(entry.name)):
                    return False
        return _names_only_its_own(read_own(folder / MANAGED, LARGEST_LIST))
    except (OSError, StoreError):
        return False


def _names_only_its_own(managed: bytes) -> bool:
    try:
        names = orjson.loads(managed)
    except ValueError:
        return False
    return isinstance(names, list) and all(isinstance(n, str) and _TANTIVYS.fullmatch(n) for n in names)


def remove(folder: Path) -> None:
    """Throw an index folder away, or the link or file in its place; nothing outside is touched."""
    with suppress(OSError):
        if folder.is_symlink() or not folder.is_dir():
            folder.unlink()
        else:
            shutil.rmtree(folder)
