"""The reader in a web browser: a server of our own around xterm.js, one process a visit.

textual-serve gives the page's terminal (xterm.js) and Textual the driver; who may connect, how a
process is started and ended, and what a page may load is decided here (docs/serve.md).
"""
