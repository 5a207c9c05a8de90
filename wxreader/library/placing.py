"""Where the annotations of a source stand on its page as it is now; which of them are orphans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wxreader.errors import WxError
from wxreader.library.store import Store
from wxreader.model import Annotation, Row


@dataclass(frozen=True, slots=True)
class Placed:
    """The annotations of a source, each in the article and at the place where it is now."""

    annotations: tuple[Annotation, ...]
    orphans: tuple[Annotation, ...]
    """Whose passage or article is no longer found; they keep their quote."""

    def of(self, article: str) -> list[Annotation]:
        """Those of an article."""
        return [a for a in self.annotations if a.article == article]


def place(library: Store, source: str, annotations: Iterable[Annotation]) -> Placed:
    """Find a source's annotations on its page.

    Nothing is written: what is kept stays as the user made it.
    """
    from wxreader.annotations.reanchor import reanchor

    try:
        page = library.page(source).articles
    except WxError:
        page = ()
    ids = {a.id for a in page}
    placed: list[Annotation] = []
    orphans: list[Annotation] = []
    for a in annotations:
        if a.selector is None:
            (placed if a.article in ids else orphans).append(
                a if a.article in ids else replace(a, orphaned=True)
            )
            continue
        found = reanchor(a.selector, a.article, page)
        if found is None:
            orphans.append(replace(a, orphaned=True))
        else:
            placed.append(
                replace(a, article=found.article.id, selector=found.selector, headline=found.article.title)
            )
    return Placed(tuple(placed), tuple(orphans))


def rows_of_annotated(library: Store, annotations: Iterable[Annotation]) -> dict[str, Row]:
    """The rows of the articles that annotations are of, as far as these are there."""
    articles = dict.fromkeys(a.article for a in annotations)
    return {article: row for article in articles if (row := library.row(article))}


def place_all(library: Store) -> list[Annotation]:
    """Every annotation of the library where it is now, orphans marked, oldest first."""
    by_source: dict[str, list[Annotation]] = {}
    for a in library.annotations.all():
        by_source.setdefault(a.source, []).append(a)
    out = []
    for source, found in by_source.items():
        done = place(library, source, found)
        out += [*done.annotations, *done.orphans]
    return sorted(out, key=lambda a: (a.created, a.id))
