"""Opening the reader: what must be set before Textual is imported, and the way out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from wxreader import __version__
from wxreader.i18n import _
from wxreader.library.store import Store
from wxreader.library.words import Rescued
from wxreader.logbook import LOG, report_crash
from wxreader.model import Place
from wxreader.settings import Settings
from wxreader.text import visible
from wxreader.tui.surroundings import TERMINAL, Surroundings


def run(
    library: Store,
    settings: Settings,
    mouse: bool = True,
    surroundings: Surroundings = TERMINAL,
    goal: tuple[str, Place | None] | None = None,
    watched: Sequence[Path] = (),
) -> int:
    """Open the reader on a library, at an article and place if one is given, and return the exit status.

    What appears in the `watched` folders is loaded while it is open.
    """
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
    from wxreader.tui.terminal.editor import kept_modes
    from wxreader.tui.terminal.widths import cells_of_ambiguous, widen

    check_keys(settings.keys)
    if cells_of_ambiguous(settings.ambiguous_width) > 1:
        widen()
        settings = replace(settings, ambiguous_width="2")
    LOG.info("reader %s, %d articles, TERM=%s", __version__, len(library.rows()), os.environ.get("TERM"))
    taken = library.annotations.take_up(library.path)
    app = Reader(library, settings, surroundings)
    app.goal = goal
    app.watched = watched
    if taken:
        app.greeting = _("{n} changes that could not be written last time are in the library now", n=taken)
    crash: BaseException | None = None
    with kept_modes():
        try:
            app.run(mouse=mouse)
        except Exception as error:  # Textual's own way out has failed
            crash = error
        finally:
            rescued = library.annotations.rescue(library.path)
    crash = app.crash or crash
    if crash is not None:
        _tell_crash(crash)
    _tell_rescued(rescued)
    lost = bool(rescued.count and not rescued.path)
    return 1 if crash or lost else app.return_code or 0


def _say(sentence: str) -> None:
    """A sentence on the way out; where nobody is there to read it (the terminal was closed), none."""
    with suppress(OSError, ValueError, AttributeError):
        print(visible(sentence), file=sys.stderr, flush=True)  # noqa: T201


def _tell_crash(error: BaseException) -> None:
    """One sentence about an error of ours."""
    report = report_crash(error)
    where = _("; the report is {path}", path=report) if report else ""
    _say(_("wxreader stopped on an error of its own ({kind}){where}", kind=type(error).__name__, where=where))


def _tell_rescued(rescued: Rescued) -> None:
    """What became of what the user made: nothing is said where it is on the disk."""
    if rescued.path:
        _say(
            _(
                "{n} changes could not be written into the library; they are kept in {path}"
                " and are made when this library is next opened",
                n=rescued.count,
                path=rescued.path,
            )
        )
    elif rescued.count:
        _say(_("{n} changes could be written nowhere; what you wrote in them:", n=rescued.count))
        for words in rescued.words:
            _say(f"  {words}")
