"""An open file that goes along to a forked process and stays open there until its end."""
from __future__ import annotations

import os
from multiprocessing.reduction import DupFd


class Handed:
    """The file behind ``descriptor``: what is locked through it stays locked until nobody has it any more."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __reduce__(self):
        return received, (DupFd(self.descriptor),)


def received(handed) -> Handed:
    descriptor = handed.detach()
    os.set_inheritable(descriptor, False)
    return Handed(descriptor)
