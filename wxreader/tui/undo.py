"""Undo and redo of what the user made in this session: every change knows its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """A change to the user's own words."""

    what: str
    """What it is, for the bottom line."""
    do: Callable[[], None]
    undo: Callable[[], None]


@dataclass(slots=True)
class History:
    """Changes made, and changes taken back that may be made again."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def make(self, change: Change) -> None:
        """Make a change; what was taken back before it can no longer be made again."""
        change.do()
        self.done.append(change)
        self.undone.clear()

    def undo(self) -> Change | None:
        """Take the last change back; None where there is none."""
        if not self.done:
            return None
        change = self.done[-1]
        change.undo()
        self.undone.append(self.done.pop())
        return change

    def redo(self) -> Change | None:
        """Make the change last taken back again; None where there is none."""
        if not self.undone:
            return None
        change = self.undone[-1]
        change.do()
        self.done.append(self.undone.pop())
        return change
