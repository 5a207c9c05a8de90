"""The process that opens a PDF: reads the file on its standard input, writes its characters as JSON,
and ends.

Run as `python -m wxreader.press.pdf.worker`, with limits on time and memory set before a byte is read. What
it cannot read it says in one word: `locked`, `broken`, `long`, `pages`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MAX_PAGES, MAX_CHARS = 50, 200_000
SECONDS, MEMORY = 60, 1_500_000_000
"""Processor time and address space of the process: chosen, a newspaper page takes half a second and 100
MB.
"""


def _limit() -> None:
    """Bind this process to its limits, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _page_glyphs(page: Any, room: int) -> list[list[float | int]]:
    """[code point, left, bottom, right, top, size, angle in degrees] of each character of a page."""
    import ctypes
    import math

    import pypdfium2.raw as raw

    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    if count > room:
        raise OverflowError
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    matrix = raw.FS_MATRIX()
    out: list[list[float | int]] = []
    for i in range(count):
        if raw.FPDFText_IsGenerated(text, i) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, i)
        if not raw.FPDFText_GetCharBox(text, i, left, right, bottom, top):
            continue
        loose = raw.FS_RECTF()
        if raw.FPDFText_GetLooseCharBox(text, i, loose):
            box = [loose.left, loose.bottom, loose.right, loose.top]
        else:
            box = [left.value, bottom.value, right.value, top.value]
        angle = math.degrees(raw.FPDFText_GetCharAngle(text, i)) % 360
        size = raw.FPDFText_GetFontSize(text, i)
        if raw.FPDFText_GetMatrix(text, i, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        out.append([code, *(round(x, 2) for x in box), round(size, 2), round(angle, 1)])
    text.close()
    return out


def glyphs_of(data: bytes) -> dict[str, Any]:
    """A PDF's characters, page by page; or the word for why there are none."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": "locked" if "assword" in str(error) else "broken"}
    if len(document) > MAX_PAGES:
        return {"error": "pages"}
    pages, room = [], MAX_CHARS
    try:
        for page in document:
            found = _page_glyphs(page, room)
            room -= len(found)
            pages.append(found)
    except OverflowError:
        return {"error": "long"}
    except pdfium.PdfiumError:
        return {"error": "broken"}
    return {"pages": pages}


def main() -> None:
    """Read standard input, write JSON."""
    _limit()
    json.dump(glyphs_of(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
