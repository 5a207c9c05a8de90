"""The file of users: a TOML table a name, with the hash of a password and, where it has one, a library.

Hashes are argon2id as argon2-cffi makes them by default (RFC 9106's second choice: 64 MiB, three passes).
"""

from __future__ import annotations

import re
import secrets
import stat
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wxreader.errors import SettingsError
from wxreader.i18n import _

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
"""Names: they become names of folders."""
MOST_LETTERS = 1000
"""Characters of the longest password that is looked at (chosen)."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may read."""

    name: str
    """Name to sign in with."""
    password: str
    """Hash of the password."""
    library: str
    """The user's own library, a folder's name from the file's own folder; empty for the shared one."""


def hash_password(password: str) -> str:
    """A password's hash, as the file of users takes it."""
    return PasswordHasher().hash(password)


@cache
def _nobody() -> str:
    """A hash that no password fits: an unknown name costs as much time as a known one."""
    return hash_password(secrets.token_hex())


def verify(user: User | None, password: str) -> bool:
    """Whether a password is a user's."""
    if len(password) > MOST_LETTERS:
        return False
    try:
        PasswordHasher().verify(user.password if user else _nobody(), password)
    except VerificationError:
        return False
    return user is not None


def load_users(path: Path) -> dict[str, User]:
    """Read the file of users.

    Raises:
        SettingsError: It cannot be read, others may read or change it, or an entry is wrong.
    """
    try:
        mode = path.stat().st_mode
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            _("{path}: the file of users cannot be read ({error})", path=path, error=error)
        ) from None
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise SettingsError(_("{path}: others may read or change this file; chmod 600 it", path=path))
    if not table:
        raise SettingsError(_("{path}: no user is in this file", path=path))
    return {name: _user(path, name, entry) for name, entry in table.items()}


def _user(path: Path, name: str, entry: object) -> User:
    """One entry of the file.

    Raises:
        SettingsError: Its name or a value is wrong.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError(
            _(
                "{path}: {name!r} is no name for a user: small letters, digits, . _ - (32 at most)",
                path=path,
                name=name,
            )
        )
    if not isinstance(entry, dict) or set(entry) - {"password", "library"}:
        raise SettingsError(_("{path}, {name}: an entry has password and library", path=path, name=name))
    password, library = entry.get("password"), entry.get("library", "")
    if not isinstance(library, str) or not isinstance(password, str):
        raise SettingsError(_("{path}, {name}: password and library are texts", path=path, name=name))
    try:
        PasswordHasher().check_needs_rehash(password)
    except InvalidHashError:
        raise SettingsError(
            _(
                "{path}, {name}: password is a hash that wxreader serve --hash-password prints",
                path=path,
                name=name,
            )
        ) from None
    if library and "://" not in library:
        library = str(path.absolute().parent / library)
    return User(name, password, library)
