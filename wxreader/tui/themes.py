"""Themes whose text reads: contrast 4.5 or more (WCAG AA) for text and highlights, tested for each.

Of Textual's own, catppuccin-mocha and tokyo-night pass; the paper theme is for daylight, the ansi
theme leaves the colours to the terminal (and is what NO_COLOR gets).
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

_DARK = Theme(
    name="wx-dark",
    primary="#8ab4f8",
    secondary="#c3a6ff",
    accent="#f0b866",
    foreground="#dcdcd6",
    background="#16181c",
    surface="#1c1f24",
    panel="#262a31",
    warning="#f0c674",
    error="#ff8f80",
    success="#a5d6a7",
    dark=True,
)
_PAPER = Theme(
    name="wx-paper",
    primary="#1f4e8c",
    secondary="#5b3a8e",
    accent="#8a3b12",
    foreground="#22201c",
    background="#f6f1e4",
    surface="#efe8d6",
    panel="#e4dbc4",
    warning="#7a5200",
    error="#a31616",
    success="#1e5c2a",
    dark=False,
)
_ANSI = Theme(
    name="wx-terminal",
    primary="ansi_blue",
    secondary="ansi_magenta",
    accent="ansi_yellow",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    dark=True,
    ansi=True,
    variables=BUILTIN_THEMES["ansi-dark"].variables,
)
TERMINAL_THEME = "wx-terminal"
"""The theme that leaves the colours to the terminal."""
THEMES = (_DARK, _PAPER, _ANSI, BUILTIN_THEMES["catppuccin-mocha"], BUILTIN_THEMES["tokyo-night"])
"""The themes offered."""
