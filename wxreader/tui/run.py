"""Opening the reader: what must be set before Textual is imported, and the way out."""

from __future__ import annotations

import os
import sys

from wxreader.library.library import Library
from wxreader.settings import Settings


def run(library: Library, settings: Settings, mouse: bool = True) -> int:
    """Open the reader on a library and return the exit status."""
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # iTerm2 drops an input method's text in that mode
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")  # 64 KB for a page over SSH with it, 5 KB without
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_FPS", "120")  # nothing moves by itself here: a key waits 8 ms for its frame, not 17
    from wxreader.tui.app import Reader
    from wxreader.tui.keymap import check_keys

    check_keys(settings.keys)
    app = Reader(library, settings)
    app.run(mouse=mouse)
    status = app.return_code or 0
    sys.stdout.flush()
    return status
