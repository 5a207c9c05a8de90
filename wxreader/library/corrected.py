"""Pages as their reader's corrections have them, and which of those the catalogue has not seen.

Apart from `library`, which keeps corrections and writes rows: here nothing is written, and the analysis that
a correction needs is imported only where a reader corrected something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wxreader.library.table import Table
from wxreader.model import Correction, CorrectionKind, Page, Source

_ASIDE = (CorrectionKind.CAPTION, CorrectionKind.FURNITURE)


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _aside(source: Source) -> set[str]:
    """What stands in no article of a page: an analysis that knew of a correction has done it already."""
    return {_bare(c.text + c.credit) for c in source.captions} | set(map(_bare, source.leftover))


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
    aside = _aside(page.source)
    done = replay(page.articles, [c for c in cuts if c.kind not in _ASIDE or _bare(c.before) not in aside])
    articles, all_names = renamed(done.articles, names)
    source = replace(
        page.source,
        captions=(*page.source.captions, *done.captions),
        leftover=(*page.source.leftover, *done.leftover),
    )
    page, all_days = dated_by_hand(Page(source, articles, page.raw), days)
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
