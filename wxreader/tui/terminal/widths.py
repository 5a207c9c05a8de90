"""How wide the terminal draws “ ” · … — ★: one cell nearly everywhere,
two in GNU screen under zh_CN and xterm -cjk_width.

Where it draws two and the reader counts one, characters are lost at the panes' edges (measured:
docs/safety.md). So terminals that may draw two are asked, and all measuring is told the answer.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from unicodedata import east_asian_width

PATIENCE = 0.15
"""Seconds to wait for the terminal's answer."""
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")
_COLUMN_IF_WIDE = 3
"""Where the cursor stands after a mark of two cells that was drawn in the first column."""
_PRIVATE, _MORE_PRIVATE, _IDEOGRAPHIC_PLANES = range(0xE000, 0xF900), 0xF0000, 0x20000
"""Code points whose width no locale changes: private ones, and from the second plane on ideographs alone."""
_EAST = ("zh", "ja", "ko")
"""Languages under whose locales terminals draw ambiguous characters wide."""


def may_be_wide() -> bool:
    """Whether the locale is one under which a terminal may draw ambiguous characters in two cells."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return locale.startswith(_EAST)


def ask_terminal() -> int:
    """Draw a quotation mark, ask where the cursor is, wipe the mark out: 1 or 2 cells;
    1 where no answer comes in time.
    """
    into, out = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(into)
    seen = b""
    try:
        tty.setcbreak(into, termios.TCSANOW)
        os.write(out, "\r“\x1b[6n".encode())
        end = time.monotonic() + PATIENCE
        while not _ANSWER.search(seen) and select.select([into], [], [], max(0.0, end - time.monotonic()))[0]:
            data = os.read(into, 64)
            if not data:
                break
            seen += data
        os.write(out, b"\r\x1b[K")
    except OSError:
        return 1
    finally:
        termios.tcsetattr(into, termios.TCSANOW, before)
    found = _ANSWER.search(seen)
    return 2 if found and int(found.group(1)) == _COLUMN_IF_WIDE else 1


def cells_of_ambiguous(setting: str) -> int:
    """Cells of a character of ambiguous width: the setting's, or the terminal's own answer for `auto`."""
    if setting != "auto":
        return int(setting)
    return ask_terminal() if may_be_wide() and sys.stdin.isatty() and sys.stdout.isatty() else 1


def _is_ambiguous(code: int) -> bool:
    return code not in _PRIVATE and code < _MORE_PRIVATE and east_asian_width(chr(code)) == "A"


def widen() -> None:
    """Measure ambiguous characters as two cells from now on, everywhere:
    rich, Textual and ours all ask rich's table.
    """
    import rich.cells
    from rich._unicode_data import load

    plain = load("auto")
    wide = {code for code in range(0xA1, 0x1F200) if _is_ambiguous(code)}
    single = {
        code: width
        for start, end, width in plain.widths
        for code in range(start, end + 1)
        if code < _IDEOGRAPHIC_PLANES
    }
    merged = {**single, **dict.fromkeys((c for c in wide if single.get(c, 1) == 1), 2)}
    rows = [(code, code, width) for code, width in sorted(merged.items())]
    rows += [row for row in plain.widths if row[0] >= _IDEOGRAPHIC_PLANES]
    table = plain._replace(widths=rows)
    narrow = frozenset(c for c in rich.cells._SINGLE_CELLS if ord(c) not in wide)
    vars(rich.cells).update(
        load_cell_table=lambda version="auto": table, _is_single_cell_widths=narrow.issuperset
    )
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()
