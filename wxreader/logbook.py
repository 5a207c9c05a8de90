"""The log of `--debug` and the report of a crash, in the user's state folder: no word of an article or note.

A log that a reader sends to us must not tell what they read, so calls log names of commands, counts
and types of errors. A crash report has the error's type and where it was: file, line and function, but
neither its message nor source lines, which newer Pythons also print of code that is no file.
"""

from __future__ import annotations

import logging
import os
import traceback
from io import TextIOWrapper
from pathlib import Path

from wxreader.atomic import make_folder
from wxreader.text import visible

LOG = logging.getLogger("wxreader")
LOG.addHandler(logging.NullHandler())  # without it Python prints warnings over the reader's screen
LARGEST, KEPT = 500_000, 3
"""Bytes of a log file, and how many old ones are kept."""


def state_folder() -> Path:
    """Where logs are."""
    import platformdirs

    return Path(platformdirs.user_state_dir("wxreader", appauthor=False))


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def start_log() -> Path:
    """Log from now on.

    Returns:
        The log file.

    Raises:
        OSError: It cannot be written.
    """
    from logging.handlers import RotatingFileHandler  # a tenth of the start that only --debug need pay

    class PrivateFile(RotatingFileHandler):
        """A rotating file that its owner alone reads."""

        def _open(self) -> TextIOWrapper:
            return TextIOWrapper(
                open(self.baseFilename, "ab", opener=_owner_only), "utf-8", "backslashreplace"
            )

    folder = state_folder()
    make_folder(folder)
    handler = PrivateFile(folder / "debug.log", maxBytes=LARGEST, backupCount=KEPT)
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.DEBUG)
    LOG.propagate = False
    return folder / "debug.log"


def report_crash(error: BaseException) -> Path | None:
    """Write where an error of ours happened.

    Returns:
        The report; None where it could not be written.
    """
    steps = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    frames = "".join(f"  {step.filename}:{step.lineno} in {step.name}\n" for step in steps)
    text = f"{type(error).__module__}.{type(error).__qualname__}\n{frames}"
    LOG.error("crash %s", type(error).__name__)
    path = state_folder() / "crash.txt"
    try:
        make_folder(path.parent)
        with open(path, "w", encoding="utf-8", errors="backslashreplace", opener=_owner_only) as file:
            file.write("\n".join(visible(line) for line in text.split("\n")))
    except OSError:
        return None
    return path
