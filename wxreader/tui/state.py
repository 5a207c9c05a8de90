"""What the reader remembers between runs besides the user's words: order, filter, the article last open.

It is a convenience: a file that cannot be read or written costs nothing but the memory.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson

from wxreader.atomic import make_folder, write_atomic


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The list as it was left."""

    order: str = ""
    """`date`, `page`, or empty for the setting's."""
    filter: str = ""
    """As `filters.Filter.key`."""
    article: str = ""
    """Id of the article last open."""
    searches: tuple[str, ...] = ()
    """What was searched for, newest first."""
    offered: str = ""
    """The recogniser's engine whose names were offered for a library that an older one made."""


def _path() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("wxreader", appauthor=False)) / "reader.json"


def load_state(library: Path) -> State:
    """The state of a library's reader; the defaults where there is none."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        found = State(**orjson.loads(_path().read_bytes()).get(str(library.absolute()), {}))
        return replace(found, searches=tuple(map(str, found.searches)))
    return State()


def save_state(library: Path, state: State) -> None:
    """Remember the state of a library's reader."""
    path = _path()
    known: dict[str, object] = {}
    with suppress(OSError, ValueError):
        known = orjson.loads(path.read_bytes())
    known[str(library.absolute())] = asdict(state)
    with suppress(OSError, TypeError, ValueError):
        make_folder(path.parent)
        write_atomic(path, orjson.dumps(known))
