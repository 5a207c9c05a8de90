"""TinyDB on files that verify themselves: schema number and sha256 inside, written atomically, backups kept.

A file that does not parse or match its hash is never taken for an empty one. A right hash says that
nobody changed it by accident, not who made it: what tables hold is looked at by `shapes`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage

from wxreader.atomic import make_folder, sync_folder, write_temporary
from wxreader.errors import DamagedError, NewerSchemaError, StoreError
from wxreader.i18n import _
from wxreader.library.own import LARGEST, open_own, own_file, own_folder, read_own

SCHEMA = 1
"""Of every file of the library; a larger number on disk is refused, a smaller one migrated."""
_HEAD = re.compile(rb'\{"_meta":\{"schema":(\d{1,9}),"sha256":"([0-9a-f]{64})"\},?')
Tables = dict[str, dict[str, Any]]
Check = Callable[[Tables, str], None]
"""Raises DamagedError where tables are not what a file of that name holds."""
MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}
"""What makes of a file's tables those of the next schema, by the schema that they have;
none is needed yet.
"""


def encode(data: Tables, schema: int | None = None) -> bytes:
    """The bytes of a file: `_meta` first, then TinyDB's tables; their hash covers exactly what follows it."""
    body = orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(body).hexdigest()
    head = f'{{"_meta":{{"schema":{schema or SCHEMA},"sha256":"{digest}"}}'.encode()
    return head + (b"," + body[1:] if body != b"{}" else b"}")


def schema_in(raw: bytes) -> int | None:
    """The schema that a file's first bytes name; None where they are not ours."""
    head = _HEAD.match(raw)
    return int(head.group(1)) if head else None


def signature_in(raw: bytes) -> str:
    """The checksum that a file's first bytes name; "" where they are not ours."""
    head = _HEAD.match(raw)
    return head.group(2).decode() if head else ""


def decode(raw: bytes, name: str, newest: int | None = None) -> Tables:
    """The tables in a file's bytes.

    Args:
        raw: The bytes.
        name: How messages call the file.
        newest: The newest schema that is understood; SCHEMA where nothing is said.

    Raises:
        DamagedError: Not ours, cut off, or changed since it was written.
        NewerSchemaError: Written by a newer wxreader.
    """
    head = _HEAD.match(raw)
    if head is None:
        raise DamagedError(_("{name} is damaged: it does not begin as a file of the library", name=name))
    schema = int(head.group(1))
    if schema > (newest or SCHEMA):
        raise NewerSchemaError(
            _(
                "{name} was written by a newer wxreader (schema {group}); it is left as it is: "
                "install that version",
                name=name,
                group=schema,
            )
        )
    body = b"{" + raw[head.end() :]
    if hashlib.sha256(body).hexdigest().encode() != head.group(2):
        raise DamagedError(_("{name} is damaged: its contents do not match its checksum", name=name))
    try:
        data: Tables = orjson.loads(body)
        for step in range(schema, SCHEMA):
            data = MIGRATIONS[step](data)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedError(
            _("{name} is damaged: its contents are no tables of wxreader", name=name)
        ) from None
    wrong = next((key for key, table in data.items() if not isinstance(table, dict)), None)
    if wrong is not None:
        raise DamagedError(_("{name} is damaged: its part {part!r} is no table", name=name, part=wrong))
    return data


class AtomicStorage(Storage):
    """A TinyDB storage on one self-verifying file.

    Args:
        path: The file.
        backups: Folder for the last good versions; None to keep none.
        keep: How many versions to keep.
        check: What the tables must be; called with them and the file's name, raises DamagedError.
        schema: The file's schema; SCHEMA where nothing is said.
    """

    def __init__(
        self,
        path: Path,
        backups: Path | None = None,
        keep: int = 3,
        check: Check | None = None,
        schema: int | None = None,
    ) -> None:
        self.path = path
        self.backups = backups
        self.keep = keep
        self._check = check
        self.schema = schema

    def read(self) -> Tables | None:
        """TinyDB's call: the tables, or None for a file that is not there.

        Raises:
            StoreError: It cannot be read, or is damaged or too new.
        """
        try:
            raw = read_own(self.path)
        except FileNotFoundError:
            return None
        return self._tables(raw, str(self.path))

    def _tables(self, raw: bytes, name: str) -> Tables:
        """The tables in a file's bytes, looked at."""
        tables = decode(raw, name, self.schema)
        if self._check is not None:
            self._check(tables, name)
        return tables

    def write(self, data: Tables) -> None:
        """TinyDB's call: replace the file; it is on the disk when this returns.

        Raises:
            StoreError: It could not be written; the old file is as it was.
        """
        try:
            raw = encode(data, self.schema)
            if len(raw) > LARGEST:  # it would never be read again
                raise StoreError(
                    _(
                        "{path} would be larger than any file of a library; nothing was changed",
                        path=self.path,
                    )
                )
            make_folder(self.path.parent)
            own_file(self.path)
            self._keep_older()
            temporary = write_temporary(self.path, raw)
            try:
                self._rotate()
                os.replace(temporary, self.path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)
                raise
            sync_folder(self.path.parent)
        except OSError as error:
            raise StoreError(
                _(
                    "{path} cannot be written ({strerror}); nothing was changed",
                    path=self.path,
                    strerror=error.strerror,
                )
            ) from None

    def _keep_older(self) -> None:
        """Before the first write of this schema, keep the file as an older wxreader left it, for ever."""
        with contextlib.suppress(FileNotFoundError), os.fdopen(open_own(self.path), "rb") as file:
            head = _HEAD.match(file.read(200))
            if head and int(head.group(1)) < (self.schema or SCHEMA):
                with contextlib.suppress(FileExistsError):
                    os.link(self.path, self.path.with_name(f"{self.path.name}.v{int(head.group(1))}"))

    def _backup(self, number: int) -> Path:
        assert self.backups is not None
        return self.backups / f"{self.path.name}.{number}"

    def _rotate(self) -> None:
        """Keep the file that is about to be replaced as the newest backup."""
        if self.backups is None or not self.path.exists():
            return
        make_folder(self.backups)
        own_folder(self.backups)
        for number in range(self.keep - 1, 0, -1):
            if self._backup(number).exists():
                os.replace(self._backup(number), self._backup(number + 1))
        with contextlib.suppress(FileExistsError):
            os.link(self.path, self._backup(1))
        sync_folder(self.backups)

    def newest_backup(self) -> Path | None:
        """The newest backup that verifies; None where there is none."""
        if self.backups is None:
            return None
        for number in range(1, self.keep + 1):
            try:
                self._tables(read_own(self._backup(number)), str(self._backup(number)))
            except (OSError, StoreError):
                continue
            return self._backup(number)
        return None


def open_db(path: Path, backups: Path | None = None, check: Check | None = None) -> TinyDB:
    """A TinyDB on a file of the library."""
    return TinyDB(path, backups, check=check, storage=AtomicStorage)
