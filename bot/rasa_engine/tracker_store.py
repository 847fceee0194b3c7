"""The tracker store Rasa is given: it holds the conversations of the turns under way, and nothing is lost with it."""
from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from cachetools import TTLCache
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.stores.context import EventData
from knowledge import clock

# Rasa walks through all classes of events for each event it reads.
EVENT_CLASSES = {kind.type_name: kind for kind in all_subclasses(Event)}
# Events that apply whatever was before, and take nothing back; an action may, where it is a loop.
PLAIN = {
    UserUttered, BotUttered, SlotSet, ActionExecuted, ActionExecutionRejected, DefinePrevUserUtteredFeaturization,
    FollowupAction, LoopInterrupted,
}
# Conversations whose tracker is at hand, so that it need not be made anew of all events for the next turn.
AT_HAND, AT_HAND_SECONDS = 64, 300.0


def as_events(data: Iterable[EventData]) -> list[Event]:
    """Tracker events out of their JSON shape. Raises KeyError for a kind that Rasa does not know."""
    return [EVENT_CLASSES[event["event"]]._from_parameters(event) for event in data]


class TurnTracker(DialogueStateTracker):
    """Remembers which events apply: Rasa goes through all of them several times a decision."""

    _loops: frozenset[str] = frozenset()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._applied: tuple[int, list[Event]] = (0, [])
        super().__init__(*arguments, **options)

    def applied_events(self) -> list[Event]:
        count, applied = self._applied
        if count != len(self.events):
            new = islice(self.events, count, None)
            if count > len(self.events) or not all(self._went_on(event, applied) for event in new):
                self._loops = frozenset(
                    event.name for event in self.events if isinstance(event, ActiveLoop) and event.name
                )
                applied = super().applied_events()
            self._applied = len(self.events), applied
        return list(applied)

    def _went_on(self, event: Event, applied: list[Event]) -> bool:
        """Whether one event more could be put to those that apply, as Rasa does. One that takes others back could not,
        nor a loop not known so far: it may have run before."""
        kind = type(event)
        if kind is ActionExecuted and event.action_name in self._loops:
            if not self._first_loop_execution_or_unhappy_path(event.action_name, applied):
                self._undo_till_previous_loop_execution(event.action_name, applied)
                return True
        elif kind is ActiveLoop:
            if event.name and event.name not in self._loops:
                return False
        elif kind not in PLAIN:
            return False
        applied.append(event)
        return True


class TurnTrackerStore(TrackerStore):
    """A turn puts its conversation's events here, lets Rasa handle the message and takes the new ones out, for one
    commit with the reply. Rasa's ``save`` writes nothing."""

    def __init__(self, domain: Domain | None) -> None:
        super().__init__(domain)
        self._before: dict[str, Sequence[EventData]] = {}
        self._saved: dict[str, DialogueStateTracker] = {}
        self.at_hand: TTLCache[str, tuple[list[EventData], DialogueStateTracker]] = TTLCache(
            AT_HAND, AT_HAND_SECONDS, clock.machine_seconds
        )

    def put(self, sender_id: str, events: Sequence[EventData]) -> None:
        """The conversation as it stands before the turn."""
        self._before[sender_id] = events

    def init_tracker(self, sender_id: str) -> TurnTracker:
        return TurnTracker(sender_id, self.domain.slots)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation that was put here; None when it has not begun. The tracker of the turn before goes on if it
        is of these very events; a turn that failed, was finished elsewhere or was folded left others."""
        events = self._before[sender_id]
        known, tracker = self.at_hand.pop(sender_id, ([], None))
        if len(known) == len(events) and all(map(operator.is_, known, events)):
            return tracker
        return TurnTracker.from_events(sender_id, as_events(events), self.domain.slots) if events else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker until ``take``."""
        self._saved[tracker.sender_id] = tracker

    def take(self, sender_id: str) -> tuple[DialogueStateTracker, list[EventData]]:
        """The tracker after a turn and the events that are new in it; forgets both."""
        tracker, before = self._saved.pop(sender_id), self._before.pop(sender_id)
        new = [event.as_dict() for event in list(tracker.events)[len(before):]]
        self.at_hand[sender_id] = [*before, *new], tracker
        return tracker, new

    def drop(self, sender_id: str) -> None:
        """Forget a try that failed."""
        self._before.pop(sender_id, None)
        self._saved.pop(sender_id, None)

    def forget(self, sender_id: str) -> None:
        """Let go of a conversation that will not go on."""
        self.at_hand.pop(sender_id, None)

    async def keys(self) -> Iterable[str]:
        """Conversations of the turns under way."""
        return list(self._before)
