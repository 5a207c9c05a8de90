"""The user's own editor for a longer text: `$VISUAL`, `$EDITOR`, or vi; called without a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from wxreader.errors import WxError
from wxreader.i18n import _


class EditorError(WxError):
    """The editor could not be run, or ended with an error."""


def edit_text(app: App[None], text: str) -> str:
    """Let the user edit a text in the editor.

    Args:
        app: The app, which stands aside while the editor runs.
        text: The text to begin with.

    Returns:
        The text as it was saved, without the line feed that editors put at its end.

    Raises:
        EditorError: The editor could not be run or failed; the text is as it was.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    handle, name = tempfile.mkstemp(prefix="wxreader-", suffix=".txt")  # mode 0600, a name nobody can guess
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        try:
            with app.suspend():
                done = subprocess.run([*command, name], check=False)
        except SuspendNotSupported:
            done = subprocess.run(
                [*command, name], check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        if done.returncode:
            raise EditorError(
                _(
                    "the editor {command} ended with status {status}; nothing was changed",
                    command=command[0],
                    status=done.returncode,
                )
            )
        return path.read_text("utf-8", "replace").removesuffix("\n")
    except OSError as error:
        raise EditorError(
            _(
                "the editor {command} cannot be run ({reason}); set $EDITOR",
                command=command[0],
                reason=error.strerror,
            )
        ) from None
    finally:
        path.unlink(missing_ok=True)
