"""What the user makes while reading: bookmarks, read marks, places; each on disk when the key is handled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from wxreader.annotations.anchor import make_selector, to_offset
from wxreader.annotations.tags import colour_of, parse_tags
from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.library.store import Store
from wxreader.library.words import COLORS, Reading, new_id, now
from wxreader.model import HEADLINE_BLOCK, Annotation, AnnotationKind, Article, Code, Colour, Page, Place, Row
from wxreader.text import one_line
from wxreader.tui.undo import Change
from wxreader.tui.widgets.article_list import Marks

if TYPE_CHECKING:
    from wxreader.annotations.citation import Citation
    from wxreader.library.placing import Placed

BOOKMARKED = 16
"""Characters that a bookmark of a place keeps as its quote."""


class Annotator:
    """The annotations of a library as the reader's keys change them."""

    def __init__(self, library: Store) -> None:
        self._library = library
        self._store = library.annotations
        self._places: dict[str, tuple[Page, int, Placed]] = {}
        self.with_others = True
        """What others made in a shared archive is shown."""

    def marks(self) -> dict[str, Marks]:
        """What the list shows of each article that was read or marked."""
        marks = {key: Marks(read=r.read) for key, r in self._store.reading().items()}
        for a in filter(self._is_shown, self._store.all()):
            old = marks.get(a.article, Marks())
            if a.kind == AnnotationKind.BOOKMARK:
                marks[a.article] = replace(old, bookmarked=True)
            else:
                marks[a.article] = replace(old, highlights=old.highlights + 1)
        return marks

    def reading(self, article: str) -> Reading:
        """How far an article was read."""
        return self._store.reading().get(article, Reading(article=article))

    def leave(self, article: str, place: Place) -> None:
        """Keep the place at which an article was left."""
        old = self.reading(article)
        if (old.paragraph, old.offset) != place:
            self._store.mark_reading(replace(old, paragraph=place.paragraph, offset=place.offset))

    def set_read(self, article: str, read: bool) -> None:
        """Mark an article as read or unread."""
        old = self.reading(article)
        if old.read != read:
            self._store.mark_reading(replace(old, read=read))

    def set_all_read(self, articles: Sequence[str], read: bool) -> None:
        """Mark articles as read or unread, in one write."""
        kept = self._store.reading()
        marks = [replace(kept.get(a, Reading(article=a)), read=read) for a in articles]
        self._store.mark_reading(*marks)

    def _new(self, article: Article, kind: AnnotationKind) -> Annotation:
        made = now()
        return Annotation(
            id=new_id(),
            kind=kind,
            article=article.id,
            source=article.source,
            source_sha256=self._library.page(article.source).source.sha256,
            headline=article.title,
            created=made,
            modified=made,
        )

    def new_highlight(self, article: Article, start: int, end: int, colour: Colour) -> Annotation:
        """A highlight of characters `start` to `end` of an article's whole text; kept nowhere yet."""
        selector = make_selector(article, start, end)
        return replace(self._new(article, AnnotationKind.HIGHLIGHT), selector=selector, color=colour)

    def adding(self, annotations: list[Annotation], what: str) -> Change:
        """The change that adds annotations."""
        put = partial(self._store.put, annotations)
        remove = partial(self._store.remove, [a.id for a in annotations])
        return self._change(annotations[0], what, put, remove)

    def removing(self, annotations: list[Annotation], what: str) -> Change:
        """The change that takes annotations away."""
        put = partial(self._store.put, annotations)
        remove = partial(self._store.remove, [a.id for a in annotations])
        return self._change(annotations[0], what, remove, put)

    def _change(
        self, about: Annotation, what: str, do: Callable[[], None], undo: Callable[[], None], named: str = ""
    ) -> Change:
        """A change to an annotation, which tells what it is and where."""
        headline = one_line(about.headline)
        if not named:
            is_bookmark = about.kind == AnnotationKind.BOOKMARK
            named = _("the bookmark in {headline}") if is_bookmark else _("the highlight in {headline}")
        selector = about.selector
        place = Place(selector.paragraph, selector.start) if selector else None
        return Change(
            what=what,
            do=do,
            undo=undo,
            named=named.format(headline=headline),
            article=about.article,
            place=place,
        )

    def reading_change(self, row: Row, read: bool) -> Change:
        """The change that marks an article as read or unread."""
        what = _("marked as read") if read else _("marked as unread")
        named = _("the read mark of {headline}", headline=one_line(row.headline))
        return Change(
            what=what,
            do=partial(self.set_read, row.id, read),
            undo=partial(self.set_read, row.id, not read),
            named=named,
            article=row.id,
        )

    def article_change(self, row: Row) -> Change:
        """Bookmark an article, or take its bookmark away."""
        old = self._store.bookmark(row.id)
        if old:
            return self.removing([old], _("bookmark taken away"))
        made = self._new(self._library.article(row.id), AnnotationKind.BOOKMARK)
        return self.adding([made], _("bookmarked"))

    def place_change(self, article: Article, place: Place) -> Change:
        """Bookmark a place, or take the bookmark in the same paragraph away."""
        in_body = place.paragraph != HEADLINE_BLOCK
        paragraph = place.paragraph if in_body else 0
        old = [a for a in self._store.of(article.id) if _is_bookmark_in(a, paragraph)]
        if old:
            return self.removing(old, _("bookmark taken away"))
        start = to_offset(article, paragraph, place.offset if in_body else 0)
        end = min(start + BOOKMARKED, to_offset(article, paragraph, len(article.paragraphs[paragraph].text)))
        selector = make_selector(article, start, max(end, start + 1))
        made = replace(self._new(article, AnnotationKind.BOOKMARK), selector=selector)
        return self.adding([made], _("bookmarked"))

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
        placed = self._placed(article.source).of(article.id)
        selectors = [a.selector for a in placed if a.kind == AnnotationKind.BOOKMARK]
        return [Place(s.paragraph, s.start) if s else Place(HEADLINE_BLOCK, 0) for s in selectors]

    def highlights(self, article: Article) -> list[Annotation]:
        """The highlights of an article, where they are now, in the colours in which they are drawn."""
        codes = self.codes()
        return [
            drawn(a, codes)
            for a in self._placed(article.source).of(article.id)
            if a.kind == AnnotationKind.HIGHLIGHT and a.selector and self._is_shown(a)
        ]

    def codes(self) -> dict[str, Code]:
        """The codebook's entries by tag."""
        return {code.tag: code for code in self._store.codes()}

    def is_own(self, annotation: Annotation) -> bool:
        """Whether an annotation is the user's own."""
        return self._store.is_own(annotation)

    def _is_shown(self, annotation: Annotation) -> bool:
        return self.with_others or self._store.is_own(annotation)

    def everywhere(self) -> list[Annotation]:
        """Every annotation of the library where it is now, orphans marked."""
        from wxreader.library.placing import place_all

        return list(filter(self._is_shown, place_all(self._library)))

    def citations(self, annotations: Iterable[Annotation]) -> dict[str, Citation]:
        """How the articles of some annotations are cited, by article id; those that are gone left out."""
        from wxreader.annotations.citation import cite

        found = {}
        for key in dict.fromkeys(a.article for a in annotations):
            with suppress(WxError):
                article = self._library.article(key)
                found[key] = cite(article, self._library.page(article.source).source)
        return found

    def stored(self, annotation: Annotation) -> Annotation:
        """An annotation as it is kept: a change to it leaves its selector as the user made it."""
        return self._store.get(annotation.id)

    def put(self, annotation: Annotation) -> None:
        """Keep an annotation."""
        self._store.put([annotation])

    def note_change(self, annotation: Annotation, note: str) -> Change:
        """The change that gives an annotation another note."""
        old = self.stored(annotation)
        return self._replacing(
            old, replace(old, note=note, modified=now()), _("note kept"), _("the note in {headline}")
        )

    def tags_change(self, annotation: Annotation, tags: str) -> Change:
        """The change that gives an annotation other tags, as they are typed."""
        old = self.stored(annotation)
        new = parse_tags(tags)
        return self._replacing(
            old, replace(old, tags=new, modified=now()), _("tags kept"), _("the tags in {headline}")
        )

    def _replacing(self, old: Annotation, new: Annotation, what: str, named: str) -> Change:
        return self._change(old, what, partial(self.put, new), partial(self.put, old), named)


def drawn(a: Annotation, codes: Mapping[str, Code]) -> Annotation:
    """A highlight in the colour in which it is drawn: the codebook's for its tags, else its own."""
    colour = colour_of(a.tags, codes) or a.color
    known = colour if colour in COLORS else COLORS[0]  # a stranger's file has others
    return a if a.kind == AnnotationKind.BOOKMARK or known == a.color else replace(a, color=known)


def _is_bookmark_in(a: Annotation, paragraph: int) -> bool:
    """Whether an annotation is a bookmark of a place in a paragraph."""
    return a.kind == AnnotationKind.BOOKMARK and a.selector is not None and a.selector.paragraph == paragraph


def note_on_one_line(note: str) -> str:
    """A note as the bottom line can show and edit it; text that comes back as it was changes nothing."""
    return note.replace("\n", " ")
