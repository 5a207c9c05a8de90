"""What the reader may do on the machine that it runs on: at a terminal all, in a browser nothing.

Somebody who reads in a browser sits elsewhere: an editor, a clipboard, a folder of this machine are not
theirs, and its paths are none of their business. It is decided once, where the reader is opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

_FOLDERS = re.compile(r"(?<![\w.~:/])/(?:[^\s/:;,，。；、()（）“”\"']+/)+")
"""An absolute path up to its last name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What may be done here."""

    own_editor: bool
    """`$EDITOR` may run; else a text is edited on a screen of the reader."""
    own_clipboard: bool
    """The system's clipboard tools may run; else the terminal alone is told what was copied."""
    background: bool
    """The reader may be put into the background."""
    own_files: bool
    """Files are written into the working folder, and messages name paths; else the browser saves files."""

    private: tuple[Path, ...] = ()
    """Folders that no message names, whatever stands in their names."""

    def shown(self, message: str) -> str:
        """A message as it may be shown: with names of files, but in a browser not where they are."""
        if self.own_files:
            return message
        for folder in self.private:
            message = message.replace(f"{folder}/", "")
        return _FOLDERS.sub("", message)

    @property
    def missing(self) -> frozenset[str]:
        """Names of the commands that there are not."""
        return frozenset() if self.background else frozenset({"suspend"})


TERMINAL = Surroundings(own_editor=True, own_clipboard=True, background=True, own_files=True)
"""The reader's machine is the user's."""
BROWSER = Surroundings(own_editor=False, own_clipboard=False, background=False, own_files=False)
"""The user sits elsewhere."""


def around(app: App[Any]) -> Surroundings:
    """The surroundings of an app; a terminal where it does not say."""
    found = getattr(app, "surroundings", TERMINAL)
    assert isinstance(found, Surroundings)
    return found
