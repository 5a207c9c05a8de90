"""Annotations back from an exported JSON file: every object checked before any is kept."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import Annotation, Correction, Selector


class ExchangeError(WxError):
    """A file is no export of ours."""


def _selector(value: Any) -> Selector | None:
    return None if value is None else Selector(**value)


def _checked(value: Any, kind: type) -> Any:
    """An object of our own from plain JSON, with every field of the right type."""
    for field in fields(kind):
        got = getattr(value, field.name)
        expected = {"str": str, "int": int, "bool": bool}.get(str(field.type))
        if expected is not None and type(got) is not expected:
            raise TypeError(field.name)
    return value


def read_export(text: str, name: str) -> tuple[list[Annotation], list[Correction]]:
    """The annotations and corrections in an exported JSON text.

    Raises:
        ExchangeError: It is no export of ours; names the file and the place in it.
    """
    try:
        objects = json.loads(text)
    except ValueError as error:
        raise ExchangeError(
            _("{name} is no JSON export of wxreader: {error}", name=name, error=error)
        ) from None
    if not isinstance(objects, list):
        raise ExchangeError(_("{name} is no JSON export of wxreader: it holds no list", name=name))
    annotations: list[Annotation] = []
    corrections: list[Correction] = []
    for number, found in enumerate(objects, 1):
        try:
            if found["kind"] == "correction":
                known = {k: v for k, v in found.items() if k not in ("kind", "correction")}
                corrections.append(_checked(Correction(**known, kind=found["correction"]), Correction))
                continue
            selector = _selector(found["selector"])
            if selector is not None:
                _checked(selector, Selector)
            annotation = Annotation(**{**found, "tags": tuple(map(str, found["tags"])), "selector": selector})
            if annotation.kind not in ("highlight", "bookmark"):
                raise ValueError(annotation.kind)
            annotations.append(_checked(annotation, Annotation))
        except (KeyError, TypeError, ValueError) as error:
            raise ExchangeError(
                _(
                    "{name}: object {number} is no annotation of wxreader ({error}); nothing was imported",
                    name=name,
                    number=number,
                    error=error,
                )
            ) from None
    return annotations, corrections
