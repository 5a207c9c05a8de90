"""Annotations back from an exported JSON file: every object checked before any is kept."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import Annotation, Correction, Selector
from wxreader.sifting import annotation_problem, correction_problem

_ID = re.compile(r"[!-~]{1,200}")
"""An id: printed and typed as it is."""
_COLOUR = re.compile(r"[\w-]{0,40}")
"""A colour's name; one that we do not know is kept, and drawn as the first."""


class ExchangeError(WxError):
    """A file is no export of ours."""


def _annotation(found: dict[str, Any]) -> Annotation:
    """The annotation of an object.

    Raises:
        ValueError: It is none.
    """
    problem = annotation_problem(found)
    if problem or not _COLOUR.fullmatch(found.get("color", "")):
        raise ValueError(problem or "`$.color`")
    kept = {name: found[name] for name in Annotation.__dataclass_fields__ if name in found}
    selector = kept.get("selector")
    placed = Selector(**{n: selector[n] for n in Selector.__dataclass_fields__}) if selector else None
    return Annotation(**{**kept, "tags": tuple(kept["tags"]), "selector": placed})


def _correction(found: dict[str, Any]) -> Correction:
    """The correction of an object.

    Raises:
        ValueError: It is none.
    """
    doc = {**found, "kind": found.get("correction")}
    problem = correction_problem(doc)
    if problem:
        raise ValueError(problem)
    return Correction(**{name: doc[name] for name in Correction.__dataclass_fields__ if name in doc})


def _read(found: object, seen: dict[str, int]) -> Annotation | Correction:
    """What an object is.

    Args:
        found: The object.
        seen: Places in the file by id, of the objects before it; grows.

    Raises:
        ValueError: It is none of ours, or has an id that another has.
    """
    if not isinstance(found, dict):
        raise ValueError(type(found).__name__)
    read = _correction(found) if found.get("kind") == "correction" else _annotation(found)
    if not _ID.fullmatch(read.id):
        raise ValueError("`$.id`")
    if read.id in seen:
        raise ValueError(_("its id is that of object {number}", number=seen[read.id]))
    seen[read.id] = len(seen) + 1
    return read


def read_export(text: str, name: str) -> tuple[list[Annotation], list[Correction]]:
    """The annotations and corrections in an exported JSON text.

    Raises:
        ExchangeError: It is no export of ours; names the file and the place in it.
    """
    try:
        objects = msgspec.json.decode(text.encode())
    except (ValueError, RecursionError) as error:  # also half of a surrogate pair
        raise ExchangeError(
            _("{name} is no JSON export of wxreader: {error}", name=name, error=error)
        ) from None
    if not isinstance(objects, list):
        raise ExchangeError(_("{name} is no JSON export of wxreader: it holds no list", name=name))
    annotations: list[Annotation] = []
    corrections: list[Correction] = []
    seen: dict[str, int] = {}
    for number, found in enumerate(objects, 1):
        try:
            read = _read(found, seen)
        except ValueError as error:
            raise ExchangeError(
                _(
                    "{name}: object {number} is no annotation of wxreader ({error}); nothing was imported",
                    name=name,
                    number=number,
                    error=error,
                )
            ) from None
        if isinstance(read, Correction):
            corrections.append(read)
        else:
            annotations.append(read)
    return annotations, corrections
