"""「那上街区呢」 after an answer about the screening: is that district screened?"""
from __future__ import annotations

from actions.facts import Facts
from actions.world import Message, World

# After these a bare place asks whether it is screened.
ABOUT_DISTRICTS = ("screening_districts", "screening_not_listed", "screening_who", "screening_time", "screening_where")
IS_SCREENED = "screening_districts"


def screening_messages(world: World, facts: Facts) -> list[Message]:
    """Whether the place's district is one of those that a notice's screening is for."""
    screened = {district for notice in world.release.notices.values() for district in notice.districts}
    named = {place.district for place in facts.place.candidates} if facts.place else set()
    topic = IS_SCREENED if not named or named & screened else "screening_not_listed"
    return [Message(topic, {"topic": topic})]
