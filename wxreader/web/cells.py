"""How many cells each character takes, for the page's terminal: the table that the reader itself measures with.

xterm.js has Unicode 11 of its own. Where the two would differ, everything right of the character would
be drawn a cell off; so the page is sent the reader's table.
"""

from __future__ import annotations

LAST = 0x10FFFF


def cell_ranges(wide: bool) -> list[list[int]]:
    """Ranges of characters that do not take one cell: first, last, cells.

    Args:
        wide: Whether characters of ambiguous width take two cells.
    """
    from rich._unicode_data import load

    table = load("auto")
    if wide:
        from wxreader.tui.widths import widened

        table = widened(table)
    return [list(row) for row in table.widths if row[2] != 1]
