"""What strangers write into the indices, and what anybody types, is data: text, or a sentence."""

from __future__ import annotations

import base64
import urllib.error
import zlib
from typing import Any
from urllib.parse import quote

import pytest

from tests.library.made import page as made_page
from tests.shared.nodes import Node, get
from tests.shared.test_notes import fill
from tests.support.calls import call
from tests.support.oracle import FORBIDDEN
from wxreader.errors import WxError
from wxreader.library.library import Library
from wxreader.opening import check, finder_of
from wxreader.search.searcher import Searcher
from wxreader.shared.library import SharedLibrary

EVIL = "\x1b[2J\x07\u202e‮标题\x00"


def written(node: Node, index: str, key: str, document: dict[str, Any]) -> int:
    """Put a document as a stranger does; the status of the answer."""
    try:
        get(node.http, f"/{index}/_doc/{quote(key, safe='')}?refresh=true", "PUT", document)
    except urllib.error.HTTPError as error:
        return error.code
    return 200


@pytest.fixture
def spoiled(node: Node, archive: SharedLibrary) -> SharedLibrary:
    """An archive of six articles with documents of strangers between."""
    fill(archive)
    articles, pages = f"{archive.name}-articles-2023", f"{archive.name}-pages-2023"
    good = archive.rows("date")[0]
    doc = get(node.http, f"/{archive.name}-articles/_search", "POST", {"size": 1})["hits"]["hits"][0]
    row = {**doc["_source"]["row"], "headline": EVIL, "byline": EVIL}
    bomb = base64.b64encode(zlib.compress(bytes(300_000_000), 1)).decode()
    strangers: list[tuple[str, dict[str, Any]]] = [
        ("aaaaaaaaa1", {"row": {**row, "id": "aaaaaaaaa1"}, "doc": "AAAA", "day": 20230101}),
        ("aaaaaaaaa2", {"row": {"id": 5, "people": "x"}, "doc": bomb, "day": 20230102}),
        ("a/../b?c#d", {"row": {**row, "id": "a/../b?c#d"}, "day": 20230103, "names": "PER\t" + "鬼" * 5000}),
        ("aaaaaaaaa4", {"row": [1, 2], "day": 20230104}),
        ("aaaaaaaaa5", {"day": 20230105, "offices": "\t\t", "tally": "PER\tx\t-9", "doubts": 2**31 - 1}),
        ("aaaaaaaaa6", {"row": {**row, "length": 10**30}, "day": 20230106, "doc": doc["_source"]["doc"]}),
    ]
    stranger_page = {"name": EVIL, "page": "AAAA", "source": {"name": 7}, "ids": "no"}
    for key, stranger in strangers:
        whole = {"id": key, "source": EVIL, "order": 0, "pairs": "鬼鬼太湖", "chars": "鬼", **stranger}
        assert written(node, articles, key, whole) == 200
    assert written(node, pages, "x/y", stranger_page) == 200
    assert written(node, pages, "z", {"name": good.source, "page": bomb, "articles": -1}) == 200
    notes = archive.annotations.index
    for n, stray in enumerate([{"table": "annotations", "key": "k", "doc": {"id": 3}}, {"table": EVIL}, {}]):
        assert written(node, notes, f"n{n}", stray) == 200
    archive.refresh()
    return archive


def test_a_field_that_is_none_of_ours_is_refused(node: Node, archive: SharedLibrary) -> None:
    fill(archive)
    for kind in ("articles-2023", "pages-2023", "notes"):
        assert written(node, f"{archive.name}-{kind}", "x", {"stray": 1}) == 400
    assert written(node, f"{archive.name}-articles-2023", "x", {"day": "morgen"}) == 400


def test_strangers_documents_are_rows_that_say_so_and_nothing_else_is_lost(spoiled: SharedLibrary) -> None:
    rows = spoiled.rows("date")
    shown = [rows[n] for n in range(len(rows))]
    ours = {a.id for n in range(2) for a in made_page(n).articles}
    assert ours <= {r.id for r in shown}
    assert spoiled.annotations.all() == []
    assert len(list(spoiled.iter_sources())) == 2
    for row in shown:
        if row.id in ours:
            assert spoiled.articles_of([row.id])
            continue
        with pytest.raises(WxError) as told:
            spoiled.article(row.id)
        assert "\x1b" not in str(told.value)


def test_searching_names_and_check_go_on(spoiled: SharedLibrary) -> None:
    finder = finder_of(spoiled)
    assert finder.search("鬼鬼").total == 6
    assert finder.search("太湖").total == 12
    assert dict(finder.most_named("PER", 5))["赵建军"] == 6
    assert ("PER", "赵建军") in {(n.type, n.name) for n in finder.count_names(None) or ()}
    problems = [f.problem for f in check(spoiled, repair=False, progress=lambda done, total: None)]
    assert len([p for p in problems if "an article of no page" in p]) == 6
    assert not any("\x1b" in p for p in problems)


def test_no_call_prints_anything_for_the_terminal(spoiled: SharedLibrary) -> None:
    for words in (["articles"], ["sources"], ["search", "鬼鬼"], ["annotations"], ["entities"], ["check"]):
        done = call(*words, WXREADER_LIBRARY=spoiled.address)
        assert not FORBIDDEN.search(done.stdout.decode().replace("\t", "")), words
        assert b"Traceback" not in done.stderr


TYPED = (
    *r"""
{"match_all": {}}
"}}], "x": [
title:* OR *:*
/.*/
无锡~2
无锡^9
[a TO z]
_exists_:id
\u65e0
<script>
'; DROP TABLE
+无锡 -会议
((((
* ?
id:c7a4
${jndi:ldap://x}
""".strip().splitlines(),
    "\udc80无锡",
    "a" * 3000,
    "会 " * 300,
)


def test_what_is_typed_is_text(archive: SharedLibrary, library: Library) -> None:
    from wxreader.copying import copy

    copy(library, archive)
    for query in TYPED:
        said = []
        for finder in (Searcher(library), finder_of(archive)):
            try:
                said.append(sorted(r.article for r in finder.search(query).results))
            except WxError as error:
                said.append([str(error)])
        assert said[0] == said[1], query


def test_ids_are_not_paths(archive: SharedLibrary) -> None:
    fill(archive)
    for strange in ("../x", "a/b", "?q=1", "#", "_all", "*"):
        with pytest.raises(WxError):
            archive.article(strange)
