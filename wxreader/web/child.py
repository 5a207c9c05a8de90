"""The process of a visit: the reader on one library, in a browser."""

from __future__ import annotations

import argparse
import resource
import sys
from dataclasses import replace
from pathlib import Path

from wxreader.web.channel import keep_channel

OPEN_FILES = 512
"""Files that a visit may have open (chosen)."""


def _limit(address_space: int) -> None:
    """Bound what the process may take; no core file with texts in it is written."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for what, most in ((resource.RLIMIT_NOFILE, OPEN_FILES), (resource.RLIMIT_AS, address_space)):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def main() -> int:
    """Open the reader on the library named on the command line.

    Returns:
        The exit status.
    """
    keep_channel()
    parser = argparse.ArgumentParser(prog="wxreader", add_help=False)
    parser.add_argument("--library", required=True)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--address-space", type=int, default=4 << 30)
    parser.add_argument("--no-mouse", action="store_true")
    args = parser.parse_args()
    _limit(args.address_space)
    from wxreader.errors import WxError
    from wxreader.i18n import set_language
    from wxreader.opening import open_library
    from wxreader.settings import load_settings
    from wxreader.text import visible

    set_language(args.lang)
    try:
        settings = replace(
            load_settings(), ambiguous_width="1", language=args.lang
        )  # the page's fonts have “ ” … in one cell
        library = open_library(args.library)
        library.make()
        from wxreader.tui.run import run
        from wxreader.tui.surroundings import BROWSER

        mouse = settings.mouse and not args.no_mouse
        surroundings = replace(BROWSER, private=(library.path, Path.home(), Path.cwd()))
        return run(library, settings, mouse=mouse, surroundings=surroundings)
    except WxError as error:
        print(f"wxreader: {visible(str(error))}".replace("\n", " "), file=sys.stderr)  # noqa: T201
        return error.exit_status


if __name__ == "__main__":
    sys.exit(main())
