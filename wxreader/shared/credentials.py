"""Who asks the archive: user and password from the environment, ~/.netrc, or a command of the settings.

Never from the command line, never into a log or a message.
"""

from __future__ import annotations

import getpass
import netrc
import os
import shlex
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from wxreader.errors import UsageError
from wxreader.i18n import _
from wxreader.shared.address import ArchiveAddress

USER, PASSWORD = "WXREADER_OPENSEARCH_USER", "WXREADER_OPENSEARCH_PASSWORD"
"""Variables of the environment."""
COMMAND_SECONDS = 30
"""How long the settings' command may take (chosen: somebody may have to touch a key)."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of the archive."""

    user: str = ""
    """Empty where the archive asks for none."""
    password: str = field(default="", repr=False)

    @property
    def author(self) -> str:
        """The name under which notes are made."""
        return self.user or local_name()


def local_name() -> str:
    """The user of this machine, where the archive knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def find_credentials(address: ArchiveAddress, user: str = "", command: str = "") -> Credentials:
    """The user of an archive.

    Args:
        address: The archive.
        user: The settings' user.
        command: The settings' command that prints the password.

    Raises:
        UsageError: The command fails; ~/.netrc cannot be understood.
    """
    user = os.environ.get(USER, "") or user
    password = os.environ.get(PASSWORD, "")
    if user and password:
        return Credentials(user, password)
    if user and command:
        return Credentials(user, _told_by(command))
    return _from_netrc(address, user)


def _told_by(command: str) -> str:
    try:
        done = subprocess.run(
            shlex.split(command), capture_output=True, timeout=COMMAND_SECONDS, check=True, encoding="utf-8"
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(_("the settings' password_command failed ({reason})", reason=reason)) from None
    return done.stdout.split("\n", 1)[0]


def _from_netrc(address: ArchiveAddress, user: str) -> Credentials:
    path = Path(os.environ.get("NETRC", "") or Path.home() / ".netrc")
    try:
        known = netrc.netrc(path)
    except FileNotFoundError:
        return Credentials(user)
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        raise UsageError(
            _("{path} cannot be read ({reason})", path=path, reason=type(error).__name__)
        ) from None
    for host, _port in address.hosts:
        found = known.authenticators(host)
        if found and (not user or found[0] == user):
            return Credentials(found[0], found[2])
    return Credentials(user)
