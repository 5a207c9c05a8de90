"""Find code that nobody calls: vulture over the program, its tools and benchmarks. `make check` runs it.

    python tools/dead.py

What only a test uses is dead, a few seams excepted. Names that Textual calls for us, and fields and
vocabularies of the model (the library's files have them whether or not a line of code asks), are not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
SEARCHED = ("wxreader", "tools", "benchmarks")
CALLED_BY_TEXTUAL = (
    "VisitDriver",
    "action_*",
    "compose",
    "get_default_screen",
    "get_system_commands",
    "key_*",
    "on_*",
    "render*",
    "validate_*",
    "watch_*",
    "write_binary_encoded",
    "BINDINGS",
    "COMMAND_PALETTE_BINDING",
    "COMPONENT_CLASSES",
    "CSS_PATH",
    "DEFAULT_CSS",
    "ENABLE_COMMAND_PALETTE",
    "NOTIFICATION_TIMEOUT",
    "TITLE",
    "animation_level",
    "apply",
    "background",
    "can_replace",
    "cursor_position",
    "frame",
    "placeholder",
    "run_input_thread",
    "_on_key",
    "_compositor",
    "can_focus",
    "virtual_size",
)
"""Names of Textual's that our classes fill in."""
SEAMS = ("drop_index", "open_db", "worker_pids")
"""What tests alone use, and may: they break what it makes, or look behind it."""
CALLED_BY_NAME = ("_burst", "_odd", "_other", "_window")
"""The key fuzzer's ways of pressing keys, chosen from a table of names."""
SET_FOR_OTHERS = (
    "inter_op_num_threads",
    "intra_op_num_threads",
    "cache_file",
    "content_type",
    "creation_date",
    "exc_text",
    "handlers",
    "revision_date",
    "tmp_dir",
)
"""Attributes of jieba's, babel's, aiohttp's and logging's that we set."""


def main() -> int:
    """Print what is dead; exit status 1 where anything is."""
    vulture = Vulture(ignore_names=[*CALLED_BY_TEXTUAL, *SET_FOR_OTHERS, *SEAMS, *CALLED_BY_NAME])
    vulture.scavenge([str(ROOT / folder) for folder in SEARCHED])
    dead = [
        item
        for item in vulture.get_unused_code(min_confidence=60)
        if not (
            item.typ == "variable" and Path(item.filename).name in ("model.py", "shapes.py", "vocabulary.py")
        )
    ]
    for item in dead:
        print(f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno}: {item.message}")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
