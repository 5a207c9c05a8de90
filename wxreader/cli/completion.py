"""Completion for bash, zsh and fish, made from the commands; each shell's script is data for the shell alone.

`wxreader --completion SHELL` prints a script, `--install-completion` puts it where the user's shell looks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from wxreader.cli.command import COMMON, Option, Subcommand
from wxreader.errors import StoreError, UsageError
from wxreader.i18n import _


class Shell(StrEnum):
    """Shells that we know."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


HELP = Option(names=("-h", "--help"), action="store_true", help="show this help")
"""What argparse adds to every command."""


def options_of(command: Subcommand) -> list[Option]:
    """The options of a command that are given by name, the common ones too."""
    return [option for option in (*command.options, *COMMON, HELP) if not option.is_positional]


def takes_files(command: Subcommand) -> bool:
    """Whether what stands without a name is a file."""
    return any(option.is_positional and option.type is Path for option in command.options)


def _names(command: Subcommand) -> list[str]:
    return [name for option in options_of(command) for name in option.names]


def _single(text: str) -> str:
    """A word in single quotes for a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


# -- bash ------------------------------------------------------------------------------------------------


def bash(reader: Subcommand, commands: Sequence[Subcommand]) -> str:
    """A function that offers commands, options and choices; where it offers none, readline offers files."""
    names = " ".join(command.name for command in commands)
    values = [
        f"        {command.name}:{name}) words={_single(' '.join(option.choices or ()))} ;;"
        for command in (reader, *commands)
        for option in options_of(command)
        if option.takes_value
        for name in option.names
    ]
    words = [f"        {c.name}:*) words={_single(' '.join(_names(c)))} ;;" for c in commands]
    pattern = "|".join(command.name for command in commands)
    return "\n".join(
        [
            "# bash completion for wxreader; made by `wxreader --completion bash`",
            "_wxreader() {",
            '    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"',
            '    local command="" words="" i',
            "    for ((i = 1; i < COMP_CWORD; i++)); do",
            '        case "${COMP_WORDS[i]}" in',
            f'            {pattern}) command="${{COMP_WORDS[i]}}"; break ;;',
            "        esac",
            "    done",
            "    COMPREPLY=()",
            '    case "$command:$prev" in',
            *values,
            *words,
            f"        *) words={_single(' '.join([names, *_names(reader)]))} ;;",
            "    esac",
            '    COMPREPLY=($(compgen -W "$words" -- "$cur"))',
            "}",
            "complete -o default -F _wxreader wxreader",
            "",
        ]
    )


# -- zsh -------------------------------------------------------------------------------------------------


def _zsh_text(text: str) -> str:
    """Help for the inside of an `_arguments` specification."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def _zsh_option(option: Option) -> str:
    """One specification of `_arguments`: `--sort[help]:sort:(relevance date)`."""
    value = ""
    if option.takes_value:
        action = f"({' '.join(option.choices)})" if option.choices else ""
        if option.type is Path:
            action = "_files -/" if option.metavar == "DIR" else "_files"
        value = "".join(f":{_zsh_text(name)}:{action}" for name in option.value_names)
    help_ = f"[{_zsh_text(_(option.help))}]" if option.help else ""
    again = "*" if option.action == "append" else ""
    return " ".join(_single(f"{again}{name}{help_}{value}") for name in option.names)


def _zsh_arguments(command: Subcommand, rest: str) -> str:
    specs = [*(_zsh_option(option) for option in options_of(command)), *([_single(rest)] if rest else [])]
    return "_arguments " + " ".join(specs)


def zsh(reader: Subcommand, commands: Sequence[Subcommand]) -> str:
    """A function for `compinit`: the command is taken out of the words, the rest is `_arguments`."""
    described = " ".join(_single(f"{c.name}:{_zsh_text(_(c.help))}") for c in commands)
    cases = [
        f"        {c.name}) {_zsh_arguments(c, '*:file:_files' if takes_files(c) else '')} ;;"
        for c in commands
    ]
    return "\n".join(
        [
            "#compdef wxreader",
            "# made by `wxreader --completion zsh`",
            "_wxreader_first() {",
            f"    local -a commands=({described})",
            "    _alternative 'commands:command:{ _describe command commands }' 'files:file:_files'",
            "}",
            "_wxreader() {",
            '    local command="" i',
            f"    local -a names=({' '.join(c.name for c in commands)})",
            "    for ((i = 2; i < CURRENT; i++)); do",
            "        if (( ${names[(Ie)${words[i]}]} )); then",
            '            command="${words[i]}"',
            '            words=("${(@)words[1,i-1]}" "${(@)words[i+1,-1]}")',
            "            (( CURRENT-- ))",
            "            break",
            "        fi",
            "    done",
            '    case "$command" in',
            *cases,
            f"        *) {_zsh_arguments(reader, '*:command or file:_wxreader_first')} ;;",
            "    esac",
            "}",
            '_wxreader "$@"',
            "",
        ]
    )


# -- fish ------------------------------------------------------------------------------------------------


def _fish_option(option: Option, condition: str) -> str:
    parts = [f"complete -c wxreader -n {_single(condition)}"]
    parts += [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    if option.takes_value:
        parts.append("-r -F" if option.type is Path else "-x")
    if option.choices:
        parts.append(f"-a {_single(' '.join(option.choices))}")
    if option.help:
        parts.append(f"-d {_single(_(option.help))}")
    return " ".join(parts)


def fish(reader: Subcommand, commands: Sequence[Subcommand]) -> str:
    """A line an option, with the command that it is offered after."""
    names = " ".join(command.name for command in commands)
    none = f"not __fish_seen_subcommand_from {names}"
    lines = ["# fish completion for wxreader; made by `wxreader --completion fish`"]
    lines += [
        f"complete -c wxreader -n {_single(none)} -a {c.name} -d {_single(_(c.help))}" for c in commands
    ]
    lines += [_fish_option(option, none) for option in options_of(reader)]
    for command in commands:
        after = f"__fish_seen_subcommand_from {command.name}"
        if not takes_files(command):
            lines.append(f"complete -c wxreader -n {_single(after)} -f")
        lines += [_fish_option(option, after) for option in options_of(command)]
    return "\n".join(lines) + "\n"


_SCRIPTS: dict[Shell, Callable[[Subcommand, Sequence[Subcommand]], str]] = {
    Shell.BASH: bash,
    Shell.ZSH: zsh,
    Shell.FISH: fish,
}


def script(shell: Shell, reader: Subcommand, commands: Sequence[Subcommand]) -> str:
    """The completion script of a shell."""
    return _SCRIPTS[shell](reader, commands)


# -- installing ------------------------------------------------------------------------------------------


def shell_of_user() -> Shell:
    """The user's shell, by `$SHELL`.

    Raises:
        UsageError: It is none that we know.
    """
    name = Path(os.environ.get("SHELL", "")).name
    if name in set(Shell):
        return Shell(name)
    raise UsageError(
        _(
            "the shell {name!r} is none of {known}; wxreader --completion SHELL prints a script",
            name=name,
            known=", ".join(Shell),
        )
    )


def place_of(shell: Shell) -> Path:
    """Where a shell looks for its user's completions."""
    home = Path.home()
    shared = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return {
        Shell.BASH: shared / "bash-completion/completions/wxreader",
        Shell.ZSH: shared / "zsh/site-functions/_wxreader",
        Shell.FISH: config / "fish/completions/wxreader.fish",
    }[shell]


def install(shell: Shell, text: str) -> Path:
    """Write a script where its shell looks.

    Raises:
        StoreError: It cannot be written.
    """
    from wxreader.atomic import make_folder, write_atomic

    path = place_of(shell)
    try:
        make_folder(path.parent)
        write_atomic(path, text.encode())
    except OSError as error:
        raise StoreError(_("{path} cannot be written ({reason})", path=path, reason=error.strerror)) from None
    return path
