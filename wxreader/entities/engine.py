"""What a recogniser's engine is: something that finds people, places and organisations in texts.

Offices, canonical names and values stand above it and are the same for every engine. There is one engine;
the protocol is for tests, and for whoever brings another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from wxreader.errors import UsageError
from wxreader.i18n import _

DEFAULT_ENGINE = "tagger"
"""The engine that comes with the package."""
FORMER_ENGINES = ("jieba", "lac")
"""Names of engines that earlier versions had; settings of theirs still mean the default one."""


class Word(NamedTuple):
    """A word of a text."""

    start: int
    """First character in the text."""
    end: int
    """Character after the last."""
    flag: str
    """Part of speech in the ICTCLAS tag set: n noun, v verb, nr person, ns place …;
    x for what no dictionary has.
    """


class Named(NamedTuple):
    """A name in a text."""

    start: int
    """First character."""
    end: int
    """Character after the last."""
    type: str
    """PER, LOC or ORG."""
    sure: float
    """Likelihood that these characters, no more and no fewer, are such a name."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with what stands in it."""

    words: list[Word]
    """Joined, they are the text."""
    names: list[Named]
    """In order, none overlapping another."""


class Engine(Protocol):
    """An engine. `name` goes into the library, so that it knows what made its mentions."""

    name: str

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Words and names of texts that belong together."""
        ...


def engine_name(name: str) -> str:
    """The engine that a name stands for today.

    Raises:
        UsageError: No engine has that name.
    """
    if name == DEFAULT_ENGINE or name in FORMER_ENGINES:
        return DEFAULT_ENGINE
    raise UsageError(_("no recogniser is called {name!r}; there is {names}", name=name, names=DEFAULT_ENGINE))


def get_engine(name: str = DEFAULT_ENGINE, userdict: str = "") -> Engine:
    """An engine by name, today's or a former one.

    Raises:
        UsageError: No engine has that name.
        SettingsError: The user's dictionary cannot be read.
    """
    engine_name(name)
    from wxreader.entities.tagger import Tagger

    return Tagger(userdict)
