"""The commands as help and palette list them, and how typing narrows the list. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wxreader.i18n import _
from wxreader.text import fold
from wxreader.tui.keymap import (
    ANY,
    CARD,
    CODES,
    ENTITIES,
    EVERY_COMMAND,
    LINES,
    LIST,
    N_,
    NOTES,
    SELECTION,
    TEXT,
    keys_of,
)

PLACES = {
    LIST: N_("in the list"),
    TEXT: N_("in the text"),
    SELECTION: N_("while a passage is selected"),
    ENTITIES: N_("in the sidebar"),
    NOTES: N_("among the annotations"),
    CODES: N_("in the codebook"),
    CARD: N_("on a card"),
    LINES: N_("in a concordance"),
    ANY: N_("anywhere"),
}
"""Where keys hold, in the order in which they are listed."""
Run = Callable[[], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaletteEntry:
    """A line of the list: something that can be done."""

    says: str
    """What it does."""
    keys: str = ""
    """Its keys, parted by blanks."""
    where: str = ""
    """Where it holds, as it is read; empty for everywhere."""
    also: str = ""
    """Other words by which it is looked for."""
    here: bool = True
    """Whether it can be done from here."""
    run: Run


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading."""

    name: str
    entries: tuple[PaletteEntry, ...]


def groups_of(
    place: str,
    runs: Mapping[str, Run],
    elsewhere: Run,
    overrides: Mapping[str, str],
    missing: Iterable[str] = (),
) -> list[Group]:
    """Every command of the program by where it holds, the current place first.

    Args:
        place: Where the reader is: its keys come first.
        runs: What runs a command from here, by its name.
        elsewhere: What happens for a command that cannot be run from here.
        overrides: The user's own keys.
        missing: Commands that there are not on this machine.
    """
    left_out = set(missing)
    groups = []
    for where in sorted(PLACES, key=lambda p: (p != place, p != SELECTION or place != TEXT)):
        entries = tuple(
            PaletteEntry(
                says=_(c.help),
                keys=" ".join(keys_of(c, overrides)),
                where="" if where == ANY else _(PLACES[where]),
                also=f"{c.also} {c.help} {c.name.replace('_', ' ')}",
                here=c.name in runs,
                run=runs.get(c.name, elsewhere),
            )
            for c in EVERY_COMMAND
            if c.where == where and c.name not in left_out
        )
        groups.append(Group(_(PLACES[where]), entries))
    return groups


def narrowed(groups: Sequence[Group], query: str) -> list[Group]:
    """The entries that have every word of a query; those that are called just so stand first."""
    words = fold(query).split()
    if not words:
        return list(groups)
    hits = [e for group in groups for e in group.entries if all(w in _haystack(e) for w in words)]
    asked = fold(query).strip()
    hits.sort(key=lambda e: (asked not in fold(e.also).split(), not e.here, asked not in e.keys.split()))
    return [Group("", tuple(hits))] if hits else []


def _haystack(entry: PaletteEntry) -> str:
    return fold(f"{entry.says} {entry.also} {entry.keys}")
