"""`articles`, `sources`, `show`: what is in the library, for reading and for scripts."""

from __future__ import annotations

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, print_row, print_text
from wxreader.errors import UsageError
from wxreader.i18n import N_, _
from wxreader.settings import Settings
from wxreader.text import one_line

_LEAST_WIDTH = 2
"""Narrowest line of `show`, in cells: room for one Chinese character."""
_MOST_WIDTH = 10_000
"""Widest (chosen)."""


def articles(args: Args, settings: Settings) -> int:
    """`wxreader articles`."""
    library = open_library(args)
    if args.json:
        from wxreader.library.codec import article_object

        print_json([article_object(a) for a in library.articles()])
        return 0
    for row in library.rows():
        print_row((row.id, row.shown_date or "-", row.source, one_line(row.headline)))
    return 0


def sources(args: Args, settings: Settings) -> int:
    """`wxreader sources`."""
    library = open_library(args)
    counted = ((s, library.article_count(s.name)) for s in library.iter_sources())
    if args.json:
        from wxreader.cli.shapes import source_object

        print_json([source_object(s, count) for s, count in counted])
        return 0
    for s, count in counted:
        doubts = ",".join(s.doubts) or "-"
        print_row((s.name, str(count), s.encoding, s.encoding_confidence, s.form, doubts))
    return 0


def show(args: Args, settings: Settings) -> int:
    """`wxreader show`."""
    library = open_library(args)
    article = library.article(args.id)
    if args.json:
        from wxreader.library.codec import article_object

        print_json(article_object(article))
        return 0
    from wxreader.reading.plain import article_lines

    width = args.width or 2 * settings.measure
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        raise UsageError(_("--width is a number of cells, 2 to 10000"))
    for shown in article_lines(article, width, 2 if settings.ambiguous_width == "2" else 1):
        print_text(shown)
    return 0


COMMANDS = (
    Subcommand(name="articles", help=N_("list the articles"), run=articles, options=(JSON,)),
    Subcommand(name="sources", help=N_("list the loaded dumps"), run=sources, options=(JSON,)),
    Subcommand(
        name="show",
        help=N_("print one article"),
        run=show,
        options=(
            Option(names=("id",), metavar="ID"),
            Option(
                names=("--width",), metavar="N", type=int, default=0, help=N_("room for a line, in cells")
            ),
            JSON,
        ),
    ),
)
