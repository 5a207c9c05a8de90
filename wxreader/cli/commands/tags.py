"""`tags`: the codebook, listed and changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, print_row, tell
from wxreader.i18n import N_, _
from wxreader.settings import Settings
from wxreader.text import one_line

if TYPE_CHECKING:
    from wxreader.library.codebook import CodebookChange
    from wxreader.library.words import Words


def tags(args: Args, settings: Settings) -> int:
    """`wxreader tags`: make what is asked for, else list."""
    from wxreader.library.codebook import tag_uses

    store = open_library(args).annotations
    changed = 0
    for change in _changes(args, store):
        change.make(store)
        tell(_("{n} annotations changed", n=len(change.annotations)))
        changed += 1
    if changed and not args.json:
        return 0
    uses = tag_uses(store)
    if args.json:
        print_json([{**asdict(use.code), "count": use.count} for use in uses])
        return 0
    for use in uses:
        code = use.code
        print_row((one_line(code.tag), str(use.count), code.color or "-", one_line(code.description) or "-"))
    return 0


def _changes(args: Args, store: Words) -> Iterator[CodebookChange]:
    """What a call asks for, each planned when the one before has been made."""
    from wxreader.library.codebook import describe, remove, rename

    if args.rename:
        yield rename(store, *args.rename)
    if args.remove:
        yield remove(store, args.remove)
    if args.color:
        yield describe(store, args.color[0], color=args.color[1])
    if args.describe:
        yield describe(store, args.describe[0], text=args.describe[1])


COMMANDS = (
    Subcommand(
        name="tags",
        help=N_("list the tags; rename, merge, nest, colour, describe one"),
        run=tags,
        options=(
            Option(
                names=("--rename",),
                nargs=2,
                metavar=("OLD", "NEW"),
                help=N_("another name; the name of a tag that is there merges the two, A/B nests B in A"),
            ),
            Option(names=("--remove",), metavar="TAG", help=N_("take a tag off every annotation")),
            Option(names=("--color",), nargs=2, metavar=("TAG", "NAME"), help=N_("give a tag a colour")),
            Option(
                names=("--describe",),
                nargs=2,
                metavar=("TAG", "TEXT"),
                help=N_("say when a tag is to be used"),
            ),
            JSON,
        ),
    ),
)
