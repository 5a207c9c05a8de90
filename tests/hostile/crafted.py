"""Libraries made by someone else: each function spoils a sound one, every file with a right checksum.

`python -m tests.hostile.run_crafted [CASE...]` runs them through the reader in a pseudo-terminal and through
the commands, a process each; `test_crafted.py` runs them in its own process.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Spoil = Callable[[Path], None]
CASES: dict[str, Spoil] = {}
OUTSIDE = "outside"
"""A folder beside the library: whatever a library says, nothing in it changes."""
EVIL = "\x1b]0;PWNED\x07\x1b[31m"
DEEP = b'{"annotations":' + b"[" * 3000 + b"]" * 3000 + b"}"
ANNOTATION = {
    "id": "x1",
    "kind": "highlight",
    "article": "ARTICLE",
    "source": "SOURCE",
    "source_sha256": "h",
    "headline": "H",
    "created": "2024-01-01T00:00:00+00:00",
    "modified": "2024",
    "selector": None,
    "color": "yellow",
    "note": "n",
    "tags": ["t"],
    "orphaned": False,
}


def case(spoil: Spoil) -> Spoil:
    """Register a case."""
    CASES[spoil.__name__] = spoil
    return spoil


def sealed(body: bytes, schema: str = "1") -> bytes:
    """A body with a head that verifies."""
    digest = hashlib.sha256(body).hexdigest()
    return f'{{"_meta":{{"schema":{schema},"sha256":"{digest}"}}'.encode() + b"," + body[1:]


def tables(path: Path) -> dict[str, Any]:
    """A file's tables."""
    found: dict[str, Any] = json.loads(path.read_bytes())
    found.pop("_meta")
    return found


def write(path: Path, value: object, schema: str = "1") -> None:
    """Write tables with a right checksum."""
    path.write_bytes(sealed(json.dumps(value).encode(), schema))


def shelf_of(library: Path) -> Path:
    """The first shelf of the catalogue."""
    return library / "shelves/00000.json"


def catalogue(library: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Spoil the catalogue: `change` is given what its shelf has of each source."""
    found = tables(shelf_of(library))
    change(found["sources"])
    write(shelf_of(library), found)


def first(sources: dict[str, Any]) -> dict[str, Any]:
    """The first source of a shelf."""
    return sources[min(sources)]


def rows(library: Path, **values: object) -> None:
    """Give every row of the catalogue other values."""
    catalogue(library, lambda found: [row.update(values) for one in found.values() for row in one["rows"]])


def a_row(library: Path) -> dict[str, Any]:
    """A row of the catalogue."""
    row: dict[str, Any] = first(tables(shelf_of(library))["sources"])["rows"][0]
    return row


def manifest(library: Path, **values: object) -> None:
    """Spoil the index's manifest."""
    write(library / "index/manifest.json", {**tables(library / "index/manifest.json"), **values})


def annotations(library: Path, value: object) -> None:
    """Write annotations, with a real article's id and source where they say ARTICLE and SOURCE."""
    row = a_row(library)
    text = json.dumps(value).replace("ARTICLE", row["id"]).replace("SOURCE", row["source"])
    (library / "annotations.json").write_bytes(sealed(text.encode()))


def annotation(library: Path, **values: object) -> None:
    """Write one annotation with other values."""
    annotations(library, {"annotations": {"x1": {**ANNOTATION, **values}}})


def pack_of(library: Path) -> Path:
    """The pack that holds the pages."""
    return library / "pages/00000.pack"


def records(library: Path) -> list[dict[str, Any]]:
    """The tables of every page, in the shelf's order."""
    raw = pack_of(library).read_bytes()
    found = []
    for _key, one in sorted(tables(shelf_of(library))["sources"].items()):
        _pack, offset, length = one["page"]
        record = json.loads(raw[offset : offset + length])
        record.pop("_meta")
        found.append(record)
    return found


def pack(library: Path, made: list[bytes]) -> None:
    """Write pages in place of those that the shelf has, in its order."""
    pack_of(library).write_bytes(b"".join(record + b"\n" for record in made))
    shelf = tables(shelf_of(library))
    at = 0
    for (_key, one), record in zip(sorted(shelf["sources"].items()), made, strict=True):
        one["page"] = [0, at, len(record)]
        at += len(record) + 1
    write(shelf_of(library), shelf)


def pages(library: Path, change: Callable[[dict[str, Any]], object], schema: str = "1") -> None:
    """Spoil every page."""
    found = records(library)
    for record in found:
        change(record)
    pack(library, [sealed(json.dumps(record, ensure_ascii=False).encode(), schema) for record in found])


def articles(library: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Spoil every article of every page."""
    pages(library, lambda page: [change(article) for article in page["articles"].values()])


def mentions(library: Path, **values: object) -> None:
    """Give every mention other values."""
    articles(library, lambda article: [m.update(values) for m in article["entities"]])


def replaced(path: Path) -> Path:
    """The path, with nothing there any more."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def outside(library: Path) -> Path:
    """The folder beside the library."""
    return library.parent / OUTSIDE


# -- the user's file ---------------------------------------------------------------------------------


@case
def schema_of_5000_digits(library: Path) -> None:
    (library / "annotations.json").write_bytes(sealed(b'{"annotations":{}}', "9" * 5000))


@case
def schema_0(library: Path) -> None:
    (library / "annotations.json").write_bytes(sealed(b'{"annotations":{}}', "0"))


@case
def annotations_not_json(library: Path) -> None:
    (library / "annotations.json").write_bytes(sealed(b'{"annotations": oops'))


@case
def annotations_3000_deep(library: Path) -> None:
    (library / "annotations.json").write_bytes(sealed(DEEP))


@case
def annotations_a_list(library: Path) -> None:
    annotations(library, {"annotations": []})


@case
def annotations_null(library: Path) -> None:
    annotations(library, {"annotations": None})


@case
def annotation_with_an_unknown_key(library: Path) -> None:
    annotation(library, **{EVIL: 1})


@case
def annotation_without_keys(library: Path) -> None:
    annotations(library, {"annotations": {"x1": {"id": "x1"}}})


@case
def annotation_of_wrong_types(library: Path) -> None:
    annotation(library, note=5, tags=[1, None])


@case
def annotation_made_at_5(library: Path) -> None:
    annotations(
        library, {"annotations": {"x1": {**ANNOTATION, "created": 5}, "x2": {**ANNOTATION, "id": "x2"}}}
    )


@case
def annotation_with_a_text_as_selector(library: Path) -> None:
    annotation(library, selector="abc")


@case
def annotation_of_another_colour(library: Path) -> None:
    text = records(library)[0]["articles"]["1"]["paragraphs"][0]
    selector = {
        "exact": text[:4],
        "prefix": "",
        "suffix": "",
        "paragraph": 0,
        "start": 0,
        "end": 4,
        "end_paragraph": 0,
    }
    annotation(library, color="\x1b[31m", selector=selector)


@case
def annotation_under_another_key(library: Path) -> None:
    annotations(library, {"annotations": {EVIL: ANNOTATION, "x2": "no row", "x3": [1]}})


@case
def selector_of_huge_numbers(library: Path) -> None:
    selector = {
        "exact": "无锡",
        "prefix": "",
        "suffix": "",
        "paragraph": 10**18,
        "start": -(10**18),
        "end": 10**18,
        "end_paragraph": -9,
    }
    annotation(library, selector=selector)


@case
def reading_of_wrong_types(library: Path) -> None:
    annotations(
        library,
        {"reading": {"ARTICLE": {"article": "ARTICLE", "read": "yes", "paragraph": "x", "offset": None}}},
    )


@case
def reading_far_away(library: Path) -> None:
    annotations(
        library,
        {
            "reading": {
                "ARTICLE": {"article": "ARTICLE", "read": True, "paragraph": 10**15, "offset": -(10**15)}
            }
        },
    )


@case
def reading_past_the_end(library: Path) -> None:
    annotations(
        library,
        {"reading": {"ARTICLE": {"article": "ARTICLE", "read": False, "paragraph": 5000, "offset": 5000}}},
    )


@case
def reading_with_an_unknown_key(library: Path) -> None:
    annotations(library, {"reading": {"ARTICLE": {"article": "ARTICLE", EVIL: 1}}})


@case
def searches_of_wrong_types(library: Path) -> None:
    annotations(
        library, {"searches": {"q": {"query": 5, "created": 1}, "((((": {"query": "((((", "created": "2"}}}
    )


@case
def searches_with_escapes_and_markup(library: Path) -> None:
    query = "\x1b[31m[@click=app.exit]x[/]"
    long = "x" * 500_000
    annotations(
        library,
        {"searches": {query: {"query": query, "created": "1"}, long: {"query": long, "created": "2"}}},
    )


@case
def correction_of_wrong_types(library: Path) -> None:
    made = {
        "id": "c",
        "kind": "edit",
        "source": "SOURCE",
        "created": "1",
        "before": 5,
        "after": None,
        "headline": "",
    }
    annotations(library, {"corrections": {"c": made}})


@case
def correction_of_no_kind(library: Path) -> None:
    made = {
        "id": "c",
        "kind": "explode",
        "source": "SOURCE",
        "created": "1",
        "before": "a",
        "after": "b",
        "headline": EVIL,
    }
    annotations(library, {"corrections": {"c": made}})


@case
def unknown_table(library: Path) -> None:
    annotations(library, {"annotations": {}, EVIL: {"a": 1}})


# -- the catalogue -----------------------------------------------------------------------------------


@case
def catalogue_of_schema_0(library: Path) -> None:
    write(library / "catalogue.json", tables(library / "catalogue.json"), "0")


@case
def shelf_of_schema_0(library: Path) -> None:
    write(shelf_of(library), tables(shelf_of(library)), "0")


@case
def corrected_of_wrong_types(library: Path) -> None:
    catalogue(library, lambda found: first(found).update(corrected=5))


@case
def row_of_wrong_types(library: Path) -> None:
    rows(library, headline=5, date=7, length="x", people=None)


@case
def row_without_keys(library: Path) -> None:
    catalogue(library, lambda found: first(found).update(rows=[{}]))


@case
def row_dated_with_escapes(library: Path) -> None:
    rows(library, date="\x1b[31mnot-a-date")


@case
def row_dated_far_away(library: Path) -> None:
    rows(library, date="9999999999-99-99")


@case
def row_of_negative_length(library: Path) -> None:
    rows(library, length=-5, order=-(10**18), doubts=10**18)


@case
def row_with_a_text_as_order(library: Path) -> None:
    rows(library, order="x")


@case
def row_whose_id_is_a_path(library: Path) -> None:
    rows(library, id="../../\x1b[31m\n")


@case
def rows_of_one_id(library: Path) -> None:
    rows(library, id="c7a4z5h3ou")


@case
def row_of_a_long_id(library: Path) -> None:
    rows(library, id="z" * 40)


@case
def row_of_another_source(library: Path) -> None:
    rows(library, source="../../../etc/passwd")


@case
def source_that_is_a_path(library: Path) -> None:
    name = "../../../etc/passwd\x1b[31m"

    def more(found: dict[str, Any]) -> None:
        one = first(found)
        found["90000"] = {**one, "source": {**one["source"], "name": name}, "rows": []}

    catalogue(library, more)


@case
def source_with_an_unknown_key(library: Path) -> None:
    catalogue(library, lambda found: first(found)["source"].update({EVIL: 1}))


@case
def source_twice(library: Path) -> None:
    catalogue(library, lambda found: found.update({"90000": first(found)}))


@case
def source_of_another_page(library: Path) -> None:
    def swap(found: dict[str, Any]) -> None:
        one, other = sorted(found)[:2]
        found[one]["page"], found[other]["page"] = found[other]["page"], found[one]["page"]

    catalogue(library, swap)


@case
def pages_far_away(library: Path) -> None:
    catalogue(library, lambda found: [one.update(page=[99999, 10**12, 10**12]) for one in found.values()])


@case
def pages_at_negative_places(library: Path) -> None:
    catalogue(library, lambda found: [one.update(page=[0, -5, -5]) for one in found.values()])


@case
def headline_of_8_megabytes(library: Path) -> None:
    catalogue(library, lambda found: first(found)["rows"][0].update(headline="锡" * 2_700_000))


@case
def shelf_of_lists(library: Path) -> None:
    write(shelf_of(library), {"sources": []})


@case
def revision_a_number(library: Path) -> None:
    catalogue(library, lambda found: first(found).update(revision=5))


@case
def catalogue_of_100000_rows_more(library: Path) -> None:
    def more(found: dict[str, Any]) -> None:
        one = first(found)
        one["rows"] += [{**one["rows"][0], "id": f"{i:010}"} for i in range(100_000)]

    catalogue(library, more)


@case
def catalogue_cut_off(library: Path) -> None:
    path = library / "catalogue.json"
    path.write_bytes(path.read_bytes()[:-20])


@case
def shelf_cut_off(library: Path) -> None:
    path = shelf_of(library)
    path.write_bytes(path.read_bytes()[:-100])


# -- the table ---------------------------------------------------------------------------------------


def head(library: Path, **values: object) -> None:
    """Give a table's head other values."""
    found = tables(library / "table/head.json")
    found["head"]["1"].update(values)
    write(library / "table/head.json", found)


def forged(library: Path, old: bytes, new: bytes) -> None:
    """Change the rows that a table holds, with right checksums."""
    heap = next((library / "table").glob("heap*"))
    raw = heap.read_bytes()
    assert len(old) == len(new)
    assert old in raw
    heap.write_bytes(raw.replace(old, new))
    records = next((library / "table").glob("rows*"))
    body = struct.Struct("<QI8sIII")
    made = b""
    for at in range(0, records.stat().st_size, body.size + 4):
        fixed = records.read_bytes()[at : at + body.size]
        offset, length = body.unpack(fixed)[:2]
        document = heap.read_bytes()[offset : offset + length]
        made += fixed + struct.pack("<I", zlib.crc32(document, zlib.crc32(fixed)))
    records.write_bytes(made)


@case
def table_rows_of_wrong_types(library: Path) -> None:
    forged(library, b'"order":0', b'"order":[')


@case
def table_rows_of_other_types(library: Path) -> None:
    forged(library, b'"doubts":0', b'"doubts":[')


@case
def table_rows_with_null(library: Path) -> None:
    forged(library, b'"sure":true', b'"sure":null')


@case
def table_head_of_wrong_types(library: Path) -> None:
    head(library, rows="x", heap=None)


@case
def table_head_of_huge_numbers(library: Path) -> None:
    head(library, rows=10**15, sources=10**15, heap=10**15)


@case
def table_head_of_negative_numbers(library: Path) -> None:
    head(library, rows=-5, sources=-5)


@case
def table_head_that_names_files_outside(library: Path) -> None:
    found = tables(library / "table/head.json")
    found["head"]["1"]["generation"] = "../../outside/thesis"
    for order in found["orders"].values():
        order[0] = "../../outside/thesis.txt"
    write(library / "table/head.json", found)


@case
def table_shelves_far_away(library: Path) -> None:
    found = tables(library / "table/head.json")
    for entry in found["shelves"].values():
        entry[3:] = [10**9, 10**9, 10**9, 10**9]
    write(library / "table/head.json", found)


@case
def table_head_of_schema_9(library: Path) -> None:
    write(library / "table/head.json", tables(library / "table/head.json"), "9")


@case
def table_head_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(library / "table/head.json"))


@case
def table_rows_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(next((library / "table").glob("rows*"))))


@case
def table_rows_a_link_to_dev_zero(library: Path) -> None:
    replaced(next((library / "table").glob("rows*"))).symlink_to("/dev/zero")


@case
def table_a_link(library: Path) -> None:
    replaced(library / "table").symlink_to(outside(library))


@case
def table_a_file(library: Path) -> None:
    replaced(library / "table").write_text("x")


# -- pages -------------------------------------------------------------------------------------------


@case
def mentions_outside_their_text(library: Path) -> None:
    mentions(library, start=10**12, end=-5, paragraph=10**6)


@case
def mentions_of_no_type(library: Path) -> None:
    mentions(library, type="\x1b[31mX", name="\x1b]0;P\x07")


@case
def mentions_named_with_escapes(library: Path) -> None:
    mentions(library, name="\x1b]0;P\x07", text=EVIL, title=EVIL)


@case
def mentions_of_odd_values(library: Path) -> None:
    mentions(library, value=[1], currency=5, title=None)


@case
def pieces_far_away(library: Path) -> None:
    def far(article: dict[str, Any]) -> None:
        article["pieces"] = [[10**9, -(10**9)] for _ in article["pieces"]]
        article["heading_lines"] = [10**9, -1]

    articles(library, far)


@case
def pieces_of_one_number(library: Path) -> None:
    articles(library, lambda article: article.update(pieces=[[1] for _ in article["pieces"]]))


@case
def page_without_its_raw_text(library: Path) -> None:
    pages(library, lambda page: page.pop("raw"))


@case
def articles_without_a_word(library: Path) -> None:
    empty: dict[str, Any] = {
        k: [] for k in ("paragraphs", "pieces", "entities", "headline", "kicker", "subhead")
    }
    articles(library, lambda article: article.update(empty))


@case
def dates_with_escapes(library: Path) -> None:
    found = {"start": "\x1b[31m", "end": "zz", "confidence": "x", "evidence": "\x1b[2J"}
    articles(library, lambda article: article.update(event_date=found))


@case
def pages_of_one_article_id(library: Path) -> None:
    articles(library, lambda article: article.update(id="c7a4z5h3ou"))


@case
def page_of_another_source(library: Path) -> None:
    found = records(library)
    found[1] = found[0]
    pack(library, [sealed(json.dumps(record).encode()) for record in found])


@case
def page_of_another_schema(library: Path) -> None:
    pages(library, lambda page: None, "9" * 12)


# -- links, pipes, devices, folders ------------------------------------------------------------------


@case
def page_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(pack_of(library)))


@case
def page_a_folder(library: Path) -> None:
    replaced(pack_of(library)).mkdir()


@case
def page_a_link_to_dev_zero(library: Path) -> None:
    replaced(pack_of(library)).symlink_to("/dev/zero")


@case
def annotations_a_pipe(library: Path) -> None:
    os.mkfifo(library / "annotations.json")


@case
def annotations_a_folder(library: Path) -> None:
    (library / "annotations.json").mkdir()


@case
def annotations_a_link_to_dev_zero(library: Path) -> None:
    (library / "annotations.json").symlink_to("/dev/zero")


@case
def annotations_a_link_to_a_file(library: Path) -> None:
    target = outside(library) / "elsewhere.json"
    write(target, {"annotations": {}})
    (library / "annotations.json").symlink_to(target)


@case
def catalogue_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(library / "catalogue.json"))


@case
def catalogue_a_folder(library: Path) -> None:
    replaced(library / "catalogue.json").mkdir()


@case
def backups_a_file(library: Path) -> None:
    replaced(library / "backups").write_text("x")


@case
def backups_a_link(library: Path) -> None:
    (outside(library) / "annotations.json.1").write_text("mine")
    replaced(library / "backups").symlink_to(outside(library))


@case
def lock_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(library / ".pages.lock"))


@case
def lock_a_folder(library: Path) -> None:
    replaced(library / ".annotations.lock").mkdir()


@case
def lock_a_link(library: Path) -> None:
    replaced(library / ".annotations.lock").symlink_to(outside(library) / "thesis.txt")


@case
def pages_a_link(library: Path) -> None:
    shutil.copy(pack_of(library), outside(library))
    (outside(library) / ".mine.tmp").write_text("mine")
    replaced(library / "pages").symlink_to(outside(library))


# -- the index ---------------------------------------------------------------------------------------


@case
def manifest_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(library / "index/manifest.json"))


@case
def manifest_whose_files_are_a_list(library: Path) -> None:
    manifest(library, files=[])


@case
def manifest_whose_shelves_are_a_list(library: Path) -> None:
    manifest(library, shelves=[])


@case
def manifest_of_a_huge_schema(library: Path) -> None:
    write(library / "index/manifest.json", tables(library / "index/manifest.json"), "9" * 5000)


@case
def manifest_of_schema_0(library: Path) -> None:
    write(library / "index/manifest.json", tables(library / "index/manifest.json"), "0")


@case
def manifest_not_json(library: Path) -> None:
    (library / "index/manifest.json").write_bytes(sealed(b"{oops"))


@case
def words_of_wrong_types(library: Path) -> None:
    write(library / "index/words.json", {"words": {"锡": [1], "a": "x", "b": [], "\x1b[31m": ["z", "csj"]}})


@case
def words_a_list(library: Path) -> None:
    write(library / "index/words.json", {"words": [1]})


@case
def words_a_pipe(library: Path) -> None:
    os.mkfifo(replaced(library / "index/words.json"))


@case
def index_a_file(library: Path) -> None:
    replaced(library / "index").write_text("x")


@case
def index_a_link(library: Path) -> None:
    replaced(library / "index").symlink_to(outside(library))


@case
def index_that_names_files_outside(library: Path) -> None:
    """tantivy deletes what its list names at a commit; one revision is changed so that a commit comes."""
    path = library / "index/.managed.json"
    names = [
        str(outside(library) / "thesis.txt"),
        "../../outside/relative.txt",
        "../annotations.json",
        "../catalogue.json",
    ]
    path.write_text(json.dumps(json.loads(path.read_text()) + names))
    found = tables(library / "index/manifest.json")
    files = {**found["files"], ".managed.json": path.stat().st_size}
    manifest(library, files=files, shelves={"0": "00000000"})


@case
def index_file_a_link(library: Path) -> None:
    path = next((library / "index").glob("*.idx"))
    target = outside(library) / path.name
    shutil.copy(path, target)
    replaced(path).symlink_to(target)


# -- running -----------------------------------------------------------------------------------------


def calls(article: str, seeds: Path) -> list[list[str]]:
    """The commands that each case goes through."""
    return [
        ["articles"],
        ["sources"],
        ["show", article],
        ["search", "无锡"],
        ["search", "is:unread -has:note"],
        ["search", "无锡", "--kwic"],
        ["entities"],
        ["annotations"],
        ["export", "--format", "markdown"],
        ["check"],
        ["annotate", article, "--quote", "市委", "--note", "mine"],
        ["load", str(seeds)],
        ["check", "--repair"],
        ["check"],
    ]


def prepare(name: str, base: Path, folder: Path) -> Path:
    """A library with a case in it, and the folder beside it."""
    library = folder / "library"
    shutil.copytree(base, library)
    out = folder / OUTSIDE
    out.mkdir()
    for file in ("thesis.txt", "relative.txt", "notes.json"):
        (out / file).write_text("three years of work\n")
    CASES[name](library)
    return library


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder with its hash."""
    found = {str(p.relative_to(folder)): p for p in sorted(folder.rglob("*"))}
    return {
        name: hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "-" for name, p in found.items()
    }
