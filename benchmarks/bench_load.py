"""Loading: pages a second with one and two workers, against jieba.posseg alone on the same text.

python -m benchmarks.bench_load [--dumps DIR] [--pages N]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pages import gather, parser

POSSEG = """
import sys, time
from pathlib import Path
from wxreader.entities.engine import get_engine
get_engine()
import jieba.posseg
texts = ["".join(p.read_text("utf-8", "replace").split()) for p in sorted(Path(sys.argv[1]).glob("*.txt"))]
start = time.perf_counter()
for text in texts:
    for _ in jieba.posseg.cut(text): pass
print(time.perf_counter() - start)
"""
LOAD = """
import sys, time
from pathlib import Path
from wxreader.entities.engine import get_engine
from wxreader.library.library import Library
from wxreader.library.loader import engine_of, load
engine_of("jieba", "")
start = time.perf_counter()
load(Library(Path(sys.argv[2])), [Path(sys.argv[1])], workers=int(sys.argv[3]))
print(time.perf_counter() - start)
"""


def seconds(code: str, *args: str) -> float:
    """What a program of ours prints, in a process of its own."""
    return float(
        subprocess.run([sys.executable, "-c", code, *args], capture_output=True, check=True, text=True).stdout
    )


def main() -> None:
    """Print pages a second and ratios."""
    args = parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        gather(folder, args.dumps, args.pages)
        count = len(list(folder.glob("*.txt")))
        posseg = seconds(POSSEG, str(folder))
        one = seconds(LOAD, str(folder), f"{name}/one", "1")
        two = seconds(LOAD, str(folder), f"{name}/two", "2")
    print(f"{count} pages: jieba.posseg alone {posseg:.1f} s")
    print(f"load with one worker {one:.1f} s ({one / posseg:.2f} times that), {count / one:.1f} pages/s")
    print(f"load with two workers {two:.1f} s ({one / two:.2f} times as fast), {count / two:.1f} pages/s")


if __name__ == "__main__":
    main()
