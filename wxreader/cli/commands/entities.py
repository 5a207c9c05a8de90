"""`entities`: names over the whole library; `recognize`: the recogniser alone, on plain text."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, print_row
from wxreader.i18n import N_
from wxreader.model import MentionType
from wxreader.settings import Settings
from wxreader.text import one_line
from wxreader.vocabulary import values

_MAX_BYTES = 1 << 30
"""Largest file that `recognize` reads (chosen: memory)."""


def entities(args: Args, settings: Settings) -> int:
    """`wxreader entities`."""
    from wxreader.opening import finder_of
    from wxreader.profiles.census import take_census

    library = open_library(args)
    named = None if args.json else finder_of(library).count_names(args.type)
    if named is not None:
        for one in named:
            print_row((one.type, str(one.count), one_line(one.name), one_line(one.title) or "-"))
        return 0
    census = take_census(library.articles(), args.type)
    if args.json:
        from wxreader.cli.shapes import entity_object

        print_json([entity_object(e) for e in census])
        return 0
    for e in census:
        print_row((e.type, str(e.count), one_line(e.name), one_line(e.title) or "-"))
    return 0


def recognize(args: Args, settings: Settings) -> int:
    """`wxreader recognize`: an array for every line of the input."""
    from wxreader.cli.shapes import recognised_object
    from wxreader.entities.engine import get_engine
    from wxreader.entities.recognise import recognise_text
    from wxreader.library.files import read_bytes
    from wxreader.press.decode import decode

    read = read_bytes(args.file, _MAX_BYTES) if args.file else sys.stdin.buffer.read()
    whole = decode(read, str(args.file or "stdin")).text if read else ""
    engine = get_engine(args.engine or settings.engine, settings.userdict)
    rows = whole.split("\n")
    for row in rows[:-1] if rows[-1] == "" else rows:
        printed = row.removesuffix("\r")
        objects = [recognised_object(printed, f) for f in recognise_text(printed, engine)]
        sys.stdout.buffer.write(json.dumps(objects, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return 0


COMMANDS = (
    Subcommand(
        name="entities",
        help=N_("people, organisations, places over the library"),
        run=entities,
        options=(Option(names=("--type",), choices=values(MentionType), help=N_("only this type")), JSON),
    ),
    Subcommand(
        name="recognize",
        help=N_("run the recogniser on plain text"),
        run=recognize,
        options=(
            Option(names=("file",), nargs="?", metavar="FILE", type=Path, help=N_("default: standard input")),
            Option(names=("--engine",), metavar="NAME"),
            JSON,
        ),
    ),
)
