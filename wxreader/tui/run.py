"""Opening the reader: what must be set before Textual is imported, and the way out."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from wxreader import __version__
from wxreader.i18n import _
from wxreader.library.library import Library
from wxreader.logbook import LOG, report_crash
from wxreader.settings import Settings
from wxreader.text import visible
from wxreader.tui.surroundings import TERMINAL, Surroundings


def run(
    library: Library, settings: Settings, mouse: bool = True, surroundings: Surroundings = TERMINAL
) -> int:
    """Open the reader on a library and return the exit status."""
    os.environ.setdefault(
        "TEXTUAL_DISABLE_KITTY_KEY", "1"
    )  # iTerm2 drops an input method's text in that mode
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")  # 64 KB for a page over SSH with it, 5 KB without
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault(
        "TEXTUAL_FPS", "120"
    )  # nothing moves by itself here: a key waits 8 ms for its frame, not 17
    from wxreader.tui.app import Reader
    from wxreader.tui.keymap import check_keys
    from wxreader.tui.terminal.widths import cells_of_ambiguous, widen

    check_keys(settings.keys)
    if cells_of_ambiguous(settings.ambiguous_width) > 1:
        widen()
        settings = replace(settings, ambiguous_width="2")
    LOG.info("reader %s, %d articles, TERM=%s", __version__, len(library.rows()), os.environ.get("TERM"))
    app = Reader(library, settings, surroundings)
    app.run(mouse=mouse)
    sys.stdout.flush()
    if app.crash is not None:
        return _tell_crash(app.crash)
    return app.return_code or 0


def _tell_crash(error: BaseException) -> int:
    """One sentence about an error of ours; what was made is on the disk already."""
    report = report_crash(error)
    where = _("; the report is {path}", path=report) if report else ""
    text = _(
        "wxreader stopped on an error of its own ({kind}); what you made is on the disk{where}",
        kind=type(error).__name__,
        where=where,
    )
    print(visible(text), file=sys.stderr)  # noqa: T201
    return 1
