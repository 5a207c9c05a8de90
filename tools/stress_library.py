"""Many at one library: is any note lost that was said to be kept?

python tools/stress_library.py --minutes 5 [--full 2]

Two readers in pseudo-terminals type notes, two scripts annotate, a loader loads and is killed every
third time. A script's note is confirmed when its call ended with 0; a reader's when it was typed: what
the disk had no room for is written later, or when the reader ends. `--full` fills the file system that
often for ten seconds; the library stands on one of its own then (a tmpfs: as root).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.calls import ask  # noqa: E402
from tests.support.terminal import Terminal, run_here  # noqa: E402
from wxreader.cli import main as wxreader  # noqa: E402
from wxreader.library.check import check  # noqa: E402
from wxreader.library.library import Library  # noqa: E402
from wxreader.library.loader import load  # noqa: E402
from wxreader.search.index import update_index  # noqa: E402
from wxreader.tui.app import Reader as Reader  # noqa: E402

"""What is imported above is imported once, for every fork: the reader too."""
SIZE = "96m"
"""Of the file system that is filled (chosen: the library grows to a tenth of it)."""
FULL_SECONDS = 10.0
KILLED_EVERY = 3
"""Of the loads."""
LONGEST_LOAD = 2.5
"""Seconds after which a load that is killed is killed, at the most."""
PAGES_A_LOAD = 16
LONG_ENOUGH = 20
"""Characters of a paragraph that ten are quoted from."""
ANSWERS = 120.0
"""Seconds for a call on a full and busy machine (chosen)."""
MOVES = (["j"], ["}"], ["J"], ["j", "j", "}"], ["g"])
"""Where a reader goes after a note."""


class Stress:
    """What takes part, and what each of them says of it."""

    def __init__(self, folder: Path, library: Path, seconds: float, seed: int) -> None:
        self.folder, self.library, self.seed = folder, library, seed
        self.end = time.monotonic() + seconds
        self.quotes = {
            row.id: article.paragraphs[0].text[5:15]
            for row in Library(library).rows()
            for article in [Library(library).article(row.id)]
            if article.paragraphs and len(article.paragraphs[0].text) > LONG_ENOUGH
        }

    def script(self, number: int) -> dict[str, Any]:
        """Annotate, again and again."""
        rng = random.Random(self.seed * 10 + number)
        kept: dict[str, str] = {}
        refused: list[str] = []
        while time.monotonic() < self.end:
            article, note = rng.choice(sorted(self.quotes)), f"s{number}-{len(kept) + len(refused)}."
            call = ["annotate", article, "--quote", self.quotes[article], "--note", note, "--json"]
            said = ask([*call, "--library", str(self.library), "--lang", "en"], hangs=ANSWERS)
            if said.status == 0:
                kept[json.loads(said.seen)["id"]] = note
            else:
                refused.append(f"{said.status} {said.seen[-200:].decode('utf-8', 'replace')}")
        return {"kept": kept, "refused": refused}

    def loader(self, number: int) -> dict[str, Any]:
        """Load pages, killed every third time."""
        rng = random.Random(self.seed * 10 + number)
        seeds = sorted((ROOT / "seeds").glob("*.txt"))
        done, killed, bad = 0, 0, []
        while time.monotonic() < self.end:
            folder = self.folder / f"dumps{done}"
            folder.mkdir()
            for i in range(PAGES_A_LOAD):
                text = seeds[i % len(seeds)].read_text("utf-8").replace("3", str((done + i) % 10), 40)
                (folder / f"{done}-{i}.txt").write_text(f"{text}\n第{done}{i}次\n", "utf-8")
            argv = ["load", str(folder), "--workers", "2", "--library", str(self.library), "--lang", "en"]
            log = self.folder / f"load{done}.log"
            pid = os.fork()
            if not pid:
                os.setsid()
                handle = os.open(log, os.O_WRONLY | os.O_CREAT)
                os.dup2(handle, 1)
                os.dup2(handle, 2)
                run_here(partial(wxreader, argv))
            if done % KILLED_EVERY == KILLED_EVERY - 1:
                time.sleep(rng.random() * LONGEST_LOAD)
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
                killed += 1
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if status not in (0, 1, -signal.SIGKILL) or "Traceback" in log.read_text():
                bad.append(f"{status} {log.read_text()[-300:]}")
            done += 1
        return {"loads": done, "killed": killed, "bad": bad}

    def reader(self, number: int) -> dict[str, Any]:
        """Type notes into a reader, and leave it as a user would."""
        rng = random.Random(self.seed * 10 + number)
        call = partial(wxreader, ["--library", str(self.library), "--lang", "en"])
        home = str(self.folder / f"home{number}")
        with Terminal(call, 100, 30, HOME=home, XDG_STATE_HOME=home, LC_ALL="C.UTF-8") as terminal:
            terminal.until("unread", 60)
            terminal.press("\r")
            terminal.read(0.5)
            made, over = 0, False
            while time.monotonic() < self.end and not (over := _over(terminal)):
                for keys in ("v", "n", f"r{number}-{made}.", "\r"):
                    terminal.press(keys)
                    terminal.read(0.15)
                terminal.read(0.4)
                made += 1
                for key in rng.choice(MOVES):
                    terminal.press(key)
                    terminal.read(0.1)
                terminal.seen = terminal.seen[-200_000:]
            patience = time.monotonic() + ANSWERS
            while not over and time.monotonic() < patience and not (over := _over(terminal)):
                with suppress(OSError):
                    terminal.press("\x1b")
                    terminal.read(0.4)
                    terminal.press("q")
                    terminal.read(0.5)
            restored = terminal.modes() == terminal.before
            return {
                "typed": made,
                "status": terminal.status,
                "restored": restored,
                "last": terminal.text()[-300:] if terminal.status else "",
            }


def _over(terminal: Terminal) -> bool:
    pid, status = os.waitpid(terminal.pid, os.WNOHANG)
    if pid:
        terminal.status = os.waitstatus_to_exitcode(status)
    return bool(pid)


def start(work: Callable[[int], dict[str, Any]], number: int, answer: Path) -> int:
    """Run one of those that take part in a process of its own; its answer becomes a file."""
    pid = os.fork()
    if not pid:
        run_here(lambda: int(bool(answer.write_text(json.dumps(work(number)), "utf-8"))) - 1)
    return pid


def fill(folder: Path, seconds: float) -> None:
    """Leave no room on a file system for some seconds."""
    path = folder / "filling"
    end = time.monotonic() + seconds
    with path.open("wb", buffering=0) as file:
        while time.monotonic() < end:
            try:
                file.write(bytes(4096))
            except OSError:
                time.sleep(0.01)  # another may have given room back
    path.unlink()


@contextmanager
def own_file_system(wanted: bool, folder: Path) -> Iterator[Path]:
    """A folder on a small file system of its own, where that is wanted."""
    if not wanted:
        yield folder
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def judge(library: Path, said: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Which notes are not there, and what else was wrong."""
    notes = {a.id: a.note for a in Library(library).annotations.all()}
    every = "\n".join(notes.values())
    scripts = [said["script1"], said["script2"]]
    readers = {n: said[f"reader{n}"] for n in (3, 4)}
    confirmed = {key: note for one in scripts for key, note in one["kept"].items()}
    typed = [f"r{n}-{i}." for n, one in readers.items() for i in range(one["typed"])]
    return {
        "confirmed by scripts": len(confirmed),
        "of them lost": sorted(note for key, note in confirmed.items() if notes.get(key) != note),
        "typed in readers": len(typed),
        "of them not there": [note for note in typed if note not in every],
        "refused": Counter(x for one in scripts for x in one["refused"]),
        "readers": readers,
        "loads": said["loader"],
        "check": [f.problem for f in check(Library(library))],
    }


def one_run(folder: Path, seconds: float, full: int, seed: int) -> dict[str, Any]:
    """Run all of them together for a time."""
    disk = folder / "disk"
    disk.mkdir()
    with own_file_system(bool(full), disk):
        library = disk / "library"
        load(Library(library), [ROOT / "seeds"])
        update_index(Library(library))
        stress = Stress(folder, library, seconds, seed)
        parts = {"script1": stress.script, "script2": stress.script, "reader3": stress.reader}
        parts |= {"reader4": stress.reader, "loader": stress.loader}
        answers = {name: folder / f"{name}.json" for name in parts}
        pids = [
            start(work, int(name[-1]) if name[-1].isdigit() else 5, answers[name])
            for name, work in parts.items()
        ]
        for _ in range(full):
            time.sleep(max(0.0, seconds / (full + 1) - FULL_SECONDS))
            fill(disk, FULL_SECONDS)
        ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        assert not any(ended), ended
        return judge(library, {name: json.loads(path.read_text("utf-8")) for name, path in answers.items()})


def main() -> int:
    """Run, say what was found; 1 where a note is lost or something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--full", type=int, default=0, help="how often the disk is full for ten seconds")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stress-") as top:
        found = one_run(Path(top), args.minutes * 60, args.full, args.seed)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    ends = [(one["status"], one["restored"]) for one in found["readers"].values()]
    wrong = found["of them lost"] or found["of them not there"] or found["check"] or found["loads"]["bad"]
    return 1 if wrong or ends != [(0, True)] * 2 else 0


if __name__ == "__main__":
    sys.exit(main())
