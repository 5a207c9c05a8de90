"""TinyDB on files that verify themselves: schema number and sha256 inside, written atomically, backups kept.

A file that does not parse or match its hash is never taken for an empty one.
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

SCHEMA = 1
"""Of every file of the library; a larger number on disk is refused, a smaller one migrated."""
_HEAD = re.compile(rb'\{"_meta":\{"schema":(\d+),"sha256":"([0-9a-f]{64})"\},?')
Tables = dict[str, dict[str, Any]]
MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}
"""What makes of a file's tables those of the next schema, by the schema that they have; none is needed yet."""


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
    if int(head.group(1)) > (newest or SCHEMA):
        raise NewerSchemaError(
            _(
                "{name} was written by a newer wxreader (schema {group}); it is left as it is: install that version",
                name=name,
                group=int(head.group(1)),
            )
        )
    schema = int(head.group(1))
    body = b"{" + raw[head.end() :]
    if hashlib.sha256(body).hexdigest().encode() != head.group(2):
        raise DamagedError(_("{name} is damaged: its contents do not match its checksum", name=name))
    data: Tables = orjson.loads(body)
    for step in range(schema, SCHEMA):
        data = MIGRATIONS[step](data)
    return data


class AtomicStorage(Storage):
    """A TinyDB storage on one self-verifying file.

    Args:
        path: The file.
        backups: Folder for the last good versions; None to keep none.
        keep: How many versions to keep.
        schema: The file's schema; SCHEMA where nothing is said.
    """

    def __init__(
        self, path: Path, backups: Path | None = None, keep: int = 3, schema: int | None = None
    ) -> None:
        self.path = path
        self.backups = backups
        self.keep = keep
        self.schema = schema

    def read(self) -> Tables | None:
        """TinyDB's call: the tables, or None for a file that is not there.

        Raises:
            StoreError: It cannot be read, or is damaged or too new.
        """
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                _("{path} cannot be read ({strerror})", path=self.path, strerror=error.strerror)
            ) from None
        return decode(raw, str(self.path), self.schema)

    def write(self, data: Tables) -> None:
        """TinyDB's call: replace the file; it is on the disk when this returns.

        Raises:
            StoreError: It could not be written; the old file is as it was.
        """
        try:
            raw = encode(data, self.schema)
            make_folder(self.path.parent)
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
        with contextlib.suppress(FileNotFoundError), open(self.path, "rb") as file:
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
                decode(self._backup(number).read_bytes(), str(self._backup(number)))
            except (OSError, StoreError):
                continue
            return self._backup(number)
        return None


def open_db(path: Path, backups: Path | None = None) -> TinyDB:
    """A TinyDB on a file of the library."""
    return TinyDB(path, backups, storage=AtomicStorage)
