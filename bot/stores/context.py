"""What a conversation is loaded from: a snapshot of all but its last turns, and the tracker events of those. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

EventData = dict[str, Any]
# So many of the last turns stay whole; a snapshot is made when there are FOLD_AT of them.
KEPT_TURNS = 8
FOLD_AT = 12
# After one of these Rasa forgets what was before.
BEGIN_ANEW = ("session_started", "restart")


@dataclass(frozen=True)
class Snapshot:
    """The slots and the active loop after turn ``turn``, as events that bring a new tracker to that state."""

    turn: int = 0
    events: tuple[EventData, ...] = ()


@dataclass(frozen=True)
class Context:
    """A conversation up to a turn: the snapshot and behind it each turn's number and events; ``events``: all of them,
    oldest first."""

    snapshot: Snapshot = Snapshot()
    turns: tuple[tuple[int, tuple[EventData, ...]], ...] = ()
    events: tuple[EventData, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        later = (event for _, events in self.turns for event in events)
        object.__setattr__(self, "events", (*self.snapshot.events, *later))

    def after(self, number: int, events: Iterable[EventData]) -> Context:
        """The conversation after one more turn, its early turns folded into the snapshot when there are many."""
        longer = Context(self.snapshot, (*self.turns, (number, tuple(events))))
        return longer.folded() if len(longer.turns) >= FOLD_AT else longer

    def folded(self) -> Context:
        """The same conversation with only its last turns whole."""
        early, late = self.turns[:-KEPT_TURNS], self.turns[-KEPT_TURNS:]
        if not early:
            return self
        events = [*self.snapshot.events, *(event for _, events in early for event in events)]
        return Context(Snapshot(early[-1][0], tuple(fold(events))), late)


def fold(events: Iterable[EventData]) -> list[EventData]:
    """The last value of each slot and the loop that is active, in the order in which they were set."""
    slots: dict[str, EventData] = {}
    loop: EventData | None = None
    for event in events:
        kind = event.get("event")
        if kind in BEGIN_ANEW:
            slots, loop = {}, None
        elif kind == "slot":
            slots.pop(event["name"], None)
            slots[event["name"]] = event
        elif kind == "active_loop":
            loop = event
    return [*slots.values(), *([loop] if loop and loop.get("name") else [])]
