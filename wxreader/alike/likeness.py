"""Whether two texts tell the same story in the same words, and where the words differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wxreader.text import fold_with_map

ALIKE = 0.7
"""Share of letters that stand in both, in order, from which two texts are one story.

Chosen: every fifth letter of a printing may be another; other stories stay below.
"""


FORMULA = 0.9
"""The same for texts about different times: a decree, an obituary is told in the words of the last one.

Measured on the archive: of 255 pairs below it that are of different times, none was one story.
"""
NEAR = 31
"""Days between two stories from which they are about different times (chosen)."""


def likeness(one: str, other: str, least: float = ALIKE) -> float:
    """How much of two texts is the same, in order: twice what they share by what they have; 0 for less."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other, score_cutoff=least)


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is compared."""

    letters: str
    """What `features.letters` left of it."""
    first: int
    """Its first day as a number that grows by one a day; 0 for none."""
    last: int

    def is_near(self, other: Told) -> bool:
        """Whether two stories may be about one time."""
        if not self.first or not other.first:
            return True
        vague = max(self.last - self.first, other.last - other.first) > NEAR
        return max(self.first - other.last, other.first - self.last) < (1 if vague else NEAR)


def one_story(one: Told, other: Told) -> bool:
    """Whether two texts are one story, printed twice."""
    return likeness(one.letters, other.letters, ALIKE if one.is_near(other) else FORMULA) > 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts: the same in both, or what one has where the other has something else."""

    one: str
    other: str

    @property
    def same(self) -> bool:
        """Whether both have it."""
        return self.one == self.other


MERGED = 2
"""Letters between two differences up to which these are one (chosen: words change whole)."""


def differences(one: str, other: str) -> list[Piece]:
    """Two texts in pieces, in order; what only the setting of type changes (width, blanks) is the same."""
    from rapidfuzz.distance import Levenshtein

    (a, a_map), (b, b_map) = fold_with_map(one), fold_with_map(other)
    pieces: list[Piece] = []
    for step in Levenshtein.opcodes(a, b):
        left = one[_place(a_map, step.src_start, one) : _place(a_map, step.src_end, one)]
        right = other[_place(b_map, step.dest_start, other) : _place(b_map, step.dest_end, other)]
        pieces.append(Piece(left, left) if step.tag == "equal" else Piece(left, right))
    return list(_merged(pieces))


AROUND = 12
"""Characters shown on each side of a difference."""


def told(pieces: Sequence[Piece]) -> list[str]:
    """Each difference on a line, with what stands around it: 市委书记【杜小刚→赵建军】到会."""
    lines = []
    for number, piece in enumerate(pieces):
        if not piece.same:
            before = pieces[number - 1].one[-AROUND:] if number and pieces[number - 1].same else ""
            after = pieces[number + 1].one[:AROUND] if number + 1 < len(pieces) else ""
            lines.append(f"{before}【{piece.one}→{piece.other}】{after}")
    return lines


def _place(places: Sequence[int], at: int, text: str) -> int:
    return places[at] if at < len(places) else len(text)


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    """Differences that stand close together are one."""
    held: Piece | None = None
    for number, piece in enumerate(pieces):
        inside = held is not None and 0 < number < len(pieces) - 1 and len(piece.one) <= MERGED
        if held is not None and (not piece.same or inside):
            held = Piece(held.one + piece.one, held.other + piece.other)
            continue
        if not piece.same:
            held = piece
            continue
        if held is not None:
            yield held
            held = None
        yield piece
    if held is not None:
        yield held
