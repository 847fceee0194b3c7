"""What is silenced, and which silence a reply falls under. Pure."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

TOPIC, CHANNEL, ALL = "topic", "channel", "all"
# The wider one speaks where several hold: it was set for the greater reason.
WIDTH = (ALL, CHANNEL, TOPIC)


class SilenceRefused(ValueError):
    """What was to be silenced, or to speak again, cannot; one sentence says why."""


@dataclass(frozen=True)
class Silence:
    """From ``at`` on, to ``until`` if one is named (machine time), the ``sentence`` stands in place of every answer of
    a topic, of a channel (``key``) or of all."""

    id: int
    scope: str
    key: str
    sentence: str
    until: datetime | None
    by: str
    reason: str
    at: datetime

    @property
    def target(self) -> str:
        """As it is typed: topic:KEY, channel:NAME or all."""
        return f"{self.scope}:{self.key}" if self.key else self.scope

    def holds(self, at: datetime) -> bool:
        return self.until is None or at < self.until

    def reaches(self, topics: Collection[str], channel: str, is_danger: bool) -> bool:
        """Whether a reply of these topics on this channel is silenced. Whoever is in danger is told what to do first
        and whom to call even if all else is silent: only the danger's own topic silences that."""
        if self.scope == TOPIC:
            return self.key in topics
        return not is_danger and (self.scope == ALL or self.key == channel)


def silence_of(
    silences: Iterable[Silence], topics: Collection[str], channel: str, is_danger: bool, at: datetime
) -> Silence | None:
    """The silence that a reply falls under: the widest, of those the newest."""
    reaching = [one for one in silences if one.holds(at) and one.reaches(topics, channel, is_danger)]
    return min(reaching, key=lambda one: (WIDTH.index(one.scope), -one.id), default=None)


def read_target(text: str, topics: Collection[str], channels: Collection[str]) -> tuple[str, str]:
    """Scope and key of topic:KEY, channel:NAME or all. Raises SilenceRefused for what there is not: nothing would be
    silenced by it."""
    scope, _, key = text.partition(":")
    if text == ALL:
        return ALL, ""
    known = {TOPIC: topics, CHANNEL: channels}.get(scope)
    if known is None or not key:
        raise SilenceRefused(f"{text!r} is none of topic:KEY, channel:NAME and all.")
    if key not in known:
        raise SilenceRefused(f"There is no {scope} {key!r}; nothing was silenced.")
    return scope, key
