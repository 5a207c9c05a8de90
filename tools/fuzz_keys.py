"""Random keys into the reader: nothing may end it, the terminal must be as it was, the store sound.

python tools/fuzz_keys.py --seeds 1 2 --minutes 10     eight seeds of ten minutes are the release's
python tools/fuzz_keys.py --seeds 101 102 --keys 1200  what CI runs

Keys are drawn with a model of the key map: mostly those that mean something where the reader is
likely to be, some that mean nothing there, bursts in one write (a bouncing key, a slow line), mouse,
pastes, bytes that are no text, windows of any size, an editor that does odd things.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.terminal import Terminal  # noqa: E402
from wxreader.library.check import check  # noqa: E402
from wxreader.library.library import Library  # noqa: E402
from wxreader.library.loader import load  # noqa: E402
from wxreader.search.index import update_index  # noqa: E402
from wxreader.tui import keymap  # noqa: E402
from wxreader.tui.keymap import ANY, ENTITIES, LIST, SELECTION, TEXT  # noqa: E402

TYPING, OVER = "typing", "over"
KINDS = {"known": 60, "other": 18, "burst": 8, "word": 8, "odd": 1, "window": 2, "mouse": 3}
"""What is done next, with how often in a hundred (chosen)."""
PAUSES = (0.0, 0.0, 0.002, 0.01, 0.03)
"""Seconds after a key (chosen: from a bouncing key to a fast typist)."""
SEEN = 200_000
"""Bytes of what the reader wrote that are kept."""
BUTTONS = (0, 2, 32, 64, 65)
"""Mouse: left, right, drag, wheel."""
BYTES = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "insert": "\x1b[2~",
}
"""What a terminal sends for keys with names."""
LEAVING = "q"
WORDS = (
    "无锡",
    "长三角 OR",
    "person:杜",
    "((",
    "date:2024-",
    "tag:a",
    "is:",
    '"',
    "csj",
    "杜小刚",
    "-",
    "，",
    "a.*[",
    "\x00",
    "🀄",
    "e\u0301\u0301\u0301",
    "\x1b[200~粘贴\x1b[31m\n第二行\x1b[201~",
    "\x1b[200~没有结束",
    "／",
    "？",
    "【",
    "】",
    "、",
    "bold]",
)
ODD = (
    b"\xff",
    b"\xc4\xe3\xba\xc3",
    b"\xe6\x97",
    b"\x1b[M\xf0\xf1\xf2",
    b"\x1b[99999;99999R",
    b"\x1b[8;9999;9999t",
    b"\x1bP$q",
    b"\x1b]11;?",
)
AFTER = {
    (LIST, "enter"): TEXT,
    (LIST, "s"): TYPING,
    (LIST, "a"): OVER,
    (LIST, "F"): OVER,
    (LIST, "question_mark"): OVER,
    (TEXT, "V"): SELECTION,
    (TEXT, "v"): SELECTION,
    (TEXT, "/"): TYPING,
    (TEXT, "q"): LIST,
    (TEXT, "i"): OVER,
    (TEXT, "n"): TEXT,
    (SELECTION, "escape"): TEXT,
    (SELECTION, "enter"): TEXT,
    (SELECTION, "n"): TYPING,
    (TYPING, "enter"): LIST,
    (TYPING, "escape"): LIST,
    (OVER, "escape"): LIST,
    (OVER, "q"): LIST,
    (OVER, "enter"): TEXT,
    (ENTITIES, "q"): LIST,
}
"""Where the reader is likely to be after a key; where nothing is said, where it was."""
EDITOR = """#!/bin/sh
r=$(od -An -N1 -tu1 /dev/urandom)
case $((r % 7)) in
0) exit 3;; 1) rm -f "$1";; 2) head -c 300 /dev/urandom >"$1";; 3) printf '改\\033[31m\\nx\\n\\n' >>"$1";;
4) :>"$1";; 5) printf saved >"$1"; kill -9 $$;; 6) stty raw -echo; printf x >"$1";;
esac
"""


def as_bytes(key: str) -> bytes:
    """What a terminal sends for a key of the key map."""
    if key.startswith("ctrl+"):
        letter = key[-1]
        return bytes([ord(letter) & 0x1F]) if letter.isalpha() else b""
    return BYTES.get(key, key if len(key) == 1 else "").encode()


def keys_by_place() -> dict[str, list[str]]:
    """The keys that mean something in each place."""
    places: dict[str, list[str]] = {place: [] for place in (LIST, TEXT, ENTITIES, SELECTION, TYPING, OVER)}
    for command in (*keymap.COMMANDS, *keymap.SELECTION_KEYS, *keymap.MOVES):
        for place, keys in places.items():
            if command.where in (place, ANY) and place not in (
                TYPING,
                SELECTION if command.where == ANY else "",
            ):
                keys += command.keys
    places[TYPING] = ["enter", "escape", "backspace", "tab", "up", "down", "left", *"无a锡b"]
    places[OVER] += ["enter", "escape", "q", "j", "k", "/", "d", "u", "n", "t", "e"]
    return places


@dataclass
class Fuzz:
    """One seed's run."""

    seed: int
    folder: Path
    source: Path
    terminal: Terminal | None = None
    place: str = LIST
    keys: int = 0
    sessions: int = 0
    bad: list[dict[str, Any]] = field(default_factory=list)
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=80))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.library = self.folder / "library"
        shutil.copytree(self.source, self.library)
        self.editor = self.folder / "editor.sh"
        self.editor.write_text(EDITOR)
        self.editor.chmod(0o755)
        self.places = keys_by_place()
        self.any_key = sorted({k for keys in self.places.values() for k in keys} | set(BYTES))

    def open(self) -> None:
        """Start the reader."""
        columns, rows = self.random.choice([40, 76, 80, 100, 160]), self.random.choice([12, 24, 30, 50])
        env = {"HOME": str(self.folder), "EDITOR": str(self.editor), "VISUAL": "", "TMPDIR": str(self.folder)}
        env["LC_ALL"] = "C.UTF-8"
        env |= {f"XDG_{name}_HOME": str(self.folder / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
        argv = [sys.executable, "-m", "wxreader", "--library", str(self.library)]
        self.terminal = Terminal(argv, columns, rows, **env)
        self.sessions += 1
        self.place = LIST
        end = time.monotonic() + 30
        while b"\x1b[?1049h" not in self.terminal.seen and time.monotonic() < end:
            self.terminal.read(0.1)
        self.terminal.read(0.3)

    def step(self) -> None:
        """One key, or what stands for one."""
        terminal = self.terminal
        assert terminal is not None
        getattr(self, f"_{self.random.choices(list(KINDS), list(KINDS.values()))[0]}")()
        terminal.read(self.random.choice(PAUSES))
        terminal.seen = terminal.seen[-SEEN:]

    def _known(self) -> None:
        self.press(self.random.choice(self.places[self.place]))

    def _other(self) -> None:
        self.press(self.random.choice(self.any_key))

    def _burst(self) -> None:
        """Several keys in one write, as from a bouncing key or a slow line."""
        keys = self.random.choices(self.places[self.place], k=self.random.randint(2, 6))
        for key in keys:
            self.note(key)
        self.send(b"".join(map(as_bytes, keys)))

    def _word(self) -> None:
        self.send(self.random.choice(WORDS).encode())

    def _odd(self) -> None:
        self.send(self.random.choice(ODD))

    def _window(self) -> None:
        self.note("resize")
        assert self.terminal is not None
        self.terminal.resize(self.random.randint(1, 160), self.random.randint(1, 50))

    def _mouse(self) -> None:
        x, y, button = self.random.randint(1, 120), self.random.randint(1, 40), self.random.choice(BUTTONS)
        self.send(f"\x1b[<{button};{x};{y}{self.random.choice('Mm')}".encode())

    def press(self, key: str) -> None:
        """Press a key, and think of where the reader is now."""
        self.note(key)
        self.send(as_bytes(key))
        self.place = AFTER.get((self.place, key), self.place)

    def note(self, what: str) -> None:
        """Remember what was pressed."""
        self.recent.append(what)
        self.keys += 1

    def send(self, data: bytes) -> None:
        """Write to the terminal."""
        if data and len(data) > 1:
            self.recent.append(repr(data))
        assert self.terminal is not None
        with suppress(OSError):  # it has just ended: `ended` says how
            self.terminal.press(data)

    def ended(self) -> bool:
        """Whether the reader has ended; how, if badly, is kept."""
        terminal = self.terminal
        assert terminal is not None
        pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
        if not pid:
            return False
        if os.WIFSTOPPED(status):  # Ctrl+Z: as `fg` in a shell
            os.kill(terminal.pid, signal.SIGCONT)
            return False
        terminal.status = os.waitstatus_to_exitcode(status)
        terminal.read(0.2)
        self.judge()
        return True

    def judge(self) -> None:
        """What is wrong with how the reader ended."""
        terminal = self.terminal
        assert terminal is not None
        crash = self.folder / "state/wxreader/crash.txt"
        report = crash.read_text() if crash.exists() else ""
        if terminal.status not in (0, 130) or b"Traceback" in terminal.seen or report:
            self.bad.append(
                {
                    "key": self.keys,
                    "status": terminal.status,
                    "report": report[-1500:],
                    "last": list(self.recent),
                    "screen": terminal.text()[-200:],
                }
            )
            crash.unlink(missing_ok=True)
        if terminal.modes() != terminal.before:
            self.bad.append({"key": self.keys, "modes": "not restored", "last": list(self.recent)})
        terminal.__exit__(None, None, None)

    def leave(self) -> None:
        """Quit as a user would."""
        terminal = self.terminal
        assert terminal is not None
        end = time.monotonic() + 60
        over = time.monotonic() + 2.5  # then a paste that was not ended is over
        while time.monotonic() < over:
            terminal.read(0.05)  # no longer: a field's cursor blinks
        while time.monotonic() < end:
            if self.ended():
                return
            for key in ("\x1b", LEAVING, LEAVING):
                try:
                    terminal.press(key)
                except OSError:
                    break
                terminal.read(0.15)
        self.bad.append({"key": self.keys, "hangs": terminal.text()[-300:], "last": list(self.recent)})
        os.kill(terminal.pid, signal.SIGKILL)

    def run(self, seconds: float, keys: int) -> dict[str, Any]:
        """Press keys for a time, or so many."""
        begun = time.monotonic()
        self.open()
        while (keys and self.keys < keys) or (seconds and time.monotonic() - begun < seconds):
            self.step()
            if self.ended():
                self.open()
        self.leave()
        # an orphan, and a note that is in no article any more, is what was asked for
        found = [
            f.problem
            for f in check(Library(self.library))
            if "orphan" not in f.problem and "孤" not in f.problem
        ]
        return {
            "seed": self.seed,
            "keys": self.keys,
            "sessions": self.sessions,
            "bad": self.bad,
            "check": found,
        }


def main() -> int:
    """Run the seeds one after the other; 1 where anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--minutes", type=float, default=0.0, help="time for each seed")
    parser.add_argument("--keys", type=int, default=0, help="keys for each seed")
    args = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(prefix="fuzz-keys-") as top:
        source = Path(top) / "library"
        load(Library(source), [ROOT / "seeds"])
        update_index(Library(source))
        for seed in args.seeds:
            folder = Path(top) / str(seed)
            folder.mkdir()
            found = Fuzz(seed, folder, source).run(
                args.minutes * 60, args.keys or (0 if args.minutes else 1000)
            )
            print(json.dumps(found, ensure_ascii=False, indent=1), flush=True)
            failed = failed or bool(found["bad"] or found["check"])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
