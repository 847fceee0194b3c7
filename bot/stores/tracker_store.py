"""The tracker store Rasa is given: reads a conversation's events, and keeps new ones until the turn commits them."""
from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

ReadEvents = Callable[[str], list[dict[str, Any]]]


class TurnTrackerStore(TrackerStore):
    """``save`` writes nothing: ``take`` hands over the tracker and its new events, for one commit with the reply."""

    def __init__(self, domain: Domain, read_events: ReadEvents) -> None:
        super().__init__(domain)
        self._read_events = read_events
        self._known: dict[str, int] = {}
        self._saved: dict[str, DialogueStateTracker] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation with all its events; None when it has none. Database errors are raised, never swallowed."""
        events = await asyncio.get_running_loop().run_in_executor(None, self._read_events, sender_id)
        self._known[sender_id] = len(events)
        if not events:
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker until ``take``."""
        self._saved[tracker.sender_id] = tracker

    def take(self, sender_id: str) -> tuple[DialogueStateTracker, list[dict[str, Any]]]:
        """The tracker after a turn and the events that are new in it; forgets both."""
        tracker = self._saved.pop(sender_id)
        known = self._known.pop(sender_id, 0)
        return tracker, [event.as_dict() for event in list(tracker.events)[known:]]

    async def keys(self) -> Iterable[str]:
        """Conversations of the turns under way."""
        return list(self._known)
