"""`search`: articles by a query, their number, or every hit on a line of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from wxreader.cli.command import JSON, Args, Option, Subcommand, at_least_0
from wxreader.cli.output import open_library, print_json, print_row, print_text, tell
from wxreader.i18n import N_, _
from wxreader.model import shown_date
from wxreader.settings import Settings
from wxreader.text import one_line
from wxreader.vocabulary import KwicOrder, ResultOrder, values

if TYPE_CHECKING:
    from wxreader.library.store import Store
    from wxreader.search.results import Results

_KWIC_WIDTH = 100
"""Line of `--kwic` where none is asked for, in cells."""
_KWIC_MOST = 10_000
"""Longest line of `--kwic`, in cells (chosen: the room left of the word is filled with blanks)."""
_KWIC_HEAD = 23
"""Cells of such a line before the text: id (10), two blanks, date (10), a blank."""
_KWIC_LEAST = 20
"""Least room for the text itself, in cells."""


def search(args: Args, settings: Settings) -> int:
    """`wxreader search`."""
    from wxreader.opening import finder_of

    library = open_library(args)
    results = finder_of(library).search(" ".join(args.query), 0 if args.count else args.limit, args.sort)
    if args.count:
        return _count(args, results)
    if args.kwic:
        return _kwic(args, library, results)
    found = [(r, row) for r in results.results if (row := library.row(r.article))]
    if args.json:
        from wxreader.cli.shapes import result_object

        print_json([result_object(r, row) for r, row in found])
        return 0
    for r, row in found:
        print_row((row.id, row.shown_date or "-", one_line(row.headline), one_line(r.snippet)))
    if not results.total:
        tell(_("no article has that"))
    return 0


def _count(args: Args, results: Results) -> int:
    """How many articles there are, alone."""
    if args.json:
        print_json({"articles": results.total})
    else:
        print_text(str(results.total))
    return 0


def _kwic(args: Args, library: Store, results: Results) -> int:
    """Every hit on a line of its own, aligned on the word."""
    from wxreader.search.concordance import aligned, concordance, ordered
    from wxreader.text import cut

    hits = ordered(concordance(library, results), args.by)
    if args.json:
        print_json([asdict(hit) for hit in hits])
        return 0
    room = max(_KWIC_LEAST, (min(args.width, _KWIC_MOST) or _KWIC_WIDTH) - _KWIC_HEAD)
    for hit in hits:
        left, word, right = aligned(hit, room)
        shown = cut(right, room - len(left) - len(word))
        print_text(f"{hit.article}  {shown_date(hit.date, hit.sure) or '-':<11} {left}{word}{shown}".rstrip())
    if not hits:
        tell(_("no article has that"))
    return 0


COMMANDS = (
    Subcommand(
        name="search",
        help=N_("search the library"),
        run=search,
        options=(
            Option(names=("query",), metavar="QUERY", nargs="+"),
            Option(names=("--limit",), metavar="N", type=at_least_0, help=N_("print only the first N")),
            Option(
                names=("--sort",),
                choices=values(ResultOrder),
                default=ResultOrder.RELEVANCE,
                help=N_("best first (default), or newest first"),
            ),
            Option(
                names=("--count",),
                action="store_true",
                default=False,
                help=N_("print only how many articles there are"),
            ),
            Option(
                names=("--kwic",),
                action="store_true",
                default=False,
                help=N_("print every hit on a line, aligned on the word"),
            ),
            Option(
                names=("--by",),
                choices=values(KwicOrder),
                default=KwicOrder.DATE,
                help=N_("order of --kwic: date, or what stands left or right"),
            ),
            Option(
                names=("--width",),
                metavar="N",
                type=at_least_0,
                default=0,
                help=N_("room for a line of --kwic, in cells"),
            ),
            JSON,
        ),
    ),
)
