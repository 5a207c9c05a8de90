"""`copy`: a library between a folder and a shared archive."""

from __future__ import annotations

from dataclasses import asdict

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import print_json, progress_bar, tell
from wxreader.i18n import N_, _, ngettext
from wxreader.settings import Settings


def copy_library(args: Args, settings: Settings) -> int:
    """`wxreader copy FROM TO`."""
    from wxreader.copying import copy
    from wxreader.opening import open_library

    source, target = open_library(args.source, args.insecure), open_library(args.target, args.insecure)
    with progress_bar(_("copying")) as progress:
        copied = copy(source, target, progress)
    for sentence in (*copied.unread, *copied.different):
        tell(sentence)
    if args.json:
        print_json(asdict(copied))
    else:
        tell(
            _(
                "{sources}, {articles} are in both; {written} were written and read back",
                sources=ngettext("{n} source", "{n} sources", copied.sources),
                articles=ngettext("{n} article", "{n} articles", copied.articles),
                written=copied.written,
            )
        )
    return 1 if copied.unread or copied.different else 0


COMMANDS = (
    Subcommand(
        name="copy",
        help=N_("copy a library between a folder and a shared archive"),
        run=copy_library,
        options=(
            Option(names=("source",), metavar="FROM", help=N_("a folder, or opensearch://HOST:PORT/NAME")),
            Option(names=("target",), metavar="TO", help=N_("the same; what it holds already stays")),
            JSON,
        ),
    ),
)
