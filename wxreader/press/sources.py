"""A file's bytes to its text, whatever it is: plain text in any encoding, or a PDF."""

from __future__ import annotations

from wxreader.press.decode import Decoded, decode
from wxreader.press.pdf.glyphs import is_pdf, read_glyphs
from wxreader.press.pdf.layout import page_text


def text_of(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a file.

    Args:
        data: Its bytes.
        name: What it is called, for messages.
        encoding: The user's word on the encoding of plain text.

    Raises:
        DecodeError: It is neither text nor a PDF that can be read.
    """
    if not is_pdf(data):
        return decode(data, name, encoding)
    pages, trusted = read_glyphs(data, name)
    lines: list[str] = []
    sizes: list[float] = []
    for page in map(page_text, pages):
        if lines:
            lines += ["", ""]
            sizes += [0.0, 0.0]
        lines += page.lines
        sizes += page.sizes
    return Decoded(
        text="\n".join(lines),
        encoding="pdf",
        confidence="certain",
        replaced=0,
        sizes=tuple(sizes),
        distrusted=not trusted,
    )
