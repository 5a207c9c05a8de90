"""Undo and redo of what the user made in this session: every change knows its way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from wxreader.errors import KeptInMemoryError
from wxreader.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change to the user's own words."""

    what: str
    """What was done, for the bottom line."""
    do: Callable[[], None]
    undo: Callable[[], None]
    named: str = ""
    """The thing itself, to be told when it is taken back: the bookmark in 《…》."""
    article: str = ""
    """The article that it is in; empty where it is in many."""
    place: Place | None = None
    """Where in the article."""


@dataclass(slots=True)
class History:
    """Changes made, and changes taken back that may be made again."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def apply(self, change: Change) -> None:
        """Make a change; what was taken back before it can no longer be made again."""
        with _although_only_in_memory() as later:
            change.do()
        self.done.append(change)
        self.undone.clear()
        later.tell()

    def undo(self) -> Change | None:
        """Take the last change back; None where there is none."""
        if not self.done:
            return None
        change = self.done[-1]
        with _although_only_in_memory() as later:
            change.undo()
        self.undone.append(self.done.pop())
        later.tell()
        return change

    def redo(self) -> Change | None:
        """Make the change last taken back again; None where there is none."""
        if not self.undone:
            return None
        change = self.undone[-1]
        with _although_only_in_memory() as later:
            change.do()
        self.done.append(self.undone.pop())
        later.tell()
        return change


@dataclass(slots=True)
class _Later:
    """An error to be told once the history knows of the change."""

    error: KeptInMemoryError | None = None

    def tell(self) -> None:
        if self.error:
            raise self.error


@contextmanager
def _although_only_in_memory() -> Iterator[_Later]:
    """A change that could not be written is made all the same, and can be undone."""
    later = _Later()
    try:
        yield later
    except KeptInMemoryError as error:
        later.error = error
