"""Tags: how a line of them is read, what belongs to one, and what renaming one changes. Pure.

A tag may be nested in another by a slash: 外资/日资 is a 外资. Whoever asks for 外资 gets both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from wxreader.chinese import COMMAS
from wxreader.model import Annotation, Code
from wxreader.text import fold

NESTING = "/"
"""Stands between a tag and the one that it is nested in."""
_PARTED = re.compile(rf"[\s{COMMAS}]+")


def parse_tags(typed: str) -> tuple[str, ...]:
    """The tags of a line, each once: `外事,核对、#甲 外资／日资` has four, parted by blanks or any comma."""
    words = (_clean(word) for word in _PARTED.split(typed))
    return tuple(dict.fromkeys(word for word in words if word))


def _clean(word: str) -> str:
    """A tag without # and without empty parts: `#外资//日资/` is 外资/日资."""
    parts = word.lstrip("#＃").replace("／", NESTING).split(NESTING)
    return NESTING.join(part for part in parts if part)


def is_within(tag: str, asked: str) -> bool:
    """Whether a tag is the one that is asked for, or nested in it; in normal form, so that 外資 is 外资."""
    whole, wanted = fold(tag), fold(_clean(asked))
    return bool(wanted) and (whole == wanted or whole.startswith(wanted + NESTING))


def has_tag(tags: Iterable[str], asked: str) -> bool:
    """Whether any of some tags is the one that is asked for or is nested in it."""
    return any(is_within(tag, asked) for tag in tags)


def colour_of(tags: Iterable[str], codes: Mapping[str, Code]) -> str:
    """The colour that the codebook gives to tags, the first that has one: its own, or that of what it is
    nested in; empty for none.
    """
    for tag in tags:
        parts = tag.split(NESTING)
        for n in range(len(parts), 0, -1):
            code = codes.get(NESTING.join(parts[:n]))
            if code and code.color:
                return code.color
    return ""


def counts(annotations: Iterable[Annotation]) -> dict[str, int]:
    """How many annotations have each tag, by name; one that has 外资/日资 counts for 外资 too."""
    found: Counter[str] = Counter()
    for annotation in annotations:
        names: set[str] = set()
        for tag in annotation.tags:
            parts = tag.split(NESTING)
            names.update(NESTING.join(parts[: n + 1]) for n in range(len(parts)))
        found.update(names)
    return dict(sorted(found.items()))


def retagged(annotations: Iterable[Annotation], move: Callable[[str], str], when: str) -> list[Annotation]:
    """The annotations that change where every tag gets the name that `move` gives it, as they are then.

    Args:
        annotations: All of them.
        move: A tag's new name; empty to take it off. Two tags of one name become one.
        when: The time of the change, ISO 8601.
    """
    changed = []
    for annotation in annotations:
        tags = tuple(map(move, annotation.tags))
        if tags != annotation.tags:
            kept = tuple(dict.fromkeys(tag for tag in tags if tag))
            changed.append(replace(annotation, tags=kept, modified=when))
    return changed


def renamed_tag(tag: str, old: str, new: str) -> str:
    """A tag after a renaming: 外资/日资 is 投资/日资 after 外资 became 投资, 日资 after it went."""
    if tag == old:
        return new
    rest = tag.removeprefix(old + NESTING)
    if rest == tag:
        return tag
    return f"{new}{NESTING}{rest}" if new else rest
