"""What must hold before the reader opens; small, because every start pays for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wxreader.errors import TerminalError, UsageError
from wxreader.i18n import _


def check_terminal() -> None:
    """Refuse what the reader cannot run in.

    Raises:
        TerminalError: No terminal, a dumb one, or a locale that is not UTF-8.
    """
    plain = _(
        "the plain commands work everywhere: wxreader articles, wxreader show ID, wxreader search QUERY"
    )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TerminalError(_("the reader needs a terminal; {plain}", plain=plain))
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise TerminalError(
            _(
                "this terminal (TERM={term}) cannot show the reader; {plain}",
                term=os.environ.get("TERM", ""),
                plain=plain,
            )
        )
    encoding = sys.stdout.encoding.lower().replace("-", "")
    if encoding != "utf8":
        raise TerminalError(
            _(
                "the locale's encoding is {encoding}, not UTF-8: set LANG=zh_CN.UTF-8; {plain}",
                encoding=encoding,
                plain=plain,
            )
        )


def refuse_command_like(path: Path, commands: Sequence[str]) -> None:
    """Tell a mistyped command from a missing file.

    Raises:
        UsageError: There is no such path, and it is a bare word.
    """
    word = str(path)
    if path.exists() or path.is_symlink() or "/" in word or "." in word:
        return
    import difflib

    meant = difflib.get_close_matches(word, commands, 1)
    hint = _("; did you mean {meant!r}?", meant=meant[0]) if meant else ""
    raise UsageError(
        _("no command and no file is called {word}{hint} (see wxreader --help)", word=repr(word), hint=hint)
    )
