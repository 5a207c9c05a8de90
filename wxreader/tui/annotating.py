"""What the user makes while reading: bookmarks, read marks, places; each on disk when the key is handled."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from wxreader.annotations.anchor import make_selector, to_offset
from wxreader.i18n import _
from wxreader.library.library import Library
from wxreader.library.userdata import COLORS, Reading, new_id, now
from wxreader.model import Annotation, Article, Page, Row
from wxreader.tui.undo import Change
from wxreader.tui.widgets.article_list import Marks

if TYPE_CHECKING:
    from wxreader.library.placing import Placed

Place = tuple[int, int]
BOOKMARKED = 16
"""Characters that a bookmark of a place keeps as its quote."""


class Annotator:
    """The annotations of a library as the reader's keys change them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._store = library.annotations
        self._places: dict[str, tuple[Page, int, Placed]] = {}

    def marks(self) -> dict[str, Marks]:
        """What the list shows of each article that was read or marked."""
        out = {key: Marks(read=r.read) for key, r in self._store.reading().items()}
        for a in self._store.all():
            old = out.get(a.article, Marks())
            if a.kind == "bookmark":
                out[a.article] = replace(old, bookmarked=True)
            else:
                out[a.article] = replace(old, highlights=old.highlights + 1)
        return out

    def reading(self, article: str) -> Reading:
        """How far an article was read."""
        return self._store.reading().get(article, Reading(article))

    def leave(self, article: str, place: Place) -> None:
        """Keep the place at which an article was left."""
        old = self.reading(article)
        if (old.paragraph, old.offset) != place:
            self._store.mark_reading(replace(old, paragraph=place[0], offset=place[1]))

    def set_read(self, article: str, read: bool) -> None:
        """Mark an article as read or unread."""
        old = self.reading(article)
        if old.read != read:
            self._store.mark_reading(replace(old, read=read))

    def _new(self, article: Article) -> Annotation:
        made = now()
        sha256 = self._library.page(article.source).source.sha256
        return Annotation(new_id(), "bookmark", article.id, article.source, sha256, article.title, made, made)

    def adding(self, annotations: list[Annotation], what: str) -> Change:
        """The change that adds annotations."""
        return Change(
            what,
            partial(self._store.put, annotations),
            partial(self._store.remove, [a.id for a in annotations]),
        )

    def removing(self, annotations: list[Annotation], what: str) -> Change:
        """The change that takes annotations away."""
        return Change(
            what,
            partial(self._store.remove, [a.id for a in annotations]),
            partial(self._store.put, annotations),
        )

    def article_change(self, row: Row) -> Change:
        """Bookmark an article, or take its bookmark away."""
        old = self._store.bookmark(row.id)
        if old:
            return self.removing([old], _("bookmark taken away"))
        return self.adding([self._new(self._library.article(row.id))], _("bookmarked"))

    def place_change(self, article: Article, place: Place) -> Change:
        """Bookmark a place, or take the bookmark in the same paragraph away."""
        paragraph = max(0, place[0])
        old = [
            a
            for a in self._store.of(article.id)
            if a.kind == "bookmark" and a.selector and a.selector.paragraph == paragraph
        ]
        if old:
            return self.removing(old, _("bookmark taken away"))
        start = to_offset(article, paragraph, place[1] if place[0] >= 0 else 0)
        end = min(start + BOOKMARKED, to_offset(article, paragraph, len(article.paragraphs[paragraph].text)))
        return self.adding(
            [replace(self._new(article), selector=make_selector(article, start, max(end, start + 1)))],
            _("bookmarked"),
        )

    def _placed(self, source: str) -> Placed:
        """A source's annotations where they are now; found anew only when they or the page changed."""
        page = self._library.page(source)
        version = self._store.version()
        known = self._places.get(source)
        if known is None or known[0] is not page or known[1] != version:
            from wxreader.library.placing import place

            kept = [a for a in self._store.all() if a.source == source]
            known = (page, version, place(self._library, source, kept))
            self._places[source] = known
        return known[2]

    def bookmarks(self, article: Article) -> list[Place]:
        """The bookmarked places of an article; its headline block where the whole article is."""
        found = [a.selector for a in self._placed(article.source).of(article.id) if a.kind == "bookmark"]
        return [(s.paragraph, s.start) if s else (-1, 0) for s in found]

    def highlights(self, article: Article) -> list[Annotation]:
        """The highlights of an article, where they are now."""
        return [
            a if a.color in COLORS else replace(a, color=COLORS[0])  # a stranger's file has others
            for a in self._placed(article.source).of(article.id)
            if a.kind == "highlight" and a.selector
        ]

    def everywhere(self) -> list[Annotation]:
        """Every annotation of the library where it is now, orphans marked."""
        from wxreader.library.placing import place_all

        return place_all(self._library)

    def stored(self, annotation: Annotation) -> Annotation:
        """An annotation as it is kept: a change to it leaves its selector as the user made it."""
        return self._store.get(annotation.id)

    def put(self, annotation: Annotation) -> None:
        """Keep an annotation."""
        self._store.put([annotation])

    def note_change(self, annotation: Annotation, note: str) -> Change:
        """The change that gives an annotation another note."""
        old = self.stored(annotation)
        return Change(
            _("note kept"), partial(self.put, replace(old, note=note, modified=now())), partial(self.put, old)
        )

    def tags_change(self, annotation: Annotation, tags: str) -> Change:
        """The change that gives an annotation other tags, parted by spaces."""
        old = self.stored(annotation)
        new = tuple(dict.fromkeys(tags.replace("，", " ").replace("#", "").split()))
        return Change(
            _("tags kept"), partial(self.put, replace(old, tags=new, modified=now())), partial(self.put, old)
        )


def note_on_one_line(note: str) -> str:
    """A note as the bottom line can show and edit it; text that comes back as it was changes nothing."""
    return note.replace("\n", " ")
