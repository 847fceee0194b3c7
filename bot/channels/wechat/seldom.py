"""Rate-limited warnings: anybody can cause them, so each is written once a minute, with its count."""
from __future__ import annotations

import logging
from collections import Counter

from knowledge import clock

EVERY_SECONDS = 60.0


class Seldom:
    """``log`` is where they are written."""

    def __init__(self, log: logging.Logger) -> None:
        self.log, self._counts, self._written = log, Counter(), {}

    def warn(self, sentence: str) -> None:
        """Write the sentence, or count it until it may be written again."""
        self._counts[sentence] += 1
        now = clock.machine_seconds()
        if now - self._written.get(sentence, float("-inf")) >= EVERY_SECONDS:
            self._written[sentence] = now
            self.log.warning("%s (%s times)", sentence, self._counts.pop(sentence))
