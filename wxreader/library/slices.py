"""Reading pieces of files by place, never by mapping them into memory:
a file cut short by somebody else is an error here, no signal.

Nothing that is read is trusted: a piece that is not all there is damage.
"""

from __future__ import annotations

import os
from pathlib import Path

from wxreader.errors import DamagedError, StoreError
from wxreader.i18n import _
from wxreader.library.own import open_own


class Slices:
    """A file that is read in pieces; it stays the file that it was when opened.

    Args:
        path: The file.

    Raises:
        FileNotFoundError: There is none.
        StoreError: It cannot be read, or is no regular file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._handle = open_own(path)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreError(
                _("{path} cannot be read ({strerror})", path=path, strerror=error.strerror)
            ) from None

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            os.close(self._handle)

    def size(self) -> int:
        """Bytes of the file now."""
        return os.fstat(self._handle).st_size

    def peek(self, length: int, offset: int) -> bytes:
        """Some bytes from a place, fewer where the file ends: for looks that are verified by what follows
        them.
        """
        try:
            return os.pread(self._handle, length, offset)
        except (OSError, OverflowError):
            return b""

    def read(self, length: int, offset: int) -> bytes:
        """Exactly `length` bytes from a place.

        Raises:
            DamagedError: The file ends before that.
            StoreError: It cannot be read.
        """
        try:
            data = os.pread(self._handle, length, offset)
            while data and len(data) < length:
                more = os.pread(self._handle, length - len(data), offset + len(data))
                if not more:
                    break
                data += more
        except (OSError, OverflowError, MemoryError) as error:
            raise StoreError(
                _("{path} cannot be read ({strerror})", path=self.path, strerror=error)
            ) from None
        if len(data) != length:
            raise DamagedError(_("{path} is damaged: it ends too early", path=self.path))
        return data
