"""Worker processes of the loader: they leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SEEDS

SECONDS = 60.0
"""Longest that the end of every process of a loader is waited for."""


def processes_of(marker: str) -> list[int]:
    """Processes that have a word in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            running = (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            continue
        if running and marker.encode() in environment.split(b"\0"):
            found.append(int(folder.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc")
def test_a_killed_loader_leaves_no_worker_waiting(tmp_path: Path) -> None:
    marker = f"WXREADER_TEST_MARK={tmp_path}"
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n}.txt").write_text(
            f"{n}\n{sorted(SEEDS.glob('*.txt'))[n % 5].read_text('utf-8')}", "utf-8"
        )
    loader = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "wxreader",
            "--library",
            str(tmp_path / "library"),
            "load",
            str(folder),
            "--workers",
            "2",
        ],
        env={**os.environ, "WXREADER_TEST_MARK": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + SECONDS
    while len(processes_of(marker)) < 4 and time.monotonic() < end:  # loader, tracker, server, a worker
        time.sleep(0.05)
    assert len(processes_of(marker)) >= 4
    loader.kill()
    loader.wait()
    while processes_of(marker) and time.monotonic() < end:
        time.sleep(0.05)
    assert processes_of(marker) == []
