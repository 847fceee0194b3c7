"""What is known in a conversation, read from the tracker into one record."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker

from actions.context import ActionContext
from knowledge.clock import parse_instant
from knowledge.places.model import Place
from knowledge.rulebook.amount import Value


@dataclass(frozen=True)
class Named:
    """A place as it was named: its readings, whether it was written exactly, and words that were not recognised."""

    candidates: tuple[Place, ...]
    exact: bool
    unknown: str
    text: str

    @property
    def single(self) -> Place | None:
        return self.candidates[0] if self.exact and len(self.candidates) == 1 else None


@dataclass(frozen=True)
class ConversationState:
    """Slots in their types; ``at`` is the instant asked about, now when none was named; ``courier`` holds when the
    asker said so; ``sites_shown`` are the ids of the sites that the list going on has named."""

    open_question: str | None
    place: Named | None
    location: tuple[float, float] | None
    zone: str | None
    venue: str | None
    cases: Value | None
    units: Value | None
    adds_up_unstated: bool
    at: datetime
    courier: bool = False
    sites_shown: tuple[str, ...] = ()
    supposed: bool = False
    venue_name: str | None = None
    whose_unit: str | None = None


def read_state(tracker: Tracker, context: ActionContext) -> ConversationState:
    """The facts of a conversation as they stand after its latest message."""
    slot = tracker.get_slot
    return ConversationState(
        open_question=slot("open_question"),
        place=read_place(slot("place")),
        location=read_location(slot("location")),
        zone=slot("zone_kind"),
        venue=slot("venue_kind"),
        cases=slot("cases"),
        units=slot("units"),
        adds_up_unstated=bool(slot("adds_up_unstated")),
        at=parse_instant(slot("asked_instant")) if slot("asked_instant") else context.settings.instant(),
        courier=bool(slot("courier")),
        sites_shown=tuple(slot("sites_shown") or ()),
        supposed=slot("facts_before_hypothesis") is not None,
        venue_name=slot("venue_name"),
        whose_unit=slot("whose_unit"),
    )


def read_place(value: dict[str, Any] | None) -> Named | None:
    """The slot ``place`` as it was written by the place matcher."""
    if not value:
        return None
    candidates = tuple(Place(**candidate) for candidate in value["candidates"])
    return Named(candidates, value["exact"], value["unknown"], value["text"])


def read_location(value: dict[str, float] | None) -> tuple[float, float] | None:
    """Latitude and longitude, GCJ-02."""
    return (value["lat"], value["lon"]) if value else None
