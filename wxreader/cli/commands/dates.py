"""`date`: the day of the paper by hand, of a source or of many."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from wxreader.cli.command import Args, Option, Subcommand
from wxreader.cli.output import open_library, tell
from wxreader.errors import NotFoundError, UsageError
from wxreader.i18n import N_, _, ngettext
from wxreader.settings import Settings

if TYPE_CHECKING:
    from wxreader.library.store import Store
    from wxreader.model import Correction

DAY_OPTION = "--day"


def _named(library: Store, patterns: list[str]) -> list[str]:
    """The sources that names and patterns stand for.

    Raises:
        NotFoundError: One stands for none.
    """
    names = [s.name for s in library.sources()]
    found: dict[str, None] = {}
    for pattern in patterns:
        met = [n for n in names if n == pattern or fnmatchcase(n, pattern)]
        if not met:
            raise NotFoundError(
                _("no source is called {source!r}; `wxreader sources` lists them", source=pattern)
            )
        found.update(dict.fromkeys(met))
    return list(found)


def set_dates(args: Args, settings: Settings) -> int:
    """`wxreader date`."""
    from wxreader.dating.by_hand import dating
    from wxreader.library.dates import read_day
    from wxreader.library.words import new_id, now
    from wxreader.model import CorrectionKind

    if bool(args.day) == args.clear:
        raise UsageError(_("say which day: --day 2023-05-13, or --clear to take back what was set"))
    library = open_library(args)
    sources = _named(library, args.sources)
    if args.clear:
        kept: list[Correction] = [
            c for s in sources for c in library.annotations.corrections(s) if c.kind == CorrectionKind.ISSUED
        ]
        library.take_back_many(kept)
        sources = list(dict.fromkeys(c.source for c in kept))
    else:
        day = read_day(args.day, DAY_OPTION)
        library.correct_many([dating(s, day, key=new_id(), made=now()) for s in sources])
    n = ngettext("{n} source", "{n} sources", len(sources))
    if args.clear:
        tell(_("the day set by hand is taken back: {sources}", sources=n))
    else:
        tell(_("{day} is the day of the paper: {sources}", day=day.isoformat(), sources=n))
    return 0


COMMANDS = (
    Subcommand(
        name="date",
        help=N_("set the day of the paper by hand, or take it back"),
        run=set_dates,
        options=(
            Option(names=("sources",), nargs="+", metavar="SOURCE"),
            Option(names=(DAY_OPTION,), metavar="DATE", help=N_("the day of the paper")),
            Option(
                names=("--clear",),
                action="store_true",
                default=False,
                help=N_("take back what was set by hand"),
            ),
        ),
    ),
)
