"""What a terminal sends, cut into what was typed and what was pasted.

Textual's parser looks at a pasted text character by character, and takes the square of the time where
escape sequences are in it (6 KB: 7 s; 20 KB: no answer in 50 s, measured on 8.2.8). So pasted text goes
round the parser: controls are taken out, and what is longer than anybody reads is cut off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BEGIN, END = "\x1b[200~", "\x1b[201~"
"""Brackets that a terminal puts round a paste."""
LARGEST = 200_000
"""Characters of a paste that are taken (chosen: a note or a query is shorter)."""
_SEQUENCE = re.compile(
    r"""
    \x1b\[[0-?]*[ -/]*[@-~]     # colours, movements
    | \x1b[\]PX^_][^\x07\x1b]*  # titles, links, other strings
    | \x1b[ -/]*[0-~]           # the others
    """,
    re.VERBOSE,
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, mouse and the terminal's answers, as bytes were decoded."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A whole paste, without controls."""

    text: str
    cut: bool = False
    """More was pasted than is taken."""


def plain(text: str) -> str:
    """A pasted text as if it had been typed: no sequence, no control but line feed and tab."""
    text = _SEQUENCE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


class Splitter:
    """Cuts what comes in, however it is cut up on the way."""

    def __init__(self) -> None:
        self._held = ""
        """The end of what came: perhaps the beginning of a bracket."""
        self._pasted: list[str] | None = None
        """Pieces of the paste that goes on."""
        self._room = 0

    @property
    def pasting(self) -> bool:
        """Whether a paste has begun and not ended."""
        return self._pasted is not None

    def feed(self, text: str, more: bool = False) -> list[Typed | Pasted]:
        """What is complete now.

        Args:
            text: What came.
            more: The rest comes at once: a bracket that is cut off at its end is waited for.
        """
        text, self._held = self._held + text, ""
        found: list[Typed | Pasted] = []
        while text:
            awaited = END if self.pasting else BEGIN
            before, bracket, after = text.partition(awaited)
            if not bracket and (more or self.pasting):
                before, self._held = _without_beginning(before, awaited)
            if self._pasted is not None:
                self._keep(before)
                if bracket:
                    found.append(self._whole())
            else:
                if before:
                    found.append(Typed(before))
                if bracket:
                    self._pasted, self._room = [], LARGEST
            text = after
        return found

    def give_up(self) -> list[Typed | Pasted]:
        """The paste that never ends, as far as it came; keys behind it are keys."""
        held, self._held = self._held, ""
        if self._pasted is None:
            return [Typed(held)] if held else []
        self._keep(held)
        return [self._whole()]

    def _keep(self, piece: str) -> None:
        assert self._pasted is not None
        if self._room > 0:
            self._pasted.append(piece[: self._room])
        self._room -= len(piece)

    def _whole(self) -> Pasted:
        assert self._pasted is not None
        whole, self._pasted = "".join(self._pasted), None
        return Pasted(plain(whole), self._room < 0)


def _without_beginning(text: str, bracket: str) -> tuple[str, str]:
    """A text and, cut off its end, what may be the beginning of a bracket."""
    for size in range(min(len(text), len(bracket) - 1), 0, -1):
        if text.endswith(bracket[:size]):
            return text[:-size], text[-size:]
    return text, ""
