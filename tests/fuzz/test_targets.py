"""Fuzz targets: what comes from outside, spoiled in every way, gives a result or a sentence of ours,
never an error.

A few examples of each run with the tests; `make fuzz` gives them ten minutes (`tools/fuzz.py`). What is
found becomes a test of its own; hypothesis keeps the example in `.hypothesis` meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import SEEDS
from tests.support.oracle import FORBIDDEN
from wxreader.annotations.exchange import read_export
from wxreader.cli.main import main
from wxreader.errors import WxError
from wxreader.library.check import check
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.press.decode import decode
from wxreader.search.index import update_index
from wxreader.search.query import parse
from wxreader.search.searcher import Searcher
from wxreader.settings import load_settings
from wxreader.text import one_line

EXAMPLES = int(os.environ.get("WXREADER_FUZZ_EXAMPLES", "12"))
"""Of each target in a run of the tests; `tools/fuzz.py` asks for more, again and again."""
HERE = Path(__file__).parent
DUMPS = sorted((HERE.parent / "hostile" / "files").iterdir()) + sorted(SEEDS.glob("*.txt"))
QUERIES = (HERE / "queries.txt").read_text("utf-8").split("\n")
EVIL = [
    "\x1b]0;x\x07",
    "\x1b[31m",
    "\u202e",
    "\0",
    "\ud800",
    "../../x",
    "",
    "x" * 3000,
    "[@click=app.exit]",
    "锡",
]
fuzz = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@contextmanager
def ours_or_nothing() -> Iterator[None]:
    """Errors of ours are answers; each is one line without a character that acts on a terminal."""
    said = ""
    try:
        yield
    except WxError as error:
        said = one_line(str(error))
    assert not FORBIDDEN.search(said)


@st.composite
def spoiled_bytes(draw: Any) -> bytes:
    """A dump of the corpora with bytes changed, taken out, doubled, put in."""
    data = bytearray(draw(st.sampled_from(DUMPS)).read_bytes()[:4000])
    start = draw(st.integers(0, max(0, len(data) - 1)))
    data = data[start : start + draw(st.integers(1, 1500))]
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            data[at:at] = draw(st.binary(max_size=6))
        elif kind == 1:
            del data[at : at + draw(st.integers(1, 40))]
        elif kind == 2:
            data[at:at] = data[max(0, at - 60) : at]
        else:
            word = draw(
                st.sampled_from(
                    ["（", "）", "□", "\n\n", "　　", "本报讯", "记者", "《", "》", "日", "\x1b[2J", "下转第"]
                )
            )
            data[at:at] = word.encode()
    return bytes(data)


@fuzz
@given(spoiled_bytes(), st.sampled_from([None, "utf-8", "gb18030", "big5", "utf-16", "idna", "hex", "x"]))
def test_decode(data: bytes, encoding: str | None) -> None:
    with ours_or_nothing():
        decode(data, "x", encoding)


@fuzz
@given(st.lists(spoiled_bytes(), min_size=1, max_size=3))
def test_load_show_and_search(dumps: list[bytes]) -> None:
    """Decoding, the press, the recogniser, the store, the index: a page that was written is read back."""
    with tempfile.TemporaryDirectory() as folder:
        for n, data in enumerate(dumps):
            (Path(folder) / f"{n}.txt").write_bytes(data)
        library = Library(Path(folder) / "library")
        report = load(library, [Path(folder)], workers=1)
        assert report.sources + len(report.failed) == len(dumps)
        update_index(library)
        assert len(list(Library(library.path).articles())) == len(Library(library.path).rows())
        assert check(Library(library.path)) == []
        Searcher(Library(library.path)).search("无锡 OR 记者")


ATOMS = st.sampled_from(
    [
        *'()"＂-|:： \n\t\x00',
        "OR",
        "AND",
        "NOT",
        "title:",
        "人物:",
        "person:",
        "date:",
        "is:",
        "tag:",
        "date:2024..",
        "date:0000",
        "is:unread",
        "has:note",
        "无锡",
        "长三角",
        "ａ",
        "臺",
        "\u200b",
        "\u202e",
        "�",
        "ﬁ",
        "İ",
        "ﷺ",
        "2024",
        "..",
        "*",
        "\\",
        'org:""',
    ]
)


@fuzz
@given(st.lists(ATOMS, max_size=25).map("".join) | st.sampled_from(QUERIES))
def test_query(searchers: tuple[Searcher, Searcher], query: str) -> None:
    with ours_or_nothing():
        parse(query)
        indexed, plain = (s.search(query) for s in searchers)
        assert {r.article for r in indexed.results} == {r.article for r in plain.results}


@pytest.fixture(scope="module")
def searchers(loaded: Path) -> tuple[Searcher, Searcher]:
    """One that asks the index, and one that reads."""
    return Searcher(Library(loaded)), Searcher(Library(loaded), indexed=False)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([e for e in EVIL if e != "\ud800"]),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just({"a": {"b": 1}}),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a tree, at most some hundreds."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items)[:12]:
        yield from places(inner, (*path, key))


def put(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The tree with another value at a place; a copy of it, so that no tree comes to hold itself."""
    value = deepcopy(value)
    if not path:
        return value
    inner = tree
    for key in path[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return tree


@fuzz
@given(st.data())
def test_library(loaded: Path, data: st.DataObject) -> None:
    """Any value of any table of a library, sealed again: what reads it says so,
    and repair leaves a sound one.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library"
        shutil.copytree(loaded, path)
        library = Library(path)
        article = library.rows()[0].id
        main(
            [
                "annotate",
                article,
                "--quote",
                library.article(article).paragraphs[0].text[:6],
                "--library",
                str(path),
            ]
        )
        file = data.draw(
            st.sampled_from(sorted(p for p in path.rglob("*.json") if p.name != ".managed.json"))
        )
        raw = file.read_bytes()
        if not raw.startswith(b'{"_meta":{"schema":1,'):
            return
        tree = json.loads(raw)
        tree.pop("_meta")
        ways = [p for p in places(tree) if p]
        tree = put(tree, data.draw(st.sampled_from(ways)), data.draw(VALUES | st.just(KeyError)))
        body = json.dumps(tree).encode()
        head = f'{{"_meta":{{"schema":1,"sha256":"{hashlib.sha256(body).hexdigest()}"}}'.encode()
        file.write_bytes(head + (b"," + body[1:] if body != b"{}" else b"}"))
        for call in (
            ["articles", "--json"],
            ["show", article],
            ["search", "无锡"],
            ["annotations"],
            ["entities"],
            ["check"],
        ):
            with ours_or_nothing():
                run(*call, "--library", str(path))
        run("check", "--repair", "--library", str(path))
        run("load", str(SEEDS), "--library", str(path))
        assert [f for f in check(Library(path)) if not f.mended and "orphan" not in f.problem] == []


def run(*args: str) -> None:
    """Run a call without its wall: what is not an error of ours comes out."""
    from wxreader.cli.main import _dispatch

    with ours_or_nothing():
        _dispatch(args)


@fuzz
@given(st.data())
def test_import(data: st.DataObject) -> None:
    objects = json.loads((HERE / "export.json").read_text("utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        ways = [p for p in places(objects) if p]
        if ways:
            objects = put(objects, data.draw(st.sampled_from(ways)), data.draw(VALUES | st.just(KeyError)))
    with ours_or_nothing():
        annotations, corrections = read_export(json.dumps(objects), "x")
        assert len({a.id for a in [*annotations, *corrections]}) == len(annotations) + len(corrections)


TOML = st.lists(
    st.sampled_from(
        [
            "theme",
            "measure",
            "keys",
            "mouse",
            "[keys]",
            "[",
            "]",
            "{",
            "}",
            "=",
            "\n",
            '"',
            "'",
            "9" * 30,
            "true",
            "nan",
            "\\u001b",
            "-",
            "1979-05-27",
            "0x",
            "help",
            "e",
            ".",
            ",",
            "#",
            "'''",
            "�",
            "\x00",
        ]
    ),
    max_size=30,
).map("".join)


@fuzz
@given(TOML | st.binary(max_size=80).map(lambda b: b.decode("latin-1")))
def test_settings(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(text, "utf-8", "surrogatepass")
        with ours_or_nothing():
            load_settings(path)
