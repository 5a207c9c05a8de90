"""Work in threads that ends when nobody waits for it any more: the reader is left, or has asked anew.

A process ends when its threads have ended, so a thread that loads or indexes a large library would keep it
for minutes after `q`.
"""

from __future__ import annotations


class NotWantedError(Exception):
    """The work is given up."""


def while_wanted() -> None:
    """To be called in a thread, again and again.

    Raises:
        NotWantedError: Nobody waits for the work.
    """
    from textual.worker import get_current_worker

    if get_current_worker().is_cancelled:
        raise NotWantedError
