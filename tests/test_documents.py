"""What documents and docstrings say is there: every file they name exists, every option is documented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILE = re.compile(r"(?<![\w./<{*-])((?:[\w-]+/)*[\w-]+\.(?:py|md|txt|toml|json|tcss|yml))(?![\w/])")
"""A file as text names it: with the folders before it, or alone."""
MADE = {
    "annotations.json", "catalogue.json", "crash.txt", "debug.log", "manifest.json", "meta.json", "out.md",
    "settings.toml", "state.json", "thesis.md", "file.txt", "notes.md", "page.txt", "2025/01.txt",
    "users.toml",
    "docs/shared.md", "shelves/00000.json", "groups.json",
}  # fmt: skip
"""Files that the program or its user makes."""


def names_of_files() -> tuple[set[str], set[str]]:
    """Paths in the repository, and their last parts."""
    paths = [
        p for p in ROOT.rglob("*") if p.is_file() and not {".git", ".venv", "__pycache__"} & set(p.parts)
    ]
    relative = {str(p.relative_to(ROOT)) for p in paths}
    return relative, {p.name for p in paths}


def texts() -> list[tuple[str, str]]:
    """Documents, and the docstrings of every module."""
    found = [
        (str(p.relative_to(ROOT)), p.read_text("utf-8"))
        for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
    ]
    for folder in ("wxreader", "tools", "benchmarks", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            said = [
                node.value.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ]
            found.append((str(path.relative_to(ROOT)), "\n".join(said)))
    return found


def test_every_file_that_is_named_exists() -> None:
    paths, names = names_of_files()
    missing = []
    for where, text in texts():
        if where == "CHANGELOG.md":
            continue  # it tells of the past
        for name in FILE.findall(text):
            there = (
                name in paths or any(p.endswith("/" + name) for p in paths) if "/" in name else name in names
            )
            if not there and name not in MADE:
                missing.append(f"{where}: {name}")
    assert missing == []


@pytest.mark.parametrize("tool", ["docs.py", "messages.py"])
def test_what_is_made_or_checked_from_the_code_is_true(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / tool), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert Path(ROOT / "docs" / "settings.md").exists()
