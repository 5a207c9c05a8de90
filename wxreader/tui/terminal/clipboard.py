"""Copying out of the terminal: OSC 52 through Textual, and the system's own tool where there is one."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress

from textual.app import App

from wxreader.text import visible
from wxreader.tui.surroundings import around

TOOLS = (("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"), ("pbcopy",))
"""Clipboard tools by their command line; the first that is installed is used."""


def copy(app: App[None], text: str) -> None:
    """Copy a text; no character of it acts on a terminal that it is pasted into."""
    shown = visible(text)
    app.copy_to_clipboard(shown)
    if not around(app).own_clipboard:
        return
    tool = next((t for t in TOOLS if shutil.which(t[0])), None)
    if tool is not None:
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(
                list(tool),
                input=shown.encode("utf-8", "replace"),
                timeout=2,
                check=False,
                capture_output=True,
            )
