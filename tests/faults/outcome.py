"""What a scenario showed: broken promises and figures, as a line of a table and as JSON."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from faults.history import BROKEN, Attempt, Findings, Message, Stored, check, gather

COLUMNS = ("scenario", "did", "messages", *BROKEN, "apologised", "tries more", "p99 s", "slowest s", "also")


@dataclass(frozen=True)
class Outcome:
    """``did`` says how often or how long; ``figures`` are seconds and counts of this scenario; ``faults`` come beside
    the history's, such as processes left behind; ``limits`` are the figures that must not be above a number."""

    name: str
    did: str
    findings: Findings
    figures: dict[str, float]
    faults: tuple[str, ...] = ()
    limits: dict[str, float] = field(default_factory=dict)

    @property
    def broken(self) -> list[str]:
        return [*self.findings.broken, *self.faults]

    @property
    def late(self) -> list[str]:
        """Figures above their limit; a busy machine alone can bring them about."""
        return [
            f"{name} is {self.figures[name]:g}, at most {limit:g} is allowed"
            for name, limit in self.limits.items() if self.figures[name] > limit
        ]

    def as_json(self) -> dict:
        return {
            "scenario": self.name, "did": self.did, "messages": self.findings.messages, **self.findings.counts,
            **self.figures, "limits": self.limits, "broken": self.broken, "late": self.late,
        }

    def cells(self) -> tuple[str, ...]:
        counts = self.findings.counts
        usual = ("tries more", "p99", "slowest")
        also = ", ".join(f"{name} {value:g}" for name, value in self.figures.items() if name not in usual)
        return (
            self.name, self.did, str(self.findings.messages), *(str(counts[kind]) for kind in (*BROKEN, "apologised")),
            *(f"{self.figures[name]:g}" for name in usual), also,
        )


def judge(
    name: str, did: str, attempts: list[Attempt], stored: list[Stored], faults: Iterable[str] = (),
    limits: dict[str, float] | None = None, **figures: float,
) -> Outcome:
    """Check what clients noted against the store."""
    waits = sorted(m.answered_at - m.sent_at for m in gather(attempts, ()).values() if m.answered_at is not None)
    figures = {
        "tries more": sum(not attempt.acknowledged for attempt in attempts),
        "p99": round(waits[min(len(waits) - 1, int(len(waits) * 0.99))], 2) if waits else 0.0,
        "slowest": round(waits[-1], 2) if waits else 0.0,
        **{figure: round(value, 2) for figure, value in figures.items()},
    }
    return Outcome(name, did, check(attempts, stored), figures, tuple(faults), limits or {})


def wait_after(attempts: list[Attempt], instants: Iterable[float], last_only: bool = False) -> float:
    """The longest that a conversation waited whose message was under way at one of these instants (kills): for that
    message from the kill on, or for its next one from when it was sent. With ``last_only`` a wait that another kill
    broke into counts from that one, since nothing can be answered in a second between two starts."""
    instants, conversations, waits = sorted(instants), answered(attempts), [0.0]
    for instant in instants:
        for began, ended in waits_at(instant, conversations):
            broke_in = [other for other in instants if began < other < ended] if last_only else []
            waits.append(ended - max([began, *broke_in]))
    return max(waits)


def answered(attempts: list[Attempt]) -> list[list[Message]]:
    """The messages that were answered, by conversation."""
    conversations: dict[str, list[Message]] = defaultdict(list)
    for (conversation, _), message in gather(attempts, ()).items():
        if message.answered_at is not None:
            conversations[conversation].append(message)
    return list(conversations.values())


def waits_at(instant: float, conversations: list[list[Message]]) -> Iterator[tuple[float, float]]:
    """Beginning and end of the waits that a kill at this instant is charged with."""
    for messages in conversations:
        under_way = [m for m in messages if m.sent_at <= instant < m.answered_at]
        later = sorted((m for m in messages if m.sent_at > instant), key=lambda m: m.sent_at)[:1] if under_way else []
        yield from ((max(instant, m.sent_at), m.answered_at) for m in (*under_way, *later))


def under_way(attempts: list[Attempt], instants: Iterable[float]) -> int:
    """How many messages were sent and not answered at these instants."""
    messages = gather(attempts, ()).values()
    return sum(m.sent_at <= instant < (m.answered_at or instant + 1) for instant in instants for m in messages)


def table(outcomes: list[Outcome]) -> str:
    """A Markdown table, one scenario a line."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *(outcome.cells() for outcome in outcomes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
