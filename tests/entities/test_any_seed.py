"""The order of a set never decides what a page becomes: the same library on every machine, every time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SCRIPT = """
import hashlib, pathlib
from wxreader.library.loader import Job, make_page
for path in sorted(pathlib.Path("seeds").glob("*.txt")):
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    job = Job(path=str(path), file=path, name=path.name, sha256=sha256, limit=10**8)
    print(repr(make_page(job)))
"""


def test_two_hash_seeds_make_the_same_pages() -> None:
    pages = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("11", "15")
    }
    assert len(pages) == 1
