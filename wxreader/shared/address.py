"""The address of a shared archive: `opensearch://HOST[:PORT][,HOST[:PORT]…]/NAME`. Knows no client."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from wxreader.errors import UsageError
from wxreader.i18n import _

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 9200
"""OpenSearch's own."""
_ADDRESS = re.compile(r"opensearch(?P<plain>\+http)?://(?P<hosts>[^/@?#]+)/(?P<name>[^/?#]+)/?")
_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>\d{1,5}))?")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveAddress:
    """Where an archive is."""

    hosts: tuple[tuple[str, int], ...]
    """Hosts of its nodes, with their ports."""
    name: str
    """Of the library: the beginning of its indices' names."""
    encrypted: bool
    """By TLS."""

    @property
    def on_this_machine(self) -> bool:
        """Whether all its nodes are."""
        return all(host in LOOPBACK for host, _port in self.hosts)

    def __str__(self) -> str:
        hosts = ",".join(f"[{h}]:{p}" if ":" in h else f"{h}:{p}" for h, p in self.hosts)
        return f"opensearch{'' if self.encrypted else '+http'}://{hosts}/{self.name}"

    @property
    def folder(self) -> Path:
        """A folder of this machine for what belongs to the archive: notes that wait to be sent."""
        import platformdirs

        mark = hashlib.sha256(str(self).encode()).hexdigest()[:16]
        return (
            Path(platformdirs.user_data_dir("wxreader", appauthor=False)) / "shared" / f"{self.name}-{mark}"
        )


def read_address(written: str) -> ArchiveAddress:
    """The address that somebody wrote.

    Raises:
        UsageError: It is none; it has a password in it; it asks for no TLS to another machine.
    """
    if "@" in written:
        raise UsageError(
            _(
                "no user or password in an address (others see it in the list of processes): "
                "WXREADER_OPENSEARCH_USER and WXREADER_OPENSEARCH_PASSWORD, ~/.netrc or "
                "the settings have them"
            )
        )
    found = _ADDRESS.fullmatch(written)
    hosts = [_HOST.fullmatch(h) for h in found["hosts"].split(",")] if found else []
    if found is None or not _NAME.fullmatch(found["name"]) or not all(hosts):
        raise UsageError(
            _(
                "{address}: a shared archive's address is opensearch://HOST:PORT/NAME, "
                "its name of small letters, digits, - and _",
                address=written,
            )
        )
    address = ArchiveAddress(
        hosts=tuple((h["host"].strip("[]"), int(h["port"] or PORT)) for h in hosts if h),
        name=found["name"],
        encrypted=not found["plain"],
    )
    if not address.encrypted and not address.on_this_machine:
        raise UsageError(
            _(
                "opensearch+http:// is for this machine alone (127.0.0.1); "
                "another is reached by opensearch:// with TLS"
            )
        )
    return address
