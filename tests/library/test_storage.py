"""Files that verify themselves: damage is never taken for emptiness, a failed write changes nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from wxreader.errors import DamagedError, NewerSchemaError, StoreError
from wxreader.library.storage import AtomicStorage, decode, encode, open_db

DATA = {"t": {"1": {"锡": "无锡", "n": 1}}}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "a.json")
    storage.write(DATA)
    assert storage.read() == DATA
    assert TinyDB(tmp_path / "a.json", storage=AtomicStorage).table("t").all() == [{"锡": "无锡", "n": 1}]


def test_tinydb_works_on_it(tmp_path: Path) -> None:
    table = open_db(tmp_path / "a.json").table("t")
    table.insert_multiple({"n": i} for i in range(5))
    table.remove(doc_ids=[2])
    assert [d["n"] for d in open_db(tmp_path / "a.json").table("t").all()] == [0, 2, 3, 4]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[]",
        b'{"t":{}}',
        encode(DATA)[:-3],
        encode(DATA).replace("无".encode(), "有".encode()),
        encode(DATA) + b"x",
    ],
)
def test_damage_is_seen(damage: bytes) -> None:
    with pytest.raises(DamagedError, match=r"a\.json"):
        decode(damage, "a.json")


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    raw = encode(DATA).replace(b'"schema":1', b'"schema":9')
    path.write_bytes(raw)
    with pytest.raises(NewerSchemaError):
        AtomicStorage(path).read()
    assert path.read_bytes() == raw


def test_files_are_their_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        AtomicStorage(tmp_path / "lib" / "a.json", tmp_path / "lib" / "backups").write(DATA)
    finally:
        os.umask(old)
    assert (tmp_path / "lib" / "a.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "lib").stat().st_mode & 0o777 == 0o700


def test_backups_are_kept_newest_first(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "a.json", tmp_path / "backups")
    for n in range(6):
        storage.write({"t": {"1": {"n": n}}})
    kept = [AtomicStorage(tmp_path / "backups" / f"a.json.{i}").read() for i in (1, 2, 3)]
    assert kept == [{"t": {"1": {"n": n}}} for n in (4, 3, 2)]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("forever", [False, True])
def test_every_failing_operation_leaves_old_or_new_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, forever: bool
) -> None:
    """SQLite's method: fail the k-th file operation, for every k."""
    names = ("open", "write", "fsync", "replace", "link")
    real = {n: getattr(os, n) for n in names}
    new = {"t": {"1": {"n": 2}}}
    for k in range(40):
        folder = tmp_path / str(k)
        storage = AtomicStorage(folder / "a.json", folder / "backups")
        storage.write(DATA)
        storage.write(DATA)
        seen = 0

        def failing(name: str, k: int = k) -> Any:
            def call(*args: Any, **kwargs: Any) -> Any:
                nonlocal seen
                seen += 1
                if seen - 1 == k or (forever and seen - 1 > k):
                    raise OSError(code, os.strerror(code))
                return real[name](*args, **kwargs)

            return call

        said = False
        with monkeypatch.context() as patch:
            for name in names:
                patch.setattr(os, name, failing(name))
            try:
                storage.write(new)
            except StoreError:
                said = True
        found = storage.read()
        assert found in (DATA, new)
        assert said or found == new
        assert not list(folder.glob(".*.tmp")) or forever
        if seen <= k:
            return
    pytest.fail("the write never succeeded")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.text("abc锡", max_size=4),
        st.dictionaries(st.text("12锡", max_size=3), VALUES, max_size=4),
        max_size=4,
    )
)
def test_any_tables_are_read_back_as_they_were(tables: dict[str, Any]) -> None:
    assert decode(encode(tables), "x") == tables


@given(st.binary(max_size=300))
def test_any_bytes_are_damage_and_no_crash(raw: bytes) -> None:
    with pytest.raises(DamagedError):
        decode(raw, "x")


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_any_changed_byte_is_seen(at: int, byte: int) -> None:
    whole = bytearray(encode(DATA))
    at %= len(whole)
    if whole[at] == byte:
        return
    whole[at] = byte
    with pytest.raises((DamagedError, NewerSchemaError)):
        decode(bytes(whole), "x")
