"""`cite`: articles as citations, for a bibliography."""

from __future__ import annotations

import sys

from wxreader.cli.command import Args, Option, Subcommand
from wxreader.cli.output import open_library
from wxreader.i18n import N_
from wxreader.settings import Settings
from wxreader.vocabulary import CitationFormat, values


def cite_command(args: Args, settings: Settings) -> int:
    """`wxreader cite`."""
    from wxreader.annotations.citation import cite, write_citations

    library = open_library(args)
    ids = args.id or dict.fromkeys(a.article for a in library.annotations.all())
    known = {row.id for row in library.rows()}
    articles = [library.article(key) for key in ids if args.id or key in known]
    sources = {source.name: source for source in library.sources()}
    citations = [cite(article, sources[article.source]) for article in articles]
    written = write_citations(citations, CitationFormat(args.format))
    sys.stdout.buffer.write(written.encode("utf-8", "replace"))
    return 0


COMMANDS = (
    Subcommand(
        name="cite",
        help=N_("print citations of articles"),
        run=cite_command,
        options=(
            Option(
                names=("id",),
                nargs="*",
                metavar="ID",
                help=N_("articles; default: all that have annotations"),
            ),
            Option(
                names=("--format",),
                choices=values(CitationFormat),
                default=CitationFormat.GBT7714,
                help=N_("form of the citations (default: gbt7714)"),
            ),
        ),
    ),
)
