"""Ctrl-C while nothing is under way yet: whoever presses it must not read where in an import he did. To be imported
before anything that takes time to import."""
from __future__ import annotations

import signal


def interrupt() -> None:
    """From now on Ctrl-C interrupts what is under way, as Python has it; the command line tells of it in a word."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# Until then it ends this process without a word; where it is ignored, as behind `nohup`, it still is.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
