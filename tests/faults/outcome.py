"""What a scenario showed: broken promises and figures, as a line of a table and as JSON."""
from __future__ import annotations

from dataclasses import dataclass

from faults.history import BROKEN, Attempt, Findings, Stored, check, gather
from faults.load import Load

COLUMNS = ("scenario", "did", "messages", *BROKEN, "apologised", "retries", "p99 s", "slowest s")


@dataclass(frozen=True)
class Outcome:
    """``did`` says how often what was done; ``figures`` are seconds and counts of this scenario; ``faults`` come beside
    the history's, such as processes left behind."""

    name: str
    did: str
    findings: Findings
    figures: dict[str, float]
    faults: tuple[str, ...] = ()

    @property
    def broken(self) -> list[str]:
        return [*self.findings.broken, *self.faults]

    def as_json(self) -> dict:
        return {
            "scenario": self.name, "did": self.did, "messages": self.findings.messages, **self.findings.counts,
            **self.figures, "broken": self.broken,
        }

    def cells(self) -> tuple[str, ...]:
        counts = self.findings.counts
        return (
            self.name, self.did, str(self.findings.messages), *(str(counts[kind]) for kind in (*BROKEN, "apologised")),
            *(f"{self.figures.get(name, 0):g}" for name in ("retries", "p99", "slowest")),
        )


def judge(name: str, did: str, load: Load, stored: list[Stored], faults: tuple[str, ...] = (), **figures: float) -> Outcome:
    """Check a load's history against the store."""
    return judge_attempts(name, did, load.attempts, stored, faults, **figures)


def judge_attempts(
    name: str, did: str, attempts: list[Attempt], stored: list[Stored], faults: tuple[str, ...] = (), **figures: float,
) -> Outcome:
    """Check what clients noted against the store."""
    waits = sorted(m.answered_at - m.sent_at for m in gather(attempts, ()).values() if m.answered_at is not None)
    figures = {
        "retries": sum(not a.acknowledged for a in attempts),
        "p99": round(waits[min(len(waits) - 1, int(len(waits) * 0.99))], 2) if waits else 0.0,
        "slowest": round(waits[-1], 2) if waits else 0.0, **figures,
    }
    return Outcome(name, did, check(attempts, stored), figures, faults)


def table(outcomes: list[Outcome]) -> str:
    """A Markdown table, one scenario a line."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *(outcome.cells() for outcome in outcomes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
