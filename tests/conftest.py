"""What every test may lean on: the real seeds, a library loaded with them, the reader on it."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wxreader import i18n
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.search.index import update_index
from wxreader.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"
MANY_FILES = 300


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test touches the user's own folders; the interface speaks English."""
    home = tmp_path_factory.mktemp("home")
    kept = os.environ.get("XDG_CACHE_HOME")  # jieba's cache is slow to make and the same for all
    os.environ.update(
        HOME=str(home),
        XDG_DATA_HOME=str(home / "data"),
        XDG_CONFIG_HOME=str(home / "config"),
        XDG_STATE_HOME=str(home / "state"),
    )
    os.environ["XDG_CACHE_HOME"] = kept or str(ROOT / ".pytest_cache" / "cache-home")
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.pop("WXREADER_LIBRARY", None)
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def few_open_files() -> Iterator[None]:
    """Libraries of earlier tests are closed before they are too many.

    A library's files are closed with it, and the reader tells the garbage collector to leave alone what
    stands when its first screen does; in one process that opens a thousand readers that is a thousand
    libraries. select() takes descriptors below 1,024.
    """
    yield
    if len(os.listdir("/dev/fd")) > MANY_FILES:
        gc.unfreeze()
        gc.collect()


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    """The five seeds' texts by file name."""
    return {p.name: p.read_text("utf-8") for p in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="session")
def gold() -> dict[str, list[dict[str, Any]]]:
    """The seeds' articles as two careful readers have them, by file name."""
    pages = [json.loads(p.read_text("utf-8")) for p in sorted(GOLD.glob("*.json"))]
    return {p["source"]: p["articles"] for p in pages}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library folder with the seeds in it, loaded once; take `library` to write in one."""
    path = tmp_path_factory.mktemp("loaded") / "library"
    load(Library(path), [SEEDS])
    update_index(Library(path))
    return path


@pytest.fixture
def library(loaded: Path, tmp_path: Path) -> Library:
    """A library of the test's own with the seeds in it."""
    path = tmp_path / "library"
    shutil.copytree(loaded, path)
    return Library(path)


@pytest.fixture
def reader(library: Library) -> Callable[..., Any]:
    """Make the reader on the test's library."""
    from wxreader.tui.app import Reader

    def make(**options: Any) -> Any:
        return Reader(library, Settings(**options))

    return make
