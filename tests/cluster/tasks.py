"""What the tests run on a worker: the loader's own task, but some pages are the end of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

from wxreader.cluster.tasks import StrangerError, analyse_batch
from wxreader.library.loader import Job, Recognition
from wxreader.model import Page


def analyse_or_die(
    jobs: Sequence[Job], contents: Sequence[bytes | None], how: Recognition, expected: str
) -> list[Page | str]:
    """A page called kill… ends its worker, one called hang… takes for ever."""
    if any(job.name.startswith("kill") for job in jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    while any(job.name.startswith("hang") for job in jobs):
        time.sleep(1)
    return analyse_batch(jobs, contents, how, expected)


def analyse_slowly(
    jobs: Sequence[Job], contents: Sequence[bytes | None], how: Recognition, expected: str
) -> list[Page | str]:
    """Slow enough that a worker or the scheduler can be killed in the middle."""
    time.sleep(0.2)
    return analyse_batch(jobs, contents, how, expected)


def analyse_as_a_stranger(
    jobs: Sequence[Job], contents: Sequence[bytes | None], how: Recognition, expected: str
) -> list[Page | str]:
    """A worker that joined later and has another wxreader."""
    raise StrangerError("wxreader 0.0.1, jieba, 000000000000")
