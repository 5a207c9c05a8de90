"""The wall round every call: whatever goes wrong, one sentence that is fit for a terminal, and a status.

Streams that are closed, full or not in UTF-8; memory, file handles and recursion that run out; errors
of our own, whose frames go into a report. No traceback: it would print texts, and control bytes in them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _

LONGEST = 2_000
"""Characters of a sentence: names of files may be longer than anybody reads (chosen)."""


STREAMS = 3
"""Standard input, output and error have the numbers below."""


class OutputError(WxError):
    """Standard output is closed, or what it leads to is full."""


class _Closed:
    """Standard output that was closed by whoever called us: writing says so, instead of failing somewhere."""

    encoding = "utf-8"

    @property
    def buffer(self) -> _Closed:
        return self

    def write(self, written: object) -> int:
        raise OutputError(_("standard output is closed: there is nowhere to print to"))

    def flush(self) -> None:
        """Nothing is kept back."""

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError(9, os.strerror(9))


def mend_streams() -> None:
    """Make the three standard streams usable, whatever they are.

    A descriptor below 3 that is closed would be given to the next file that is opened: the library's.
    """
    handle = os.open(os.devnull, os.O_RDWR)
    while handle < STREAMS:
        handle = os.dup(handle)
    os.close(handle)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  for as long as the process lives
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        _mend_encoding(stream)


def _mend_encoding(stream: TextIO | _Closed) -> None:
    """Let a stream that is not UTF-8 print Chinese as escapes rather than fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
        with suppress(OSError, ValueError):
            reconfigure(errors="backslashreplace")


def flush() -> None:
    """Write what standard output keeps back.

    Raises:
        OutputError: It cannot be written.
        BrokenPipeError: Its reader has gone.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(_("standard output cannot be written ({reason})", reason=_reason(error))) from None


def silence() -> None:
    """Let nothing more come out, also not from the interpreter's own flush."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def tell(error: BaseException) -> int:
    """Say what went wrong in one sentence.

    Returns:
        The exit status.
    """
    said, status = _sentence(error)
    if isinstance(error, OutputError) or (isinstance(error, OSError) and not error.filename):
        silence()  # standard output itself is what fails: what it keeps back would fail again
    from wxreader.text import one_line

    with suppress(OSError, ValueError, AttributeError):
        print(f"wxreader: {one_line(said[:LONGEST])}", file=sys.stderr, flush=True)  # noqa: T201
    return status


def _sentence(error: BaseException) -> tuple[str, int]:
    """What is said about an error, and the exit status."""
    if isinstance(error, KeptInMemoryError):
        return error.reason, error.exit_status
    if isinstance(error, WxError):
        return str(error), error.exit_status
    if isinstance(error, MemoryError):
        return _("there is not enough memory for this"), 1
    if isinstance(error, OSError):
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
        return (f"{name}: " if name else "") + _reason(error), 1
    return _own(error), 1


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _own(error: BaseException) -> str:
    """A defect of ours: where the report of it is."""
    path = None
    with suppress(Exception):
        from wxreader.logbook import report_crash

        path = report_crash(error)
    where = _("; the report is {path}", path=path) if path else ""
    return _(
        "wxreader stopped on an error of its own ({kind}){where}", kind=type(error).__name__, where=where
    )
