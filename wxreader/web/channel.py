"""The pipe to the server, apart from standard output: whatever else prints must not spoil the packets."""

from __future__ import annotations

import os

_descriptors: list[int] = []


def keep_channel() -> None:
    """Keep standard output for packets; what is printed from now on goes where errors go."""
    if not _descriptors:
        _descriptors.append(os.dup(1))
        os.set_inheritable(_descriptors[0], False)
        os.dup2(2, 1)


def protocol_descriptor() -> int:
    """Where packets are written."""
    keep_channel()
    return _descriptors[0]
