"""A change to the user's own words as data: it can be made again, written to a file, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Tables = dict[str, dict[str, Any]]
NUMBER = "number"
"""Field of a stored correction: its place in the order in which corrections were made,
whatever the clock said.
"""


class Act(StrEnum):
    """What a change does with a row."""

    PUT = "put"
    REMOVE = "remove"
    """Taken out of its table and kept among the removed ones."""
    DROP = "drop"
    """Taken out, and kept nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to be done with one row of the user's file."""

    act: Act
    table: str
    key: str
    doc: dict[str, Any] = field(default_factory=dict)
    """PUT: the row. REMOVE: what is added to the row that is kept."""

    def apply(self, tables: Tables) -> None:
        """Do it."""
        if self.act == Act.PUT:
            tables.setdefault(self.table, {})[self.key] = self._numbered(tables)
            return
        old = tables.get(self.table, {}).pop(self.key, None)
        if old is not None and self.act == Act.REMOVE:
            tables.setdefault("removed", {})[self.key] = {**old, **self.doc}

    def _numbered(self, tables: Tables) -> dict[str, Any]:
        """The row; of a correction, with the number after all there are."""
        if self.table != "corrections":
            return self.doc
        numbers = [
            doc.get(NUMBER, 0) for name in ("corrections", "removed") for doc in tables.get(name, {}).values()
        ]
        return {**self.doc, NUMBER: 1 + max(numbers, default=0)}


def apply_all(edits: Sequence[Edit], tables: Tables) -> Tables:
    """Tables of their own with edits made, in their order."""
    changed = {name: dict(table) for name, table in tables.items()}
    for edit in edits:
        edit.apply(changed)
    return changed
