"""What became of each message that was sent, and the figures of many of them. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, nan

ANSWERED, EMPTY, REFUSED, UNANSWERED = "answered", "empty", "refused", "unanswered"


@dataclass(frozen=True)
class Record:
    """One message. ``sent`` is in seconds since the load began (in an open loop: when it was due), ``ms`` from then to
    the whole answer, ``said`` what came back, ``reason`` why nothing did, ``topic`` that of the receipt where there is
    one. Outcomes: ``answered``; ``empty``: success without a word; ``refused``: an error that names its reason;
    ``unanswered``: neither within the time allowed."""

    conversation: str
    turn: int
    sent: float
    ms: float
    outcome: str
    text: str
    said: tuple[str, ...] = ()
    status: int = 0
    reason: str = ""
    topic: str = ""

    @property
    def ended(self) -> float:
        """When the answer was there, in seconds since the load began."""
        return self.sent + self.ms / 1000


@dataclass(frozen=True)
class Figures:
    """Throughput in answered messages a second; milliseconds of the answered ones; outcomes of all of them."""

    throughput: float
    median: float
    p99: float
    outcomes: dict[str, int]


def figures(records: Iterable[Record], start: float, end: float) -> Figures:
    """The figures of the messages whose end lies between two instants (seconds since the load began), so that neither
    warming up nor running out counts; what never came is counted whenever it was sent."""
    counted = [r for r in records if r.outcome == UNANSWERED or start <= r.ended < end]
    ms = [r.ms for r in counted if r.outcome == ANSWERED]
    outcomes = Counter(r.outcome for r in counted)
    return Figures(len(ms) / (end - start), percentile(ms, 50), percentile(ms, 99), dict(sorted(outcomes.items())))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` percent of all do not exceed; nan of nothing."""
    ordered = sorted(values)
    return ordered[max(ceil(share / 100 * len(ordered)), 1) - 1] if ordered else nan


def ratio(better: float, worse: float) -> float:
    """How many times; nan where nothing was measured or the divisor is nothing."""
    return better / worse if worse else nan
