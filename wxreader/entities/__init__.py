"""Mentions in text: engines behind one protocol, rules over them, canonical names, values.

numpy multiplies the network's small matrices on one thread: more cost more than they give (measured: with two
the recogniser takes twice the time), and loading has a process a core already. The setting is read when
numpy is first imported; whoever has made one keeps it.
"""

from __future__ import annotations

import os

for _setting in ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_setting, "1")
