"""The reply of a topic of which the zone of a place decides what is said."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.zone_replies import describe, kinds, look_up
from actions.tracker.conversation_state import ConversationState


def words_there(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    """The zone of the place that is known, and the topic's words for it; the words alone where no place is, or a kind
    of zone was named."""
    values = {"topic": topic, "at": state.at.isoformat()}
    if state.zone or state.place is None or not state.place.single:
        return [Message(topic, values)]
    answer = look_up(context, state.place, state)
    if answer.outcome not in ("listed", "low_by_remainder", "parts"):
        return [Message(topic, values)]
    words, filled = describe(context, state.place, answer)
    return [Message(words, {**filled, "topic": topic, "lead": True}), Message(topic, values | {"zones": kinds(answer)})]
