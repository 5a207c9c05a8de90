"""Export, wipe, import gives the same annotations; a file that is no export changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.calls import call, result
from wxreader.annotations.exchange import ExchangeError, read_export
from wxreader.library.codec import annotation_doc
from wxreader.library.library import Library
from wxreader.model import Annotation, Selector

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def test_round_trip_on_the_command_line(library: Library, tmp_path: Path) -> None:
    lib = ("--library", str(library.path))
    for article in result(*lib, "articles", "--json")[:3]:
        result(
            *lib,
            "annotate",
            article["id"],
            "--quote",
            article["paragraphs"][0][:9],
            "--note",
            "=注\n二",
            "--tag",
            "甲",
            "--tag",
            "乙",
            "--json",
        )
    before = result(*lib, "annotations", "--json")
    out = tmp_path / "out.json"
    assert call(*lib, "export", "--format", "json", "--output", str(out)).returncode == 0
    (library.path / "annotations.json").unlink()
    for backup in (library.path / "backups").glob("annotations*"):
        backup.unlink()
    assert result(*lib, "annotations", "--json") == []
    assert result(*lib, "import", str(out), "--json") == {"imported": 3, "known": 0}
    assert result(*lib, "annotations", "--json") == before
    assert result(*lib, "import", str(out), "--json") == {"imported": 0, "known": 3}


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, st.lists(TEXT, max_size=3), st.booleans()), max_size=4))
def test_what_is_exported_is_read_back(items: list[tuple[str, str, list[str], bool]]) -> None:
    made = [
        Annotation(
            id=str(i),
            kind="highlight",
            article="a",
            source="s",
            source_sha256="0",
            headline=note,
            created="t",
            modified="t",
            selector=Selector(exact=quote, prefix="", suffix="", paragraph=0, start=0, end=1, end_paragraph=0)
            if has
            else None,
            color="red",
            note=note,
            tags=tuple(tags),
        )
        for i, (quote, note, tags, has) in enumerate(items)
    ]
    assert read_export(json.dumps([annotation_doc(a) for a in made]), "f") == (made, [])


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "[1]", '[{"kind": "highlight"}]', '[{"kind": "magic"}]', "null"]
)
def test_what_is_no_export_is_refused_by_name(text: str) -> None:
    with pytest.raises(ExchangeError, match=r"notes\.json"):
        read_export(text, "notes.json")
