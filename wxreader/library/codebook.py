"""The codebook: what tags there are, and renaming, merging, nesting, colouring, describing them.

A change is planned first and knows its way back, so that a key can undo it: `change.make(store)`,
`change.take_back(store)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from wxreader.annotations.tags import counts, parse_tags, renamed_tag, retagged
from wxreader.errors import NotFoundError, UsageError
from wxreader.i18n import _
from wxreader.library.words import Words, now
from wxreader.model import Annotation, Code, Colour

ALIKE = 0.5
"""difflib's likeness from which another tag may be meant: one character of two (外质, 外资)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookChange:
    """A change to tags, with what was there before."""

    annotations: tuple[Annotation, ...] = ()
    """Those that change, as they are then."""
    before: tuple[Annotation, ...] = ()
    """The same as they were."""
    codes: tuple[Code, ...] = ()
    """Entries that are new or changed."""
    codes_before: tuple[Code, ...] = ()
    """Entries that are changed or dropped, as they were."""

    def make(self, store: Words) -> None:
        """Make it: one write."""
        store.retag(self.annotations, self.codes, _names(self.codes_before) - _names(self.codes))

    def take_back(self, store: Words) -> None:
        """Put everything back as it was: one write."""
        store.retag(self.before, self.codes_before, _names(self.codes) - _names(self.codes_before))


def _names(codes: tuple[Code, ...]) -> set[str]:
    return {code.tag for code in codes}


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag with what is known of it."""

    code: Code
    count: int
    """Annotations that have it, or one nested in it."""


def tag_uses(store: Words) -> list[TagUse]:
    """Every tag that an annotation has or the codebook knows, by name."""
    used = counts(store.all())
    known = {code.tag: code for code in store.codes()}
    return [TagUse(known.get(tag, Code(tag)), used.get(tag, 0)) for tag in sorted({*used, *known})]


def rename(store: Words, old: str, new: str) -> CodebookChange:
    """A tag under another name, with what is nested in it: 日资 to 外资/日资 nests,
    to one that is there merges.

    Raises:
        NotFoundError: There is no such tag.
        UsageError: The new name is none, or is nested in the old one.
    """
    _check_known(store, old)
    name = _one_tag(new)
    if name != old and renamed_tag(name, old, "") != name:
        raise UsageError(_("{new} is within {old}; a tag cannot be nested in itself", new=name, old=old))
    return _moving(store, lambda tag: renamed_tag(tag, old, name))


def remove(store: Words, tag: str) -> CodebookChange:
    """No annotation has the tag any more; what was nested in it stands one higher.

    Raises:
        NotFoundError: There is no such tag.
    """
    _check_known(store, tag)
    return _moving(store, lambda name: renamed_tag(name, tag, ""))


def describe(store: Words, tag: str, *, color: str | None = None, text: str | None = None) -> CodebookChange:
    """A tag with another colour or description; empty takes it off, None leaves it.

    Raises:
        UsageError: The tag or the colour is none.
    """
    name = _one_tag(tag)
    if color and color not in set(Colour):
        raise UsageError(
            _(
                "no highlight colour is called {color}; there is {colors}",
                color=repr(color),
                colors=", ".join(Colour),
            )
        )
    old = next((code for code in store.codes() if code.tag == name), None)
    new = old or Code(name)
    if color is not None:
        new = replace(new, color=color)
    if text is not None:
        new = replace(new, description=text)
    return CodebookChange(codes=(new,), codes_before=(old,) if old else ())


def _moving(store: Words, move: Callable[[str], str]) -> CodebookChange:
    """Annotations and entries of the codebook after every tag got another name;
    two entries of one name merge.
    """
    after = retagged(store.all(), move, now())
    changed = {a.id for a in after}
    codes = {code.tag: code for code in store.codes()}
    moved = {tag: code for tag, code in codes.items() if move(tag) != tag}
    entries = _moved_entries(codes, moved.values(), move)
    overwritten = [codes[tag] for tag in entries if tag in codes and tag not in moved]
    return CodebookChange(
        annotations=tuple(after),
        before=tuple(a for a in store.all() if a.id in changed),
        codes=tuple(entries.values()),
        codes_before=(*moved.values(), *overwritten),
    )


def _moved_entries(
    codes: Mapping[str, Code], moved: Iterable[Code], move: Callable[[str], str]
) -> dict[str, Code]:
    """The codebook's entries under their new names, merged with one that was there;
    those taken off left out.
    """
    entries: dict[str, Code] = {}
    for code in moved:
        name = move(code.tag)
        there = entries.get(name) or codes.get(name)
        if name:
            entries[name] = _merged(there, code, name) if there else replace(code, tag=name)
    return entries


def _merged(there: Code, code: Code, name: str) -> Code:
    """One entry of two: the colour of the one that was there, both descriptions."""
    descriptions = dict.fromkeys(text for text in (there.description, code.description) if text)
    return Code(name, there.color or code.color, "\n".join(descriptions))


def _check_known(store: Words, tag: str) -> None:
    names = {use.code.tag for use in tag_uses(store)}
    if tag not in names:
        import difflib

        meant = difflib.get_close_matches(tag, names, 1, ALIKE)
        hint = _("; did you mean {meant!r}?", meant=meant[0]) if meant else ""
        raise NotFoundError(_("no tag is called {tag!r}{hint}", tag=tag, hint=hint))


def _one_tag(typed: str) -> str:
    """The one tag that was typed."""
    tags = parse_tags(typed)
    if len(tags) != 1:
        raise UsageError(_("{typed!r} is no name of one tag: blanks and commas part tags", typed=typed))
    return tags[0]
