"""Why residents waited: a process was killed or stopped meanwhile, something was published, or neither. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from faults.history import Attempt, gather

FAULT, PUBLISHING, QUIET = "kill or stop", "publishing", "else"


@dataclass(frozen=True)
class Span:
    """From ``began`` to ``ended`` (machine seconds) something went on that may have held residents up; a kill and a
    stop until all that they left waiting was answered."""

    cause: str
    began: float
    ended: float


def waits(attempts: Iterable[Attempt], spans: Sequence[Span]) -> dict[str, list[float]]:
    """Seconds from each message to its answer, by cause, the shortest first. A process that is killed or stopped cannot
    answer: what waited over that is never put down to what was published in the same moment."""
    found: dict[str, list[float]] = {cause: [] for cause in (FAULT, PUBLISHING, QUIET)}
    for message in gather(attempts, ()).values():
        if message.answered_at is not None:
            causes = set(during(spans, message.sent_at, message.answered_at))
            cause = next((one for one in (FAULT, PUBLISHING) if one in causes), QUIET)
            found[cause].append(message.answered_at - message.sent_at)
    return {cause: sorted(seconds) for cause, seconds in found.items()}


def during(spans: Sequence[Span], began: float, ended: float) -> Iterator[str]:
    """The causes of the spans that a wait overlaps."""
    return (span.cause for span in spans if span.began < ended and began < span.ended)


def figures(found: dict[str, list[float]]) -> dict[str, float]:
    """How many waits each cause has, the median, the wait of which one in a hundred is longer, and the longest."""
    told: dict[str, float] = {}
    for cause, seconds in found.items():
        told[f"{cause}: messages"] = len(seconds)
        if seconds:
            told |= {
                f"{cause}: median": seconds[len(seconds) // 2], f"{cause}: p99": seconds[int(len(seconds) * 0.99)],
                f"{cause}: slowest": seconds[-1],
            }
    return told
