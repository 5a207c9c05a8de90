"""Give every fuzz target its share of some minutes: `make fuzz`.

python tools/fuzz.py [--minutes 10] [TARGET...]

Each round runs a target with another seed of hypothesis and some hundred examples, in a process of its
own, until its time is over. What is found is printed with the example and stays in `.hypothesis`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("decode", "load_show_and_search", "query", "library", "import", "settings")
EXAMPLES = {"load_show_and_search": 40, "library": 20}
"""Examples of a round, for targets that are slow; 300 of the others."""


def rounds(target: str, seconds: float) -> tuple[int, bool]:
    """Run a target until its time is over: how many rounds, and whether it held."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end or not count:
        count += 1
        seed = int(time.time()) + count
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-n",
                "0",
                "tests/fuzz",
                "-k",
                f"test_{target}",
                f"--hypothesis-seed={seed}",
            ],
            cwd=ROOT,
            env={**os.environ, "WXREADER_FUZZ_EXAMPLES": str(EXAMPLES.get(target, 300))},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"{target}: seed {seed}\n{done.stdout[-6000:]}", flush=True)
            return count, False
    return count, True


def main() -> int:
    """Run the targets; 1 where one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="for all targets together")
    parser.add_argument("targets", nargs="*", default=TARGETS)
    args = parser.parse_args()
    failed = False
    for target in args.targets:
        count, held = rounds(target, args.minutes * 60 / len(args.targets))
        print(f"{target}: {count} rounds, {'held' if held else 'FAILED'}", flush=True)
        failed = failed or not held
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
