"""Reading a file that somebody named: a regular one of a sensible size, never waited for.

A named pipe blocks for ever, /dev/zero never ends, a name may hold NUL.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from wxreader.i18n import _


def read_regular(path: Path, limit: int) -> bytes:
    """The bytes of a file.

    Args:
        path: The file.
        limit: Most bytes that it may have.

    Raises:
        FileNotFoundError: It is not there.
        OSError: It cannot be read, is no regular file, or is larger.
        ValueError: Its name is none.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise OSError(errno.EINVAL, _("it is no regular file"), str(path))
        if info.st_size > limit:
            raise OSError(errno.EFBIG, _("it is larger than {limit:,} bytes", limit=limit), str(path))
        with os.fdopen(os.dup(handle), "rb") as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)
