"""「那上街区呢」 after an answer about the screening: is that district screened?"""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.conversation_state import Facts


def screening_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """Whether the place's district is one of those that a notice's screening is for."""
    screened = {district for notice in world.release.notices.values() for district in notice.districts}
    named = {place.district for place in facts.place.candidates} if facts.place else set()
    is_listed = not named or bool(named & screened)
    topic = world.release.topics.one("event", districts="listed" if is_listed else "unlisted")
    return [Message(topic, {"topic": topic})]
