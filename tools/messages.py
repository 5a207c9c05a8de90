"""Keep the interface's catalogues: collect messages from the code, merge, compile.

python tools/messages.py          update wxreader/locale/zh/LC_MESSAGES/wxreader.po and compile the .mo
python tools/messages.py --check  exit 1 where a message is not translated or the .mo is stale
"""

from __future__ import annotations

import ast
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "wxreader/locale/zh/LC_MESSAGES/wxreader.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def collect() -> Catalog:
    """Every message in the code."""
    template = Catalog(project="wxreader", fuzzy=False)
    for name, _line, message, _comments, _context in extract_from_dir(
        ROOT / "wxreader", [("**.py", "python")], keywords=KEYWORDS
    ):
        template.add(message, locations=[(name, 0)])
    return template


def merged() -> Catalog:
    """The translations we have, brought up to the code."""
    catalog = (
        read_po(io.BytesIO(PO.read_bytes()), locale="zh")
        if PO.exists()
        else Catalog(locale="zh", project="wxreader", fuzzy=False)
    )
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    # the same code gives the same catalogue, whatever the day
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Messages without their Chinese."""
    return [
        str(m.id)
        for m in catalog
        if m.id and not (all(m.string) if isinstance(m.string, (tuple, list)) else m.string)
    ]


def hidden() -> list[str]:
    """Messages inside f-strings, which the collector sees from Python 3.12 on only."""
    found = []
    for path in sorted((ROOT / "wxreader").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.JoinedStr):
                found += [f"{path.relative_to(ROOT)}:{c.lineno}" for c in ast.walk(node) if _is_message(c)]
    return found


def _is_message(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a node translates a text that stands there."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS):
        return False
    return bool(node.args) and isinstance(node.args[0], ast.Constant)


def main() -> int:
    """Write the catalogue, or check it."""
    if places := hidden():
        print("a message inside an f-string is not collected; give it a name first:", *places, sep="\n  ")
        return 1
    catalog = merged()
    missing = untranslated(catalog)
    for text in missing:
        print("not translated:", text)
    if "--check" in sys.argv:
        stale = not MO.exists() or MO.read_bytes() != compiled(catalog)
        if stale:
            print("stale:", MO)
        if missing or stale:
            print("`make fix` collects the messages; the Chinese is written by hand in", PO)
        return 1 if missing or stale else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalog, width=0, omit_header=False, sort_output=True, no_location=True)
    PO.write_bytes(written.getvalue())
    MO.write_bytes(compiled(catalog))
    return 0


if __name__ == "__main__":
    sys.exit(main())
