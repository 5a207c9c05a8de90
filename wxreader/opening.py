"""Opens a library by its address, and what searches it: a folder, or a shared archive on OpenSearch.

Stands above `library` and `search`, so that neither knows the other's kinds; what a shared archive needs
is imported only where one is named.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.library.library import Library, default_path

if TYPE_CHECKING:
    from wxreader.alike.groups import Groups
    from wxreader.library.check import Finding
    from wxreader.library.store import Store
    from wxreader.search.finder import Finder

SCHEMES = ("opensearch:", "opensearch+http:")
"""What the addresses of shared archives begin with."""
ALIKE = "alike"
"""The folder beside the pages that says which articles are one story."""
Progress = Callable[[int, int], None]


def is_shared(address: str) -> bool:
    """Whether an address names a shared archive."""
    return address.startswith(SCHEMES)


def open_library(named: str = "", insecure: bool = False) -> Store:
    """The library at an address.

    Args:
        named: A folder, or `opensearch://HOST:PORT/NAME`; empty for the user's own library.
        insecure: Believe any certificate, on this machine alone.

    Raises:
        UsageError, MissingExtraError: It is no address, or what it needs is not installed.
    """
    address = named or os.environ.get("WXREADER_LIBRARY", "") or str(default_path())
    if not is_shared(address):
        return Library(Path(address))
    from wxreader.shared.library import open_shared

    return open_shared(address, insecure=insecure)


def finder_of(library: Store) -> Finder:
    """What answers queries about a library."""
    if isinstance(library, Library):
        from wxreader.search.searcher import Searcher

        return Searcher(library)
    from wxreader.shared.finder import finder_of_shared

    return finder_of_shared(library)


def is_indexed(library: Store) -> bool:
    """Whether searching knows every page as it is; a shared archive's index is the archive."""
    if not isinstance(library, Library):
        return True
    from wxreader.search.manifest import is_current

    return is_current(library)


def stories_known(library: Store) -> bool:
    """Whether every page was compared with the others; a shared archive's are not."""
    if not isinstance(library, Library):
        return True
    from wxreader.search.manifest import is_current

    return is_current(library, ALIKE)


def find_stories(library: Store, progress: Progress) -> None:
    """Find the stories that a library has more than once (StoreError)."""
    if isinstance(library, Library):
        from wxreader.search.alike import update_alike

        update_alike(library, progress)


def stories_of(library: Store) -> Groups:
    """The stories that a library has more than once, as far as they are known."""
    from wxreader.alike.groups import Groups

    if not isinstance(library, Library):
        return Groups()
    from wxreader.search.stories import load_groups

    return load_groups(library)


def index(library: Store, progress: Progress) -> None:
    """Bring what searching knows up to date (StoreError)."""
    if isinstance(library, Library):
        from wxreader.search.index import update_index

        update_index(library, progress)


def check(library: Store, repair: bool, progress: Progress) -> list[Finding]:
    """Everything that is wrong with a library, mended where `repair` says so."""
    if not isinstance(library, Library):
        from wxreader.shared.check import check_shared

        return list(check_shared(library, repair, progress))
    from wxreader.library.check import check as check_library
    from wxreader.search.index import check_index

    return [*check_library(library, repair, progress), *check_index(library, repair)]
