"""Imported by the server that worker processes are forked from:
jieba's dictionary and the tagger are read once for all of them.
"""

from __future__ import annotations

from contextlib import suppress

from wxreader.entities.engine import DEFAULT_ENGINE
from wxreader.library.loader import engine_of

with suppress(
    Exception
):  # the server would die of it; a worker says what is wrong, when it tries in its turn
    engine_of(DEFAULT_ENGINE, "")
