"""The command line: a command is said once, in the module of its subject under `commands/`.

`main` parses and dispatches, `command` says what a command is, `parser` makes argparse's parsers from it,
`output` is the only way to stdout and stderr, `shapes` are the JSON objects that only the command line has,
`preflight` is what must hold before the reader opens. Nothing here imports the store, the recogniser or
Textual before a call is known to need it (tests/test_processes.py).
"""

from wxreader.cli.main import main

__all__ = ["main"]
