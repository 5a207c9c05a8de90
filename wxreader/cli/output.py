"""What the headless calls share: the library that a call names, and the ways to stdout and stderr."""
# ruff: noqa: T201

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from wxreader.library.library import Library, default_path
from wxreader.text import one_line, visible

Args = argparse.Namespace


def open_library(args: Args) -> Library:
    """The library that the call names."""
    return Library(args.library or default_path())


def say(sentence: str) -> None:
    """A sentence for the person, on stderr."""
    print(f"wxreader: {one_line(sentence)}", file=sys.stderr)


def out(value: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.buffer.write(
        json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    )


def text(shown: str) -> None:
    """Text on stdout: no character of it acts on a terminal."""
    sys.stdout.write(visible(shown) + "\n")
