"""The errors a user can cause: each is one sentence that names the thing and says what to do.

`cli.main` and the app print `str(error)` and nothing else, so a message must stand alone.
Anything that is not a `WxError` is a defect of ours.
"""

from __future__ import annotations


class WxError(Exception):
    """Base of every error that is the input's or the system's, not ours."""

    exit_status: int = 1
    """Process exit status when the error ends a call (1 failed, 2 wrong usage)."""


class UsageError(WxError):
    """The call itself is wrong: an unknown command, option, article or value."""

    exit_status = 2


class NotFoundError(WxError):
    """An article, file or folder that was named does not exist."""


class DecodeError(WxError):
    """A file's bytes are not text in any encoding that we read."""


class LoadError(WxError):
    """A file cannot be loaded: missing, unreadable, too large, not a regular file."""


class MissingExtraError(WxError):
    """A package of an extra is not installed; names the extra."""

    exit_status = 2


class TemplateError(WxError):
    """A template of an export is wrong; names the file and the line."""

    exit_status = 2


class SettingsError(WxError):
    """The settings file has a wrong key or value; names file, line and what was meant."""

    exit_status = 2


class StoreError(WxError):
    """The library on disk cannot be read or written."""


class DamagedError(StoreError):
    """A file of the library does not parse or does not match its own checksum."""


class NewerSchemaError(StoreError):
    """A file of the library was written by a newer wxreader; it is left untouched."""


class KeptInMemoryError(StoreError):
    """A change of the user's could not be written; it is kept in memory and written with the next one.

    Or when the reader is left.

    Args:
        message: A sentence that says so.
        reason: Why it could not be written: all that is true for a command, which ends now.
    """

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class LockedError(StoreError):
    """Another process holds the library's write lock for too long."""


class QueryError(WxError):
    """A search query that cannot be understood.

    Args:
        message: A sentence that says what is wrong and what was meant.
        position: Where in the query, in characters from 0.
    """

    exit_status = 2

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class TerminalError(WxError):
    """No terminal that the reader can run in; names the plain commands."""

    exit_status = 2
