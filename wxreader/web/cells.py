"""How many cells each character takes, for the page's terminal: the table that the reader measures with.

xterm.js has Unicode 11 of its own. Where the two would differ, everything right of the character would
be drawn a cell off; so the page is sent the reader's table.
"""

from __future__ import annotations


def cell_ranges() -> list[list[int]]:
    """Ranges of characters that do not take one cell: first, last, cells; in order."""
    from rich._unicode_data import load

    return [list(row) for row in load("auto").widths if row[2] != 1]
