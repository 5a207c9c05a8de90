"""`wxreader open ID#quote`: the reader begins at the passage."""

from __future__ import annotations

import sys

from tests.support.calls import call
from tests.support.terminal import Terminal
from wxreader.annotations.address import write_address
from wxreader.library.library import Library


def test_the_reader_opens_at_the_passage(library: Library) -> None:
    article = library.article(library.rows()[5].id)
    paragraph = len(article.paragraphs) - 1
    quote = article.paragraphs[paragraph].text[:12]
    address = write_address(article.id, quote)
    argv = [sys.executable, "-m", "wxreader", "--lang", "en", "--library", str(library.path), "open", address]
    with Terminal(argv, 120, 40) as terminal:
        terminal.until(article.headline[0][:6])
        terminal.until(f"paragraph {paragraph + 1}")
        terminal.press("q")
        terminal.read(0.5)
        terminal.press("q")
        assert terminal.wait() == 0


def test_words_that_are_not_there_and_articles_that_are_not_are_named(library: Library) -> None:
    lib = ("--library", str(library.path))
    wrong = call(*lib, "open", f"{library.rows()[0].id}#没有这句话")
    assert (wrong.returncode, "没有这句话" in wrong.stderr.decode()) == (1, True)
    missing = call(*lib, "open", "zzzz#没有")
    assert (missing.returncode, "zzzz" in missing.stderr.decode()) == (1, True)
