"""Run the benchmarks one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import __doc__ as about
from benchmarks.pages import parser

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def main() -> int:
    """Run what is named, or all; exit status 1 at the first that fails."""
    options = parser(about)
    options.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; default: all")
    args = options.parse_args()
    shared = ["--pages", str(args.pages), *(["--dumps", str(args.dumps)] if args.dumps else [])]
    for name in args.names or NAMES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *shared], check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
