"""What a recogniser's engine is: something that cuts text into words with parts of speech.

The rules stand above it and are the same for every engine, so that a better one is a drop-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from wxreader.errors import UsageError
from wxreader.i18n import _

ENGINES = ("jieba", "lac")
"""Names that `get_engine` knows."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    text: str
    flag: str
    """Part of speech in the ICTCLAS tag set: nr person, ns place, nt organisation, n noun, v verb …"""
    start: int
    """First character in the text."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Engine(Protocol):
    """An engine. `name` goes into the library, so that it knows what made its mentions."""

    name: str
    names_are_sure: bool
    """Its flags nr, ns and nt are believed as they are; the rules only add to them."""

    def tag(self, text: str) -> list[Token]:
        """Cut a text into words that, joined, are the text."""
        ...


def get_engine(name: str = "jieba", userdict: str = "") -> Engine:
    """An engine by name.

    Raises:
        UsageError: No engine has that name.
    """
    if name == "jieba":
        from wxreader.entities.jieba_engine import JiebaEngine

        return JiebaEngine(userdict)
    if name == "lac":
        from wxreader.entities.lac_engine import LacEngine

        return LacEngine()
    raise UsageError(
        _("no recogniser is called {name!r}; there is {names}", name=name, names=", ".join(ENGINES))
    )
