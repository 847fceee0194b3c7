"""The reply of a topic of which the zone of a place decides what is said."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.zone_replies import added, describe, kinds, look_up
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import Where, resolve
from knowledge.answers.where import NO_ZONE
from knowledge.places.model import Place
from knowledge.rulebook.venues import cells
from knowledge.zones.model import ZoneAnswer


def words_there(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    """The zone of the place that is known, and the topic's words for it. Of a kind of zone that was named: its name,
    where nothing is written for it alone. The words alone where neither is known."""
    values = {"topic": topic, "at": state.at.isoformat()}
    if state.zone:
        return [*_asked_of(context, state, topic), Message(topic, values)]
    if state.place is None or not state.place.single:
        return [Message(topic, values)]
    answer = look_up(context, state.place, state)
    if answer.outcome == "not_named" and is_undesignated(context, state, answer.place):
        return in_no_zone(context, state, topic, answer)
    if answer.outcome not in ("listed", "low_by_remainder", "parts"):
        return [Message(topic, values)]
    words, filled = describe(context, state.place, answer)
    return [Message(words, {**filled, "topic": topic, "lead": True}), Message(topic, values | {"zones": kinds(answer)})]


def is_undesignated(context: ActionContext, state: ConversationState, place: Place) -> bool:
    """Whether a place that no entry names lies in no kind of zone: it is said as narrowly as entries are, and the city
    has no name for the rest."""
    return bool(place.compound) and None in cells(context.release.rulebook, state.at)


def in_no_zone(context: ActionContext, state: ConversationState, topic: str, answer: ZoneAnswer) -> list[Message]:
    """What was lifted there or that nothing is designated, and the topic's words without those for zones."""
    at = state.at.isoformat()
    lifted = added(context, state, answer)
    there = Where((NO_ZONE,), (answer.place.names_down(),))
    said = resolve(context.release.answers[topic], context.release.notices, state.at, where=there)
    words = [Message(topic, {"topic": topic, "at": at, "zones": (NO_ZONE,)})]
    if lifted:
        return [*lifted, *(words if said.sources and not said.is_gap else ())]
    name, filled = describe(context, state.place, answer)
    return [Message(name, {**filled, "topic": topic, "lead": True}), *words]


def _asked_of(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    parts = (part for part in context.release.answers[topic].parts if part.window and part.window.contains(state.at))
    if any(state.zone in (part.scope.zones or ()) for part in parts):
        return []
    name = context.release.rulebook.zones[state.zone].name
    return [Message("zone_asked", {"zone": name, "topic": topic, "lead": True})]
