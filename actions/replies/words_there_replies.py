"""The reply of a topic of which the zone of a place decides what is said."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.zone_replies import describe, kinds, look_up
from actions.tracker.conversation_state import ConversationState


def words_there(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    """The zone of the place that is known, and the topic's words for it. Of a kind of zone that was named: its name,
    where nothing is written for it alone. The words alone where neither is known."""
    values = {"topic": topic, "at": state.at.isoformat()}
    if state.zone:
        return [*_asked_of(context, state, topic), Message(topic, values)]
    if state.place is None or not state.place.single:
        return [Message(topic, values)]
    answer = look_up(context, state.place, state)
    if answer.outcome not in ("listed", "low_by_remainder", "parts"):
        return [Message(topic, values)]
    words, filled = describe(context, state.place, answer)
    return [Message(words, {**filled, "topic": topic, "lead": True}), Message(topic, values | {"zones": kinds(answer)})]


def _asked_of(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    parts = (part for part in context.release.answers[topic].parts if part.window and part.window.contains(state.at))
    if any(state.zone in (part.scope.zones or ()) for part in parts):
        return []
    name = context.release.rulebook.zones[state.zone].name
    return [Message("zone_asked", {"zone": name, "topic": topic, "lead": True})]
