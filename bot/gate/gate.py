"""The gate as commands and the console run it: over what residents asked, read as the served model reads it."""
from __future__ import annotations

import subprocess
import sys
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.gate.processes import environment_of
from knowledge.desk.draft import StepRefused
from knowledge.desk.gate import Gate
from knowledge.releases.gate.asked import Progress, Understood
from knowledge.settings import ROOT, Settings

# Residents are served first: whatever they need of the processor they get, and one core is left to them.
NICE, ONE_THREAD = ("nice", "-n", "19"), {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def gate_of(settings: Settings, engine: Engine) -> Gate:
    """In this process."""
    def understand(before, after, at: datetime, told: Progress) -> Understood:
        # Heavy, and most commands run no gate.
        from bot.gate.understanding import Understanding

        return Understanding(settings, engine)(before, after, at, told)
    return Gate(engine, settings.instant, understand, days=settings.gate_days)


class GateBeside:
    """In a process of its own, so that pages go on being answered; what it does stands in the store."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.running: list[subprocess.Popen] = []

    def start(self, number: int, by: str, _at: datetime) -> subprocess.Popen:
        """Begin, and return at once."""
        self.running = [one for one in self.running if one.poll() is None]
        process = subprocess.Popen(
            [*NICE, sys.executable, "-m", "bot.cli", "content", "draft", "gate", str(number), "--by", by], cwd=ROOT,
            env={**environment_of(self.settings), **ONE_THREAD}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True,
        )
        self.running.append(process)
        return process

    def run(self, number: int, by: str, at: datetime) -> None:
        """As knowledge.desk.gate.Gate does; blocks."""
        process = self.start(number, by, at)
        _, said = process.communicate()
        if process.returncode:
            raise StepRefused((said.strip().splitlines() or [f"The gate of draft {number} ended without a word."])[-1])
