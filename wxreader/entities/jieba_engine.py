"""jieba as an engine: silent, and with its cache in the user's own cache folder.

jieba 0.42.1 imports pkg_resources (gone from setuptools 81), prints to stderr while it builds its
dictionary's cache, and puts that cache into the shared temporary folder, where anyone may have
written it before: it is unmarshalled, so a foreign one could run code.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from wxreader.entities.engine import Token
from wxreader.entities.lexicon import lexicon
from wxreader.errors import SettingsError
from wxreader.i18n import _
from wxreader.regular import read_regular
from wxreader.text import simplify

_PIECE = re.compile(r".{1,4000}(?<=[，。！？；：、\n])|.{1,4000}", re.DOTALL)
"""What is cut at once: jieba takes the square of the time for a run without marks. It begins anew at each mark anyway."""

LARGEST_DICTIONARY = 100_000_000
"""Bytes of a user's dictionary (chosen: jieba's own has 5 MB)."""
REMEMBERED = 50_000
"""Runs of characters that are remembered: some 20 MB."""


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


UNSEEN = tuple((place, flag) for place in "BMES" for flag in ("n", "nr", "v"))
"""What a character that jieba never saw may be: the beginning, middle or end of a noun, a name, a verb, or one itself."""


def _bounded(posseg: Any) -> Any:
    """jieba's reading of a run, with few states for characters that its model has not seen.

    It would try all 256 states of each against all of the one before: Traditional text took 40 times as long.
    """
    read = posseg.POSTokenizer._POSTokenizer__cut
    known = posseg.char_state_tab_P

    def bounded(tagger: Any, run: str) -> Any:
        for char in run:
            if char not in known:
                known[char] = UNSEEN
        return read(tagger, run)

    return bounded


def _remembering(posseg: Any) -> Any:
    """jieba's tagger, remembering how it read a run of single characters: 年来, 日在 and the like are half of all runs and cost most of its time.

    Private to us: jieba.posseg itself is as it was.
    """
    read = _bounded(posseg)

    class Remembering(posseg.POSTokenizer):  # type: ignore[misc]
        """The same words, sooner."""

    tagger = Remembering.__new__(Remembering)
    tagger.__dict__.update(posseg.dt.__dict__)
    Remembering._POSTokenizer__cut = staticmethod(lru_cache(REMEMBERED)(lambda run: tuple(read(tagger, run))))
    return tagger


def cache_folder() -> Path:
    """Where jieba's cache goes; made if it is not there."""
    import platformdirs

    from wxreader.atomic import make_folder

    folder = Path(platformdirs.user_cache_dir("wxreader", appauthor=False)) / "jieba"
    make_folder(folder)
    return folder


class JiebaEngine:
    """The default engine: jieba's words and parts of speech.

    Args:
        userdict: A dictionary file of the user's, in jieba's format; empty for none.
    """

    name = "jieba"
    names_are_sure = False

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
        self._posseg = _remembering(jieba.posseg)
        lists = lexicon()
        self._common = {"ns": lists.not_places, "nt": lists.not_organisations}

    def tag(self, text: str) -> list[Token]:
        """Cut a text into words with jieba's flags; of its places and organisations, what names none is a noun (治本 ns, 汇报会 nt)."""
        out: list[Token] = []
        at = 0
        for piece in _PIECE.findall(text):
            # the dictionary and the model are of Simplified characters; one stands for one, so places are the same
            for pair in self._posseg.cut(simplify(piece)):
                common = pair.word in self._common.get(pair.flag, ())
                out.append(Token(text[at : at + len(pair.word)], "n" if common else pair.flag, at))
                at += len(pair.word)
        return out
