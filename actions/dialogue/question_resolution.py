"""Which open question a message of bare facts answers. Pure."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from knowledge.answers import Topics

# Facts that count cases.
COUNTS = {"cases", "units", "more_cases", "fewer_cases"}
# What a fact that follows no question mostly asks, the first that was said.
BARE_FACTS = ("courier", "place", "location")
# The role of the questions that each form asks back for.
ROLE_OF_FORM = {"venue_form": "venue", "zone_form": "zone", "booth_form": "sites", "outbreak_form": "outbreak"}


def question_of(topics: Topics, said: Collection[str], asked: str | None, topic: str | None) -> str | None:
    """The question that facts of these kinds ask. asked: the open question; topic: what was answered last."""
    if "venue_kind" in said:
        return topics.asked_by("venue_kind")
    if COUNTS & set(said) and not topics.is_a(asked, "outbreak"):
        return topics.asked_by("cases")
    if "place" in said and topics.asked_of_place(topic):
        return topics.asked_of_place(topic)
    return asked or next((topics.asked_by(fact) for fact in BARE_FACTS if fact in said), None)


def form_asks_for(topics: Topics, form: str | None, question: str | None) -> bool:
    """Whether a form is about this question."""
    role = topics.role(question)
    # Only booths are looked for near a place that must be known; the other lists can be told without one.
    return role is not None and ROLE_OF_FORM.get(form or "") == role.name and role.kind in (None, "booth")


def venue_to_go_on_with(topics: Topics, topic: str, said: Collection[str]) -> dict[str, Any]:
    """The slots after a topic about venues: a bare zone (「中风险的呢」) asks whether its venue may open there."""
    named = {} if "venue_kind" in said else {"venue_kind": topics.role(topic).venue, "venue_name": None}
    return {"open_question": topics.one("venue", venue=None), **named}
