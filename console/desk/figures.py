"""From calls and what happened to their cards to the figures that a supervisor looks at. Pure.

A card was followed when its agent clicked it, copied it or called it right; it was shown when it stood on the page.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

DISPLAYED, WRONG = "displayed", "wrong"
FOLLOWED = frozenset({"clicked", "copied", "right"})


@dataclass(frozen=True)
class Happened:
    """One event of a card: ``card`` and its ``topic`` (empty where it hangs on no card), and the topic that it should
    have been (``meant``, empty where nobody said)."""

    card: str
    topic: str
    event: str
    meant: str
    at: datetime


@dataclass(frozen=True)
class Call:
    """One call of an agent, with its events in their order; ``ended`` None while it runs."""

    agent: str
    begun: datetime
    ended: datetime | None
    events: tuple[Happened, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether it was answered from a card that nobody called wrong."""
        wrong = {one.card for one in self.events if one.event == WRONG}
        return any(one.event in FOLLOWED and one.card not in wrong for one in self.events)

    @property
    def first_card_seconds(self) -> float | None:
        """From the beginning of the call to its first card; None without any."""
        shown = [one.at for one in self.events if one.event == DISPLAYED]
        return (min(shown) - self.begun).total_seconds() if shown else None


@dataclass(frozen=True)
class OfTopic:
    """Cards of one topic: how many were shown, followed and called wrong."""

    topic: str
    shown: int
    followed: int
    rejected: int

    @property
    def adherence(self) -> float | None:
        """The share of cards shown that were followed, 0 to 1."""
        return share(self.followed, self.shown)


@dataclass(frozen=True)
class Figures:
    """Of a set of calls. Shares are 0 to 1, None of no call; ``first_card`` is the median in seconds."""

    calls: int
    answered: int
    unanswered: int
    first_card: float | None
    topics: tuple[OfTopic, ...]

    @property
    def answered_share(self) -> float | None:
        return share(self.answered, self.calls)

    @property
    def adherence(self) -> float | None:
        return share(sum(one.followed for one in self.topics), sum(one.shown for one in self.topics))


def figures_of(calls: Sequence[Call]) -> Figures:
    """All figures. A call without a single card is unanswered; one that runs still is so until it has one."""
    seconds = [one.first_card_seconds for one in calls if one.first_card_seconds is not None]
    answered = sum(one.is_answered for one in calls)
    return Figures(
        len(calls), answered, len(calls) - answered, median(seconds) if seconds else None, tuple(by_topic(calls))
    )


def by_topic(calls: Iterable[Call]) -> list[OfTopic]:
    """The cards of each topic, those most often called wrong first."""
    cards: dict[str, dict[tuple[int, str], set[str]]] = {}
    for number, call in enumerate(calls):
        for one in call.events:
            if one.card:
                cards.setdefault(one.topic, {}).setdefault((number, one.card), set()).add(one.event)
    found = [of_topic(topic, list(of_cards.values())) for topic, of_cards in cards.items()]
    return sorted(found, key=lambda one: (-one.rejected, -one.shown, one.topic))


def of_topic(topic: str, cards: Sequence[set[str]]) -> OfTopic:
    """What happened to a card happened on the page: it counts as shown."""
    return OfTopic(
        topic, len(cards), sum(not FOLLOWED.isdisjoint(events) and WRONG not in events for events in cards),
        sum(WRONG in events for events in cards),
    )


def by_day(calls: Iterable[Call]) -> list[tuple[str, Figures]]:
    """The figures of each day on which a call began, oldest first; instants are in Asia/Shanghai."""
    days: dict[str, list[Call]] = {}
    for call in calls:
        days.setdefault(f"{call.begun:%Y-%m-%d}", []).append(call)
    return [(day, figures_of(days[day])) for day in sorted(days)]


def share(some: int, of_all: int) -> float | None:
    return some / of_all if of_all else None
