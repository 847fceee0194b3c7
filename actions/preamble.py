"""What stands before an answer that is not about here and now: what it supposes, the instant it is about."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.conversation_state import Facts
from knowledge.answers import say_hour

QUESTIONS_BACK = ("ask_", "zone_which_place", "zone_did_you_mean", "follow_up_what")


def lead(world: ActionContext, facts: Facts, messages: list[Message]) -> list[Message]:
    """The words before ``messages``; none before a question back. Rendering joins them to the first message."""
    if messages[0].words.startswith(QUESTIONS_BACK):
        return []
    when = [] if world.is_now(facts.at) else [say_hour(facts.at)]
    if facts.supposed:
        supposed = "、".join([*when, *supposed_facts(world, facts)])
        return [Message("lead_supposed" if supposed else "lead_supposed_so", {"facts": supposed, "lead": True})]
    # Replies about sites name the instant themselves.
    if when and not world.release.topics.is_a(facts.question, "sites"):
        words = "as_of_ahead" if facts.at > world.settings.instant() else "as_of_other"
        return [Message(words, {"when": when[0], "lead": True})]
    return []


def supposed_facts(world: ActionContext, facts: Facts) -> list[str]:
    """What an answer supposes, in words."""
    if world.release.topics.is_a(facts.question, "outbreak"):
        return [world.words("outbreak_cases", cases=facts.cases)] if facts.cases is not None else []
    if facts.zone:
        return [world.words(f"zone_{facts.zone}")]
    return [facts.place.single.label] if facts.place and facts.place.single else []
