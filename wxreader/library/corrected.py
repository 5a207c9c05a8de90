"""Pages as their reader's corrections have them, and which of those the catalogue has not seen.

Apart from `library`, which keeps corrections and writes rows: here nothing is written, and the analysis that
a correction needs is imported only where a reader corrected something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wxreader.library.table import Table
from wxreader.model import Correction, CorrectionKind, Page


def corrected_page(page: Page, corrections: Sequence[Correction]) -> Page:
    """A page as corrections have it; one that finds its place no more is a doubt of the source."""
    if not corrections:
        return page
    from wxreader.dating.by_hand import dated_by_hand  # only where a reader corrected something
    from wxreader.entities.by_hand import renamed
    from wxreader.press.corrections import replay

    days, names, cuts = (
        [c for c in corrections if c.kind == CorrectionKind.ISSUED],
        [c for c in corrections if c.kind == CorrectionKind.NAME],
        [c for c in corrections if c.kind not in (CorrectionKind.ISSUED, CorrectionKind.NAME)],
    )
    done = replay(page.articles, cuts)
    articles, all_names = renamed(done.articles, names)
    page, all_days = dated_by_hand(Page(page.source, articles, page.raw), days)
    whole = all_days and all_names and not done.unapplied
    doubts = page.source.doubts + (() if whole else ("corrections",))
    return replace(page, source=replace(page.source, doubts=doubts))


def ids_by_source(corrections: Iterable[Correction]) -> dict[str, tuple[str, ...]]:
    """The ids of corrections by their sources, in the order in which they were made."""
    ids: dict[str, list[str]] = {}
    for correction in corrections:
        ids.setdefault(correction.source, []).append(correction.id)
    return {source: tuple(found) for source, found in ids.items()}


def sources_behind(table: Table, made: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The sources whose rows have other corrections in them than were made."""
    applied = table.head.corrected
    return [
        name
        for name in dict.fromkeys((*applied, *made))
        if made.get(name, ()) != applied.get(name, ()) and table.find_source(name) is not None
    ]
