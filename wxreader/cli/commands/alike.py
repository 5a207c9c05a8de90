"""`alike`: stories that the library has more than once, and what differs between two printings."""

from __future__ import annotations

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, print_row, print_text, tell
from wxreader.i18n import N_, _
from wxreader.library.store import Store
from wxreader.settings import Settings
from wxreader.text import one_line


def alike_command(args: Args, settings: Settings) -> int:
    """`wxreader alike`."""
    from wxreader.opening import find_stories, stories_known, stories_of

    library = open_library(args)
    if args.id and args.other:
        return _differences(args, library)
    if not stories_known(library):
        find_stories(library, library.progress)
    groups = stories_of(library)
    found = [list(groups.of(library.resolve(args.id).id))] if args.id else groups.all()
    stories = [[row for key in group if (row := library.row(key))] for group in found]
    stories = [sorted(rows, key=lambda r: (r.date, r.source)) for rows in stories if len(rows) > 1]
    if args.json:
        print_json([[row.id for row in rows] for rows in stories])
        return 0
    for number, rows in enumerate(stories, 1):
        for row in rows:
            print_row((str(number), row.id, row.shown_date or "-", one_line(row.headline), row.source))
    if not stories:
        tell(_("no story stands in the library twice"))
    return 0


def _differences(args: Args, library: Store) -> int:
    from wxreader.alike.likeness import differences, told

    texts = ["\n".join(p.text for p in library.article(key).paragraphs) for key in (args.id, args.other)]
    pieces = differences(*texts)
    if args.json:
        print_json([{"one": p.one, "other": p.other} for p in pieces])
        return 0
    for shown in told(pieces):
        print_text(one_line(shown))
    return 0


COMMANDS = (
    Subcommand(
        name="alike",
        help=N_("stories printed more than once, and what differs"),
        run=alike_command,
        options=(
            Option(names=("id",), nargs="?", metavar="ID", help=N_("only the story of this article")),
            Option(names=("other",), nargs="?", metavar="OTHER", help=N_("what differs between the two")),
            JSON,
        ),
    ),
)
