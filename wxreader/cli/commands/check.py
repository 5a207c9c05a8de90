"""`check`: verify the library and its index, mend what can be mended."""

from __future__ import annotations

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, print_text, progress_bar, tell
from wxreader.i18n import N_, _
from wxreader.settings import Settings


def check(args: Args, settings: Settings) -> int:
    """`wxreader check`."""
    from wxreader.opening import check as check_all

    library = open_library(args)
    with progress_bar(_("checking")) as progress:
        findings = check_all(library, args.repair, progress)
    if args.json:
        print_json([{"problem": f.problem, "mended": f.mended} for f in findings])
    else:
        for f in findings:
            print_text(f"{f.problem}: {f.mended}" if f.mended else f.problem)
        if not findings:
            tell(_("the library is sound: {n} articles", n=len(library.rows())))
    return 1 if any(not f.mended for f in findings) else 0


COMMANDS = (
    Subcommand(
        name="check",
        help=N_("verify the library, mend it"),
        run=check,
        options=(
            Option(
                names=("--repair",),
                action="store_true",
                default=False,
                help=N_("mend what can be mended; nothing is deleted"),
            ),
            JSON,
        ),
    ),
)
