"""What runs on a worker of the cluster: pages analysed from bytes, and who the worker is.

A worker that has another wxreader, another model or another dictionary than the loader would make
pages that look right and are not the loader's. Each batch therefore carries the loader's identity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import wxreader
from wxreader.library.loader import Job, Recognition, make_page, page_of
from wxreader.model import Page

ANALYSIS = ("press", "dating", "entities", "data", "model.py", "text.py")
"""Parts of the package that decide what a page becomes."""


class StrangerError(Exception):
    """A worker's wxreader is not the loader's."""


def _parts(folder: Traversable) -> list[tuple[str, bytes]]:
    if folder.is_file():
        return [(folder.name, folder.read_bytes())]
    inside = sorted(folder.iterdir(), key=lambda part: part.name)
    kept = [part for part in inside if part.name != "__pycache__"]
    return [(f"{folder.name}/{name}", data) for part in kept for name, data in _parts(part)]


@lru_cache(maxsize=4)
def identity(how: Recognition) -> str:
    """Version, engine and a hash over all that decides what a page becomes, the user's own lists too.

    Raises:
        OSError: A list that the settings name is not on this machine.
    """
    digest = hashlib.sha256()
    package = resources.files(wxreader)
    for part in ANALYSIS:
        place = package.joinpath(part)
        if place.is_dir() or place.is_file():
            for name, data in _parts(place):
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
    for name in (how.userdict, how.aliases):
        digest.update(Path(name).read_bytes() if name else b"")
    return f"wxreader {wxreader.__version__}, {how.engine}, {digest.hexdigest()[:12]}"


def analyse_batch(
    jobs: Sequence[Job], contents: Sequence[bytes | None], how: Recognition, expected: str
) -> list[Page | str]:
    """The pages of some files, in their order.

    Args:
        jobs: The files.
        contents: The bytes of each; None where the worker reads the file itself.
        how: How names are found.
        expected: The loader's `identity`.

    Returns:
        For each file its page, or a sentence that says why there is none.

    Raises:
        StrangerError: This worker is not of the loader's kind.
    """
    if identity(how) != expected:
        raise StrangerError(identity(how))
    return [
        make_page(job, how) if data is None else page_of(job, data, how)
        for job, data in zip(jobs, contents, strict=True)
    ]
