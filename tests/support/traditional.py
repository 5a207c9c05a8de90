"""Simplified text in traditional characters, roughly: for making Big5 files out of the seeds."""

from __future__ import annotations

from importlib import resources


def to_traditional(text: str) -> str:
    """Each character in the traditional form that our folding takes back to it and that Big5 has."""
    rows = resources.files("wxreader").joinpath("data/traditional.txt").read_text("utf-8").split("\n")
    table: dict[str, str] = {}
    for pair in (p for row in rows if not row.startswith("#") for p in row.split()):
        if pair[0].encode("big5", "ignore"):
            table.setdefault(pair[1], pair[0])
    return "".join(table.get(c, c) for c in text)
