"""Copying out of the terminal: OSC 52 through Textual, and the system's own tool where there is one.

A tool may wait for ever, or leave a child behind that holds its output (xclip does): nobody waits
for it where keys are read.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from threading import Thread

from textual.app import App

from wxreader.text import visible
from wxreader.tui.surroundings import around

TOOLS = (("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"), ("pbcopy",))
"""Clipboard tools by their command line; the first that is installed is used."""
PATIENCE = 10.0
"""Seconds after which a tool that has not ended is ended (chosen)."""


def copy(app: App[None], text: str) -> None:
    """Copy a text; no character of it acts on a terminal that it is pasted into."""
    shown = visible(text)
    app.copy_to_clipboard(shown)
    if not around(app).own_clipboard:
        return
    tool = next((t for t in TOOLS if shutil.which(t[0])), None)
    if tool is not None:
        Thread(target=_hand_over, args=(tool, shown.encode("utf-8", "replace")), daemon=True).start()


def _hand_over(tool: tuple[str, ...], data: bytes) -> None:
    """Give a tool what it is to copy."""
    quiet = subprocess.DEVNULL
    with suppress(OSError, ValueError):
        process = subprocess.Popen(
            tool, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        )
        try:
            process.communicate(data, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
