"""Which question a message goes on with that only states facts. Pure."""
from __future__ import annotations

from collections.abc import Collection

from actions.outbreak_replies import TOPICS
from actions.screening_replies import ABOUT_DISTRICTS, IS_SCREENED

# What a fact that follows no question mostly asks.
MOSTLY_ASKED = (("courier", "courier_testing"), ("place", "zone_of_place"), ("location", "booth_location"))
# After these a bare place asks for booths near it, or for the hospitals there.
ABOUT_BOOTHS = ("booth_count", "booth_after_unsealing", "temporary_points", "booth_location")
ABOUT_HOSPITALS = ("screening_missed", "after_hours_testing")
ASKED_OF_PLACE = {
    **dict.fromkeys(ABOUT_DISTRICTS, IS_SCREENED), **dict.fromkeys(ABOUT_BOOTHS, "booth_location"),
    **dict.fromkeys(ABOUT_HOSPITALS, "after_hours_testing"),
}


def question_of(said: Collection[str], asked: str | None, topic: str | None) -> str | None:
    """The question that facts of these kinds ask. asked: the computed question so far; topic: what was answered last."""
    if "venue_kind" in said:
        return "venue_open"
    if {"cases", "units", "more_cases"} & set(said) and asked not in TOPICS.values():
        return TOPICS["many"]
    if "place" in said and topic in ASKED_OF_PLACE:
        return ASKED_OF_PLACE[topic]
    return asked or next((question for fact, question in MOSTLY_ASKED if fact in said), None)
