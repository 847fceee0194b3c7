"""What a change takes away: answers of topics, clauses of words, the way of buttons. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.releases.release import Release
from knowledge.releases.review import answers, ended, ended_buttons


@dataclass(frozen=True)
class Loss:
    """At an instant something holds no longer that held before; ``what`` is a sentence, ``topic`` the topic without an
    answer."""

    at: datetime
    what: str
    topic: str = ""


def lost_topics(before: Release, after: Release, instants: Iterable[datetime]) -> Iterator[Loss]:
    """Topics that had an answer and have none, or are gone."""
    for at in instants:
        for topic in before.answers:
            if answers(before, topic, at) and not (topic in after.answers and answers(after, topic, at)):
                why = "has no answer" if topic in after.answers else "is gone"
                yield Loss(at, f"topic {topic} {why}.", topic)


def lost_clauses(before: Release, after: Release, instants: Iterable[datetime]) -> Iterator[Loss]:
    """Words, parts and rows whose clause held and holds no longer, and buttons that led to an answer."""
    for at in instants:
        known = {*told(before, at)}
        yield from (Loss(at, line) for line in told(after, at) if line not in known)


def told(release: Release, at: datetime) -> Iterator[str]:
    yield from ended(release, at)
    yield from ended_buttons(release, at)
