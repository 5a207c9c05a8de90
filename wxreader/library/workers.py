"""How the loader's worker processes are started: forked from a server that has only read the dictionary.

Forking the loader itself may deadlock, because the reader and the progress bar have threads (Python 3.12
warns, 3.14 no longer does it by default). `spawn` is safe too, but each worker then reads jieba's
dictionary for itself: measured on 24 pages with two workers, least of four runs each: fork 9.0 s, a
server that is warm 7.6 s, a cold one 10.5 s, spawn 9.8 s. Workers of the warm server share its memory.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor

WARM = "wxreader.library.warm"
"""The module that the server imports before it forks."""


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """A pool of worker processes that end when the loader does, however it ends."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARM])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_die_with_parent)


def _die_with_parent() -> None:
    """End this worker when the loader ends, however it does: else it would wait for work for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    """The loader's end of a pipe closes when it is killed too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
