"""「那某某区呢」 after an answer about the screening: is that district screened?"""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.tracker.conversation_state import ConversationState


def screening_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """Whether the place's district is one of those that a notice's screening is for."""
    screened = {district for notice in context.release.notices.values() for district in notice.districts}
    named = {place.district for place in state.place.candidates} if state.place else set()
    is_listed = not named or bool(named & screened)
    topic = context.release.topics.one("event", districts="listed" if is_listed else "unlisted")
    return [Message(topic, {"topic": topic})]
