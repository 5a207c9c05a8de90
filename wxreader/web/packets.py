"""The packets between the server and a visit's process, as Textual's web driver has them.

A letter, four bytes of size (big endian), the payload. `D` is what a terminal would get or send, `M` a
JSON object about it, `P` a piece of a file to download: its key, a line feed, bytes (so our driver packs it).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import NamedTuple

DATA, META, PACKED = b"D", b"M", b"P"
PRELUDE = b"__GANGLION__\n"
"""What a process writes before its first packet."""
LARGEST = 16 << 20
"""Bytes of the largest packet that a process may send (chosen; a whole screen has 2 MB at most)."""


class PacketError(Exception):
    """What a process wrote is no packet."""


class Packet(NamedTuple):
    """One packet."""

    kind: bytes
    payload: bytes


def encode(kind: bytes, payload: bytes) -> bytes:
    """A packet's bytes."""
    return b"%s%s%s" % (kind, len(payload).to_bytes(4, "big"), payload)


def encode_meta(table: Mapping[str, object]) -> bytes:
    """The bytes of a packet about the terminal."""
    return encode(META, json.dumps(table).encode())


async def read_packet(stream: asyncio.StreamReader) -> Packet:
    """The next packet.

    Raises:
        asyncio.IncompleteReadError: The process ended.
        PacketError: It is no packet, or a too large one.
    """
    head = await stream.readexactly(5)
    kind, size = head[:1], int.from_bytes(head[1:], "big")
    if kind not in (DATA, META, PACKED) or size > LARGEST:
        raise PacketError
    return Packet(kind, await stream.readexactly(size))


def read_meta(payload: bytes) -> dict[str, object]:
    """The object in a packet about the terminal.

    Raises:
        PacketError: There is none.
    """
    try:
        table = json.loads(payload)
    except ValueError:
        raise PacketError from None
    if not isinstance(table, dict):
        raise PacketError
    return table
