"""Every state that a power cut may leave of one write, after ALICE (Pillai and others, OSDI 2014),
without root.

The file operations of a write are recorded. For every moment between two of them, file data that was
not yet synced may be missing, half there, zeros or whole, and renames, links and new names in a folder
that was not yet synced may have happened up to any of them, or all but any one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

Names = dict[tuple[str, str], int]
"""(folder, name) -> inode."""


@dataclass
class Recorder:
    """Records what is done to files below a folder while it is entered."""

    root: Path
    log: list[tuple[Any, ...]] = field(default_factory=list)
    handles: dict[int, tuple[str, Any]] = field(default_factory=dict)

    def _place(self, path: Any) -> tuple[str, str]:
        absolute = Path(os.path.abspath(path))
        return (str(absolute.parent.relative_to(self.root)), absolute.name)

    def _inside(self, path: Any) -> bool:
        return Path(os.path.abspath(path)).is_relative_to(self.root)

    def _open(self, path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        fresh = not os.path.lexists(path)
        handle: int = self._real["open"](path, flags, *args, **kwargs)
        if not self._inside(path):
            return handle
        if os.path.isdir(path):
            self.handles[handle] = ("folder", str(Path(os.path.abspath(path)).relative_to(self.root)))
            return handle
        inode = os.fstat(handle).st_ino
        self.handles[handle] = ("file", inode)
        if fresh:
            self.log.append(("link", self._place(path), inode))
        return handle

    def _write(self, handle: int, data: Any) -> int:
        done: int = self._real["write"](handle, data)
        if self.handles.get(handle, ("", 0))[0] == "file":
            self.log.append(("data", self.handles[handle][1], bytes(data[:done])))
        return done

    def _fsync(self, handle: int) -> None:
        self._real["fsync"](handle)
        kind, what = self.handles.get(handle, ("", None))
        if kind:
            self.log.append(("sync-" + kind, what))

    def _replace(self, source: Any, target: Any) -> None:
        self._real["replace"](source, target)
        self.log.append(("rename", self._place(source), self._place(target)))

    def _link(self, source: Any, target: Any) -> None:
        inode = os.stat(source).st_ino
        self._real["link"](source, target)
        self.log.append(("link", self._place(target), inode))

    def _unlink(self, path: Any, *args: Any, **kwargs: Any) -> None:
        self._real["unlink"](path, *args, **kwargs)
        if self._inside(path):
            self.log.append(("unlink", self._place(path)))

    def __enter__(self) -> Recorder:
        fakes: dict[str, Callable[..., Any]] = {
            "open": self._open,
            "write": self._write,
            "fsync": self._fsync,
            "replace": self._replace,
            "link": self._link,
            "unlink": self._unlink,
        }
        self._real = {name: getattr(os, name) for name in fakes}
        self._patches = [mock.patch.object(os, name, fake) for name, fake in fakes.items()]
        for patch in self._patches:
            patch.start()
        return self

    def __exit__(self, *args: object) -> None:
        for patch in self._patches:
            patch.stop()


def _apply(names: Names, changes: list[tuple[Any, ...]]) -> Names:
    names = dict(names)
    for change in changes:
        if change[0] == "link":
            names[change[1]] = change[2]
        elif change[0] == "rename":
            if change[1] in names:
                names[change[2]] = names.pop(change[1])
        else:
            names.pop(change[1], None)
    return names


def _folder(change: tuple[Any, ...]) -> str:
    return str((change[2] if change[0] == "rename" else change[1])[0])


DAMAGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda d: b"",
    lambda d: d[: len(d) // 2],
    lambda d: bytes(len(d)),
    lambda d: d,
)


def _states(
    names: Names, data: Mapping[int, bytes], log: list[tuple[Any, ...]]
) -> Iterator[tuple[Names, dict[int, bytes]]]:
    for moment in range(len(log) + 1):
        durable, content = dict(names), dict(data)
        pending: dict[int, bytes] = {}
        waiting: list[tuple[Any, ...]] = []
        for step in log[:moment]:
            if step[0] == "data":
                pending[step[1]] = pending.get(step[1], b"") + step[2]
            elif step[0] == "sync-file":
                content[step[1]] = content.get(step[1], b"") + pending.pop(step[1], b"")
            elif step[0] == "sync-folder":
                durable = _apply(durable, [c for c in waiting if _folder(c) == step[1]])
                waiting = [c for c in waiting if _folder(c) != step[1]]
            else:
                waiting.append(step)
        orders = [waiting[:n] for n in range(len(waiting) + 1)] + [
            waiting[:n] + waiting[n + 1 :] for n in range(len(waiting))
        ]
        for order in orders:
            for damage in DAMAGES if pending else DAMAGES[-1:]:
                whole = {
                    inode: content.get(inode, b"") + damage(pending.get(inode, b""))
                    for inode in {*content, *pending}
                }
                yield _apply(durable, order), whole


def power_cuts(folder: Path, write: Callable[[], None], build: Path) -> Iterator[Path]:
    """Rebuild every state that a power cut during a write may leave.

    Args:
        folder: What is written into.
        write: The write.
        build: An empty folder to build the states in.

    Yields:
        A folder for each state.
    """
    files = [p for p in folder.rglob("*") if p.is_file()]
    names: Names = {(str(p.parent.relative_to(folder)), p.name): p.stat().st_ino for p in files}
    data = {p.stat().st_ino: p.read_bytes() for p in files}
    with Recorder(folder) as recorder:
        write()
    for number, (present, content) in enumerate(_states(names, data, recorder.log)):
        state = build / str(number)
        for (parent, name), inode in present.items():
            (state / parent).mkdir(parents=True, exist_ok=True)
            (state / parent / name).write_bytes(content.get(inode, b""))
        yield state
