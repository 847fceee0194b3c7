"""How long each stage of a turn takes; machine seconds."""
from __future__ import annotations

from knowledge import clock


class StageTimes:
    """The clock of one turn, running from its making; ``stages`` holds the stages that ended, by their names."""

    def __init__(self) -> None:
        self.started = self.last = clock.machine_seconds()
        self.stages: dict[str, float] = {}

    def passed(self, stage: str) -> None:
        """A stage ended now."""
        now = clock.machine_seconds()
        self.stages[stage], self.last = now - self.last, now

    @property
    def whole(self) -> float:
        """From the making to the end of the last stage."""
        return self.last - self.started
