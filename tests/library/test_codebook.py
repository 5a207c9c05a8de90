"""The codebook: tags renamed, merged, nested, coloured, described; every change can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.calls import call, result
from tests.support.notes import note
from wxreader.errors import NotFoundError, UsageError
from wxreader.library.codebook import CodebookChange, describe, remove, rename, tag_uses
from wxreader.library.library import Library
from wxreader.library.userdata import UserData
from wxreader.model import Code


@pytest.fixture
def store(library: Library) -> UserData:
    """Three annotations with tags, and a codebook of two."""
    kept = library.annotations
    kept.put(
        replace(note(), id=str(n), tags=tags)
        for n, tags in enumerate((("外资/日资", "核对"), ("外资",), ("日资",)))
    )
    for tag, color in (("外资", "blue"), ("日资", "red")):
        describe(kept, tag, color=color, text=f"说明{tag}").make(kept)
    return kept


def state(store: UserData) -> tuple[list[tuple[str, ...]], list[Code]]:
    return [a.tags for a in sorted(store.all(), key=lambda a: a.id)], store.codes()


def test_every_tag_is_listed_with_its_count(store: UserData) -> None:
    assert [(use.code.tag, use.count, use.code.color) for use in tag_uses(store)] == [
        ("外资", 2, "blue"), ("外资/日资", 1, ""), ("日资", 1, "red"), ("核对", 1, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "tags", "codes"),
    [
        (
            lambda s: rename(s, "外资", "投资"),
            [("投资/日资", "核对"), ("投资",), ("日资",)],
            [Code("投资", "blue", "说明外资"), Code("日资", "red", "说明日资")],
        ),
        (
            lambda s: rename(s, "日资", "外资/日资"),
            [("外资/日资", "核对"), ("外资",), ("外资/日资",)],
            [Code("外资", "blue", "说明外资"), Code("外资/日资", "red", "说明日资")],
        ),
        (
            lambda s: rename(s, "日资", "外资"),
            [("外资/日资", "核对"), ("外资",), ("外资",)],
            [Code("外资", "blue", "说明外资\n说明日资")],
        ),
        (lambda s: remove(s, "外资"), [("日资", "核对"), (), ("日资",)], [Code("日资", "red", "说明日资")]),
        (
            lambda s: describe(s, "核对", text="要查"),
            [("外资/日资", "核对"), ("外资",), ("日资",)],
            [Code("外资", "blue", "说明外资"), Code("日资", "red", "说明日资"), Code("核对", "", "要查")],
        ),
    ],
    ids=["renamed", "nested", "merged", "removed", "described"],
)
def test_a_change_and_its_way_back(
    store: UserData,
    plan: Callable[[UserData], CodebookChange],
    tags: list[tuple[str, ...]],
    codes: list[Code],
) -> None:
    before, annotations = state(store), store.all()
    change = plan(store)
    change.make(store)
    assert state(store) == (tags, codes)
    change.take_back(store)
    assert state(store) == before
    assert store.all() == annotations


def test_wrong_names_are_refused(store: UserData) -> None:
    with pytest.raises(NotFoundError, match="did you mean '外资'"):
        rename(store, "外质", "x")
    with pytest.raises(UsageError, match="nested in itself"):
        rename(store, "外资", "外资/甲")
    with pytest.raises(UsageError, match="one tag"):
        rename(store, "外资", "甲 乙")
    with pytest.raises(UsageError, match="pink"):
        describe(store, "外资", color="pink")


def test_on_the_command_line(store: UserData, library: Library) -> None:
    lib = ("--library", str(library.path), "--lang", "en")
    done = call(*lib, "tags", "--rename", "日资", "外资/日资")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "1 annotations changed" in done.stderr.decode()
    found = result(*lib, "tags", "--json")
    assert found[0] == {"tag": "外资", "color": "blue", "description": "说明外资", "count": 3}
    assert call(*lib, "tags", "--remove", "没有").returncode == 1
    assert "外资/日资\t2\tred" in call(*lib, "tags").stdout.decode()
