"""What a terminal shows of the bytes that a program writes: characters with their colours, cell by cell.

It knows the sequences that Textual writes: places, colours, clearing, the alternate screen.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import Any

from rich.cells import get_character_cell_size

_PIECE = re.compile(
    r"""
    \x1b\[(?P<mark>[?<>=]?)(?P<numbers>[0-9;:]*)[ -/]*(?P<final>[@-~])
    | \x1b\][^\x07\x1b]*(?:\x07|\x1b\\)
    | \x1b[PX^_].*?\x1b\\
    | \x1b[ -/]*[0-OQ-WYZ\\`-~]
    | (?P<text>[^\x1b])
    """,
    re.VERBOSE | re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[?<>=]?[0-9;:]*[ -/]*|[\]PX^_].{0,200}|[ -/]*)?$", re.DOTALL)
Colour = tuple[int, int, int] | int | None
"""A colour as it was asked for: red, green, blue; a number of the palette; None for the terminal's own."""


@dataclass(frozen=True)
class Look:
    """How a cell is drawn."""

    foreground: Colour = None
    background: Colour = None
    bold: bool = False
    dim: bool = False
    reverse: bool = False
    underline: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: its character, empty for the second half of a wide one."""

    text: str = " "
    look: Look = Look()


class Screen:
    """The cells of a window.

    Args:
        columns: Its width.
        rows: Its height.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._held = ""
        self._look = Look()
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """The window has another size; what stood there is gone, as the program draws anew."""
        self.columns, self.rows = columns, rows
        self.cells = [[Cell() for _ in range(columns)] for _ in range(rows)]
        self._x = self._y = 0

    def lines(self) -> list[str]:
        """The lines as they are read."""
        return ["".join(cell.text for cell in row).rstrip() for row in self.cells]

    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines())

    def feed(self, data: bytes) -> None:
        """Draw what a program wrote."""
        text = self._held + self._decode(data)
        cut = _UNFINISHED.search(text)
        text, self._held = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
        for piece in _PIECE.finditer(text):
            if piece["text"]:
                self._put(piece["text"])
            elif piece["final"]:
                self._control(piece["mark"], piece["numbers"], piece["final"])

    def _put(self, character: str) -> None:
        if character == "\r":
            self._x = 0
        elif character == "\n":
            self._y = min(self._y + 1, self.rows - 1)
        elif character >= " ":
            width = get_character_cell_size(character)
            if not 0 <= self._y < self.rows or self._x + width > self.columns:
                return
            row = self.cells[self._y]
            if width == 0:
                row[self._x - 1] = replace(row[self._x - 1], text=row[self._x - 1].text + character)
            else:
                row[self._x] = Cell(character, self._look)
                row[self._x + 1 : self._x + width] = [Cell("", self._look)] * (width - 1)
            self._x += width

    def _control(self, mark: str, numbers: str, final: str) -> None:
        values = [int(n or 0) for n in numbers.replace(":", ";").split(";")] if numbers else []
        if final in "Hf":
            self._y, self._x = (max(0, n - 1) for n in (*values, 1, 1)[:2])
        elif final == "m" and not mark:
            self._colour(values or [0])
        elif (final == "J" and not mark) or (final in "hl" and mark == "?" and 1049 in values):
            self.cells = [[Cell() for _ in range(self.columns)] for _ in range(self.rows)]
        elif final == "K":
            self.cells[self._y][self._x :] = [Cell("", self._look)] * (self.columns - self._x)

    def _colour(self, values: list[int]) -> None:
        rest = iter(values)
        for value in rest:
            if value == 0:
                self._look = Look()
            elif value in (38, 48):
                wide = next(rest) == 2
                colour = (next(rest), next(rest), next(rest)) if wide else next(rest)
                self._ground(_GROUND[value], colour)
            elif value in _FLAGS:
                flags: dict[str, Any] = dict(_FLAGS[value])
                self._look = replace(self._look, **flags)
            else:
                self._palette(value)

    def _ground(self, ground: str, colour: Colour) -> None:
        change: dict[str, Any] = {ground: colour}
        self._look = replace(self._look, **change)

    def _palette(self, value: int) -> None:
        for ground, first, bright in (("foreground", 30, 90), ("background", 40, 100)):
            if first <= value <= first + 7:
                self._ground(ground, value - first)
            elif bright <= value <= bright + 7:
                self._ground(ground, value - bright + 8)
            elif value == first + 9:
                self._ground(ground, None)


_GROUND = {38: "foreground", 48: "background"}
_FLAGS: dict[int, dict[str, bool]] = {
    1: {"bold": True},
    2: {"dim": True},
    4: {"underline": True},
    7: {"reverse": True},
    22: {"bold": False, "dim": False},
    24: {"underline": False},
    27: {"reverse": False},
}
