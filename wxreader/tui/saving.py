"""Files that the reader makes for the user: into the working folder, or to the browser as a download."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wxreader.atomic import write_atomic
from wxreader.errors import StoreError
from wxreader.i18n import _
from wxreader.tui.surroundings import around

if TYPE_CHECKING:
    from textual.app import App


def save_file(app: App[Any], name: str, data: bytes) -> str:
    """Give the user a file.

    Args:
        app: The app.
        name: The file's name; a relative one is of the working folder.
        data: What is in it.

    Returns:
        A sentence that says where it is.

    Raises:
        StoreError: It cannot be written.
    """
    if not around(app).own_files:
        app.deliver_binary(io.BytesIO(data), save_filename=name, open_method="download")
        return _("the browser saves {name}", name=name)
    path = Path.cwd() / name
    try:
        write_atomic(path, data)
    except OSError as error:
        raise StoreError(_("{path} cannot be written ({reason})", path=path, reason=error.strerror)) from None
    return _("written: {name} in {folder}", name=path.name, folder=path.parent)
