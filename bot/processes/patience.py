"""Trying again what another process is about to give free."""
from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from knowledge import clock

Got = TypeVar("Got")
AGAIN_AFTER_SECONDS = 0.1


def patiently(attempt: Callable[[], Got], refusal: type[Exception], seconds: float) -> Got:
    """What ``attempt`` returns; while it raises ``refusal`` it is tried again for so many seconds. Raises the last."""
    started = clock.machine_seconds()
    while True:
        try:
            return attempt()
        except refusal:
            if clock.machine_seconds() - started > seconds:
                raise
        time.sleep(AGAIN_AFTER_SECONDS)
