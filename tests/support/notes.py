"""A highlight for tests of the store."""

from __future__ import annotations

from wxreader.library.words import new_id, now
from wxreader.model import Annotation, AnnotationKind, Colour, Selector


def note(text: str = "") -> Annotation:
    """A highlight of one character, with a note of these words."""
    return Annotation(
        id=new_id(),
        kind=AnnotationKind.HIGHLIGHT,
        article="a",
        source="s",
        source_sha256="0",
        headline="h",
        created=now(),
        modified=now(),
        selector=Selector(exact="甲", prefix="", suffix="", paragraph=0, start=0, end=1, end_paragraph=0),
        color=Colour.YELLOW,
        note=text,
        tags=("标签",),
    )
