"""The reader's word on a name: no name, another type, longer or shorter; kept like a correction.

It knows its place by words. One for the whole page has none around the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wxreader.model import HEADLINE_BLOCK, Article, Correction, CorrectionKind, Mention, MentionType, Span

AROUND = 20
"""Characters on each side by which a place is known (chosen)."""
NONE = "none"
"""The type of what is no name."""
TYPES = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.PLACE)
"""What a name can be."""
_APART = "\n"
"""Stands between the words of a correction; no name has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What a reader says of a name."""

    old: str
    """The characters that were taken for a name."""
    new: str
    """The characters that are one; as the old where only the type was wrong."""
    type: str
    """What it is: PER, ORG, LOC, or `none`."""
    left: str = ""
    """What stands before; empty with `right` for every place on the page."""
    right: str = ""
    """What stands after."""

    @property
    def shift(self) -> tuple[int, int]:
        """How far the first and the last character move."""
        inside = self.old.find(self.new)
        first = inside if inside >= 0 else -self.new.find(self.old)
        return first, first + len(self.new) - len(self.old)


def naming(source: str, mending: Mending, *, key: str, made: str, headline: str = "") -> Correction:
    """The correction that mends a name.

    Args:
        source: The page's source.
        mending: What is said of it.
        key: Id of the correction.
        made: ISO time with zone.
        headline: The article's, for lists.
    """
    before = _APART.join((mending.left, mending.old, mending.right))
    after = _APART.join((mending.type, mending.new))
    return Correction(
        id=key,
        kind=CorrectionKind.NAME,
        source=source,
        created=made,
        before=before,
        after=after,
        headline=headline,
    )


def mending_of(correction: Correction) -> Mending | None:
    """What a correction says of a name; None where it holds nothing of the kind."""
    place, word = correction.before.split(_APART), correction.after.split(_APART)
    if len(place) != len("<>^") or len(word) != len("<>"):
        return None
    (left, old, right), (kind, new) = place, word
    known = kind == NONE or kind in TYPES
    if not known or not old or not new or (old not in new and new not in old):
        return None
    return Mending(old=old, new=new, type=kind, left=left, right=right)


def mending_at(article: Article, mention: Mention, kind: str, new: Span) -> Mending:
    """What is said of one mention: its type and where it begins and ends."""
    text = article.text_of(mention.paragraph)
    left = text[max(0, mention.start - AROUND) : mention.start].split(_APART)[-1]
    right = text[mention.end : mention.end + AROUND].split(_APART)[0]
    return Mending(old=mention.text, new=text[new.start : new.end], type=kind, left=left, right=right)


def extents(article: Article, mention: Mention) -> list[Span]:
    """A mention with a character more or fewer at either end, within its line."""
    text, (start, end) = article.text_of(mention.paragraph), (mention.start, mention.end)
    wanted = (Span(start, end + 1), Span(start, end - 1), Span(start - 1, end), Span(start + 1, end))
    return [s for s in wanted if 0 <= s.start < s.end <= len(text) and _APART not in text[s.start : s.end]]


def renamed(
    articles: Sequence[Article], corrections: Iterable[Correction]
) -> tuple[tuple[Article, ...], bool]:
    """A page's articles with their names as the reader has them, and whether all corrections found them."""
    current, all_found = list(articles), True
    for correction in corrections:
        mending = mending_of(correction)
        done = [_mended(a, mending) for a in current] if mending else []
        found = any(a is not b for a, b in zip(done, current, strict=False))
        all_found = all_found and found
        current = done if found else current
    return tuple(current), all_found


def _mended(article: Article, mending: Mending) -> Article:
    """An article with one name mended; itself where that stands nowhere in it."""
    mentions = article.mentions
    for block in (HEADLINE_BLOCK, *range(len(article.paragraphs))):
        text = article.text_of(block)
        for start, end in _places(text, mending):
            mentions = _with(
                mentions,
                Mention(type="", paragraph=block, start=start, end=end, text=text[start:end], name=""),
                mending,
            )
    return article if mentions is article.mentions else replace(article, mentions=mentions)


def _places(text: str, mending: Mending) -> Iterator[Span]:
    """Where the mended name stands in a text."""
    written = mending.left + mending.old + mending.right
    first, last = mending.shift
    at = text.find(written)
    while at >= 0:
        start = at + len(mending.left)
        end = start + len(mending.old)
        if text[start + first : end + last] == mending.new:
            yield Span(start + first, end + last)
        at = text.find(written, end)


def _with(mentions: tuple[Mention, ...], place: Mention, mending: Mending) -> tuple[Mention, ...]:
    """Mentions with what a place holds after the mending, and without what met it."""
    met = [m for m in mentions if m.type in TYPES and _meet(m, place)]
    kept = [m for m in mentions if m not in met]
    if mending.type == NONE:
        return tuple(kept)  # another tuple, though nothing may have stood there: the place was found
    title = next((m.title for m in met if m.title and mending.type == MentionType.PERSON), "")
    same = next((m.name for m in met if m.text == place.text), place.text)
    told = replace(place, type=mending.type, name=same, title=title)
    return tuple(sorted((*kept, told), key=lambda m: (m.paragraph, m.start, -m.end)))


def _meet(one: Mention, other: Mention) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end
