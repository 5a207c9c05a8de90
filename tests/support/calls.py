"""The program called as a process, as a script calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


def call(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """`wxreader ARGS`, with changes to the environment."""
    return subprocess.run(
        [sys.executable, "-m", "wxreader", *args],
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**os.environ, **env},
        check=False,
    )


def result(*args: str, **env: str) -> Any:
    """The JSON document that a call prints."""
    done = call(*args, **env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
