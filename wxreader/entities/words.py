"""jieba's dictionary words of a text, each with its part of speech:
what the tagger and the grammar of offices see beside characters.

Only the dictionary is asked, not jieba's guesses at words it lacks: they cost six times as much, and the
tagger guesses better. jieba 0.42.1 imports pkg_resources (gone from setuptools 81), prints to stderr while
it builds its dictionary's cache, and puts that cache into the shared temporary folder, where anyone may
have written it before: it is unmarshalled, so a foreign one could run code.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import warnings
from pathlib import Path
from typing import Any

from wxreader.entities.engine import Word
from wxreader.errors import SettingsError
from wxreader.i18n import _
from wxreader.regular import read_regular

_PIECE = re.compile(
    r".{1,4000}(?<=[，。！？；：、\n])"  # up to a mark: jieba begins anew there anyway
    r"|.{1,4000}",  # a run without marks: jieba takes the square of its length
    re.DOTALL,
)
"""What is cut at once."""


def _import_jieba() -> Any:
    """Import jieba without pkg_resources (it falls back to plain files) and without its warnings."""
    hidden = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
            import jieba.posseg
    finally:
        if hidden is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = hidden
    jieba.setLogLevel(logging.CRITICAL)
    return jieba


def cache_folder() -> Path:
    """Where jieba's cache goes; made if it is not there."""
    import platformdirs

    from wxreader.atomic import make_folder

    folder = Path(platformdirs.user_cache_dir("wxreader", appauthor=False)) / "jieba"
    make_folder(folder)
    return folder


LARGEST_DICTIONARY = 100_000_000
"""Bytes of a user's dictionary (chosen: jieba's own has 5 MB)."""


class WordCutter:
    """Cuts texts into the words of jieba's dictionary and the user's.

    Args:
        userdict: A dictionary file of the user's, in jieba's format; empty for none.

    Raises:
        SettingsError: The user's dictionary cannot be read.
    """

    def __init__(self, userdict: str = "") -> None:
        jieba = _import_jieba()
        try:
            jieba.dt.tmp_dir = str(cache_folder())
        except OSError:
            jieba.dt.cache_file = None
        jieba.initialize()
        if userdict:
            try:
                named = read_regular(Path(userdict).expanduser(), LARGEST_DICTIONARY)
                jieba.load_userdict(io.StringIO(named.decode("utf-8-sig")))
            except (OSError, ValueError, RuntimeError, AttributeError) as error:
                raise SettingsError(
                    _(
                        "userdict: {userdict} cannot be read as a jieba dictionary ({error})",
                        userdict=userdict,
                        error=error,
                    )
                ) from None
        self._cut = jieba.posseg.cut

    def words(self, text: str) -> list[Word]:
        """The words of a text; joined, they are the text."""
        cut: list[Word] = []
        at = 0
        for piece in _PIECE.findall(text):
            for pair in self._cut(piece, HMM=False):
                end = at + len(pair.word)
                cut.append(Word(at, end, pair.flag))
                at = end
        return cut
