"""What stands around a name: the engine's words by their place, and the text between marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wxreader.entities.engine import Token

SEPARATORS = "、，,；;。：:！？（）()“”‘’《》【】\n \u3000——…"
"""What parts clauses and the names of a list."""
LONGEST_OFFICE = 60
"""Characters of an office, at the most."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text between separators."""

    start: int
    text: str
    before: str
    """The separator before it."""


def clause_before(text: str, end: int) -> int:
    """Where the clause that ends at a character begins, at most an office's length before it."""
    start = end
    while start > max(0, end - LONGEST_OFFICE) and text[start - 1] not in SEPARATORS:
        start -= 1
    return start


def segments(text: str) -> list[Segment]:
    """A text's pieces between separators, none of them empty."""
    out, start, before = [], 0, ""
    for i, char in enumerate(text):
        if char in SEPARATORS:
            if i > start:
                out.append(Segment(start, text[start:i], before))
            start, before = i + 1, char
    if start < len(text):
        out.append(Segment(start, text[start:], before))
    return out


@dataclass(frozen=True, slots=True)
class Words:
    """Where the engine's words end, and what begins where."""

    ends: frozenset[int]
    flags: dict[int, str]
    """Part of speech by a word's first character."""
    lengths: dict[int, int]
    """Characters by the same."""

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Words:
        """The words of a text."""
        return cls(
            frozenset(t.end for t in tokens),
            {t.start: t.flag for t in tokens},
            {t.start: len(t.text) for t in tokens},
        )

    def is_other_word(self, at: int) -> bool:
        """Whether a word of the engine's begins here that no name begins with: a verb, a preposition, a longer common word."""
        flag = self.flags.get(at, "")
        if not flag or flag.startswith("nr"):
            return False
        return (
            flag[0] in "pcu"
            or (self.lengths[at] > 1 and flag[0] in "vnadbtsfmr" and flag not in ("nz", "ns", "ng"))
            or (flag[0] in "vd" and flag not in ("vg", "vn"))
        )

    def is_common(self, at: int, size: int) -> bool:
        """Whether exactly these characters are a word of the engine's and no name: 农田, 解读."""
        flag = self.flags.get(at, "nr")
        return (
            self.lengths.get(at) == size
            and flag[0] in "nvadbijlms"
            and flag[:2] not in ("nr", "ns", "nz", "nt")
        )

    def goes_on(self, at: int) -> bool:
        """Whether a verb, adverb, preposition or conjunction begins at a character: what a sentence goes on with after a name."""
        return self.flags.get(at, "n")[0] in "vdpcu"
