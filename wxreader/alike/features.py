"""By what a story that is printed again is found among a million: a few of its shingles, always the same few.

Of all runs of SHINGLE letters those with the smallest hashes are kept: two texts that share a part of their
runs share about that part of what is kept (a bottom-k sketch), however long they are, and nothing but equal
numbers has to be looked up.
"""

from __future__ import annotations

import re
from heapq import nsmallest
from zlib import crc32

from wxreader.text import fold

SHINGLE = 5
"""Letters of a run (chosen): a third of them is left where every fifth letter is another."""
KEPT = 16
"""Features of an article: with a fifth of its letters changed some five are left (chosen)."""
LEAST = 24
"""Letters below which a text is no story: a caption, a notice of one line (chosen)."""
_NO_LETTER = re.compile(r"[\W_]+")
_BYTES = 2


def letters(text: str) -> str:
    """A text without what is set otherwise in another paper: marks, blanks, line breaks."""
    return _NO_LETTER.sub("", fold(text))


def features(bare: str) -> tuple[int, ...]:
    """The features of a text; none where it is too short to tell a story.

    Args:
        bare: What `letters` left of it.
    """
    if len(bare) < LEAST:
        return ()
    raw = bare.encode("utf-16-le", "surrogatepass")
    width = SHINGLE * _BYTES
    return tuple(
        nsmallest(KEPT, {crc32(raw[at : at + width]) for at in range(0, len(raw) - width + 1, _BYTES)})
    )
