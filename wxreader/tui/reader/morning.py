"""Keeping up: what is new, the next unread article, everything read, what appeared in the folders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _, ngettext
from wxreader.tui.reader.background import NotWantedError, while_wanted
from wxreader.tui.undo import Change

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen


MOST = 20_000
"""Articles that are marked as read in one go: one write of what was read. Chosen."""


class Morning:
    """`n`, `A`, `N` in the list, and loading what is new."""

    def __init__(self, screen: MainScreen, offered: str) -> None:
        self._screen = screen
        self.offered = offered
        """The engine whose names were offered, now or before."""

    def offer_names(self) -> None:
        """Say once that an older recogniser found this library's names, and which key finds them anew."""
        from wxreader.entities.engine import DEFAULT_ENGINE

        screen = self._screen
        row = next(iter(screen.articles.rows), None)
        found = screen.library.source(row.source) if row and self.offered != DEFAULT_ENGINE else None
        if found is None or found[0].engine == DEFAULT_ENGINE:
            return
        self.offered = DEFAULT_ENGINE
        key = screen.key_of("reload")
        screen.say(_("an older recogniser found the names here; {key} finds them anew", key=key))

    def next_unread(self) -> None:
        """Go to the next article that is unread, from the top again after the last."""
        screen = self._screen
        rows = screen.articles.rows
        here = screen.articles.cursor
        order = [*range(here + 1, len(rows)), *range(here)]
        target = next((i for i in order if not screen.listing.is_read(rows[i].id)), None)
        if target is None:
            screen.say(_("nothing else listed here is unread"))
        else:
            screen.articles.move_to(target)

    def all_read(self) -> None:
        """Mark everything that is listed as read; undone in one step."""
        screen = self._screen
        if screen.articles.item_count() > MOST:
            screen.say(_("more than {n} articles are listed; narrow the list (F) first", n=MOST))
            return
        unread = [r.id for r in screen.articles.rows if not screen.listing.is_read(r.id)]
        if not unread:
            screen.say(_("everything listed here is read"))
            return
        what = ngettext("{n} article marked as read", "{n} articles marked as read", len(unread))
        set_read = screen.annotator.set_all_read
        change = Change(what=what, do=partial(set_read, unread, True), undo=partial(set_read, unread, False))
        screen.changes.apply(change, what + _("; u undoes"))

    def what_is_new(self) -> None:
        """List what was loaded since the reader was last used, or all again."""
        self._screen.listing.toggle_new()

    def reload(self) -> None:
        """Load what is new in the folders that the library was loaded from."""
        screen = self._screen
        there = self.folders()
        if there:
            screen.say(_("looking for what is new …"))
            self.load(there, _("nothing is new"))
        else:
            screen.say(_("none of the folders that the library was loaded from is there"))

    def folders(self) -> list[Path]:
        """The folders that the library was loaded from, as far as they are there."""
        sources = self._screen.library.iter_sources()
        return [f for f in sorted({Path(s.path).parent for s in sources if s.path}) if f.is_dir()]

    def load(self, folders: Sequence[Path], nothing: str = "") -> None:
        """Load what is new in folders; `nothing` is said where nothing is."""
        work = partial(self._load, folders, nothing)
        self._screen.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="load")

    def _load(self, folders: Sequence[Path], nothing: str) -> None:
        from wxreader.library.loader import load

        screen = self._screen
        tell = screen.app.call_from_thread

        def progress(done: int, total: int) -> None:
            while_wanted()
            tell(screen.status.progress, _("loading {done}/{total}", done=done, total=total))

        try:
            report = load(screen.library, folders, workers=1, progress=progress)
        except NotWantedError:
            return
        except WxError as error:
            tell(screen.say, str(error), True)
            return
        tell(screen.status.progress, "")
        tell(screen.marks_changed)
        tell(screen.indexing.mend)
        count = sum(x.articles for x in report.new)
        said = ngettext("{n} new article", "{n} new articles", count) if count else nothing
        if said:
            tell(screen.say, said)
