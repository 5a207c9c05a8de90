"""A process that speaks a visit's packets and does what is typed: the server's tests need no reader.

`env` writes its environment, `size` the size it was told, `offer` offers a file, `deaf` makes it ignore
every wish to leave, `die` ends it with status 3; anything else is written back.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

FILE = "引题,主题\n" * 20_000
KEY = "0123456789abcdef"


def send(kind: bytes, payload: bytes) -> None:
    """Write a packet."""
    sys.stdout.buffer.write(kind + len(payload).to_bytes(4, "big") + payload)
    sys.stdout.buffer.flush()


def receive() -> tuple[bytes, bytes]:
    """The next packet; ends the process where the server closed the pipe."""
    head = sys.stdin.buffer.read(5)
    if len(head) < 5:
        sys.exit(0)
    return head[:1], sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))


def typed(text: str, told: list[dict[str, Any]]) -> None:
    """Do what was typed."""
    if text == "env":
        send(b"D", json.dumps({**os.environ, "cwd": os.getcwd(), "argv": sys.argv}).encode())
    elif text == "size":
        send(b"D", json.dumps([os.environ["COLUMNS"], os.environ["ROWS"], told]).encode())
    elif text == "offer":
        meta = {
            "type": "deliver_file_start",
            "key": KEY,
            "path": "/srv/secret/标注 1.csv",
            "open_method": "browser",
        }
        send(b"M", json.dumps({**meta, "mime_type": "text/html", "encoding": "utf-8"}).encode())
    elif text == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        told.append({"type": "deaf"})
        send(b"D", b"deaf")
    elif text == "die":
        sys.stderr.write("Traceback: 机密\n")
        sys.stderr.write("wxreader: the disk is full\n")
        sys.exit(3)
    else:
        send(b"D", text.encode())


def main() -> None:
    """Serve one visit."""
    sys.stdout.buffer.write(b"__GANGLION__\n")
    send(b"D", b"ready")
    told: list[dict[str, Any]] = []
    rest = FILE.encode()
    while True:
        kind, payload = receive()
        if kind == b"D":
            typed(payload.decode(), told)
            continue
        meta = json.loads(payload)
        told.append(meta)
        if meta["type"] == "quit" and {"type": "deaf"} not in told:
            send(b"M", b'{"type": "exit"}')
            sys.exit(0)
        elif meta["type"] == "resume":
            send(b"D", b"again")
        elif meta["type"] == "deliver_chunk_request":
            piece, rest = rest[: meta["size"]], rest[meta["size"] :]
            send(b"P", KEY.encode() + b"\n" + piece)


if __name__ == "__main__":
    main()
