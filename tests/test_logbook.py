"""What the log and the crash report may hold."""

from __future__ import annotations

import linecache

import pytest

from wxreader.logbook import report_crash

CODE = 'def crash():\n    raise ValueError("秘密的批注")\n'


def test_a_crash_report_has_places_but_no_message_and_no_source_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.13 keeps the source of `python -c` in linecache, as this does."""
    monkeypatch.setitem(linecache.cache, "<string>", (len(CODE), None, CODE.splitlines(True), "<string>"))
    names: dict[str, object] = {}
    exec(compile(CODE, "<string>", "exec"), names)
    with pytest.raises(ValueError, match="秘密") as caught:
        names["crash"]()  # type: ignore[operator]
    path = report_crash(caught.value)
    assert path is not None
    report = path.read_text("utf-8")
    assert "builtins.ValueError" in report
    assert "<string>:2 in crash" in report
    assert "秘密" not in report
