"""Which question a message goes on with that only states facts. Pure."""
from __future__ import annotations

from collections.abc import Collection

from knowledge.answers import Topics

# Facts that count cases.
COUNTS = {"cases", "units", "more_cases"}
# What a fact that follows no question mostly asks, the first that was said.
BARE_FACTS = ("courier", "place", "location")


def question_of(topics: Topics, said: Collection[str], asked: str | None, topic: str | None) -> str | None:
    """The question that facts of these kinds ask. asked: the computed question so far; topic: what was answered last."""
    if "venue_kind" in said:
        return topics.asked_by("venue_kind")
    if COUNTS & set(said) and not topics.is_a(asked, "outbreak"):
        return topics.asked_by("cases")
    if "place" in said and topics.asked_of_place(topic):
        return topics.asked_of_place(topic)
    return asked or next((topics.asked_by(fact) for fact in BARE_FACTS if fact in said), None)
