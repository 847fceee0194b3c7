"""Readiness of this process: named checks, run side by side, each with a time limit."""
from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.monitoring.metrics import Metrics
from bot.monitoring.safe_exceptions import words_of
from knowledge import clock
from knowledge.store_watch import StoreGone

Check = Callable[[], Awaitable[Any]]
LONGEST_SECONDS = 2.0
# Callers within a second share one look, so that nobody can make the process look all the time.
GOOD_FOR_SECONDS = 1.0


class NotReady(RuntimeError):
    """A check failed; the message is a sentence for the operator and holds nothing personal."""


class Degraded(NotReady):
    """Something is not as it should be, and this process is as good as any other; ``more`` are figures to show."""

    def __init__(self, message: str, more: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.more = more or {}


@dataclass(frozen=True)
class Outcome:
    """What a check found. ``why`` is empty when it passed; ``degraded``: the process can answer all the same; ``more``:
    figures of the check."""

    milliseconds: float
    why: str = ""
    degraded: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.why

    @property
    def state(self) -> str:
        return "ok" if self.passed else "degraded" if self.degraded else "failed"

    def as_json(self) -> dict[str, Any]:
        state = {"state": self.state, "ms": self.milliseconds, **self.more}
        return state if self.passed else {**state, "why": self.why}


class Readiness:
    """Runs the checks; ``metrics`` keep what was found last."""

    def __init__(self, checks: dict[str, Check], metrics: Metrics) -> None:
        self.checks, self.metrics = checks, metrics
        self._tasks: dict[str, asyncio.Task] = {}
        self._look: asyncio.Task | None = None
        self._looked_at = 0.0

    async def look(self) -> dict[str, Outcome]:
        """What each check finds, at most a second old."""
        fresh = clock.machine_seconds() - self._looked_at < GOOD_FOR_SECONDS
        if self._look is None or (self._look.done() and not fresh):
            self._looked_at = clock.machine_seconds()
            self._look = asyncio.get_running_loop().create_task(self._look_now())
        # A caller who hangs up must not end the look for the others.
        return await asyncio.shield(self._look)

    async def _look_now(self) -> dict[str, Outcome]:
        outcomes = await asyncio.gather(*(self._run(name, check) for name, check in self.checks.items()))
        found = dict(zip(self.checks, outcomes, strict=True))
        for name, outcome in found.items():
            self.metrics.check_ok.labels(name).set(outcome.passed)
            self.metrics.check_seconds.labels(name).set(outcome.milliseconds / 1000)
        return found

    async def _run(self, name: str, check: Check) -> Outcome:
        """A check that hangs fails and goes on hanging; it isn't started a second time beside itself."""
        started = clock.machine_seconds()
        task = self._tasks.get(name)
        if task is None or task.done():
            task = self._tasks[name] = asyncio.get_running_loop().create_task(check())
        done, _ = await asyncio.wait({task}, timeout=LONGEST_SECONDS)
        took = round((clock.machine_seconds() - started) * 1000, 1)
        return told(task, took) if done else Outcome(took, f"It has not answered within {LONGEST_SECONDS:g} seconds.")


def told(task: asyncio.Task, took: float) -> Outcome:
    """What a check found that ended; figures are what it returns. Errors of others are named by their type, and told
    where that is safe."""
    error = task.exception()
    if error is None:
        return Outcome(took, more=task.result() if isinstance(task.result(), dict) else {})
    if isinstance(error, Degraded):
        return Outcome(took, str(error), degraded=True, more=error.more)
    if isinstance(error, (NotReady, StoreGone)):
        return Outcome(took, str(error))
    return Outcome(took, ": ".join((type(error).__name__, *words_of(error).values())))
