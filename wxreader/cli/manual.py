"""The man page, made from the commands; `tools/docs.py` writes it, the package installs it."""

from __future__ import annotations

from collections.abc import Sequence

from wxreader.cli.command import COMMON, Option, Subcommand

_SPECIAL = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga"})
"""What roff takes for its own, and how it is written as itself."""
FILES = (
    ("settings.toml", "in the user's config folder ($WXREADER_SETTINGS names another)"),
    ("the library", "in the user's data folder (--library or $WXREADER_LIBRARY names another)"),
    ("crash.txt, debug.log", "in the user's state folder: no word of an article or note is in them"),
)
"""Files that a user may look for, and where they are."""


def _roff(text: str) -> str:
    """Text that roff sets as itself; a point at its start would begin a command."""
    escaped = text.translate(_SPECIAL)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _option(option: Option) -> list[str]:
    """`.TP`, the option in bold with its value in italics, its help."""
    value = "|".join(option.choices) if option.choices else " ".join(option.value_names)
    if option.is_positional:
        head = rf"\fI{_roff(option.value_names[0])}\fR"
    else:
        head = ", ".join(rf"\fB{_roff(name)}\fR" for name in option.names)
        head += rf" \fI{_roff(value)}\fR" if option.takes_value else ""
    return [".TP", head, _roff(option.help) or r"\ "]


def _usage(option: Option) -> str:
    """An option as the synopsis has it."""
    if option.is_positional:
        name = option.value_names[0]
        forms = {"?": f"[{name}]", "*": f"[{name}...]", "+": f"{name}..."}
        return forms.get(str(option.nargs), name)
    if option.required:
        return f"{option.names[0]} {option.value_names[0]}"
    return ""


def man_page(reader: Subcommand, commands: Sequence[Subcommand], version: str) -> str:
    """The page in roff's man macros, in English."""
    lines = [
        f'.TH WXREADER 1 "" "wxreader {_roff(version)}" "User Commands"',
        ".SH NAME",
        r"wxreader \- a keyboard\-driven terminal reader for Chinese newspaper text",
        ".SH SYNOPSIS",
        r"\fBwxreader\fR [\fIoptions\fR] [\fIPATH\fR...]",
        ".br",
        r"\fBwxreader\fR [\fIoptions\fR] \fICOMMAND\fR [\fIarguments\fR]",
        ".SH DESCRIPTION",
        _roff(reader.help),
        "In the reader, ? shows every key.",
        ".SH OPTIONS",
    ]
    for option in (*COMMON, *reader.options):
        lines += _option(option)
    lines.append(".SH COMMANDS")
    for command in commands:
        needed = " ".join(filter(None, map(_usage, command.options)))
        lines += [f".SS wxreader {_roff(f'{command.name} {needed}'.rstrip())}", _roff(command.help) + "."]
        for option in command.options:
            lines += _option(option)
    lines += [".SH EXIT STATUS", "0 done, 1 something asked for failed, 2 wrong usage.", ".SH FILES"]
    for name, where in FILES:
        lines += [".TP", rf"\fI{_roff(name)}\fR", _roff(where)]
    return "\n".join(lines) + "\n"
