"""What stands before an answer that is not about here and now: what it supposes, the instant it is about."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.outbreak_replies import say_amount
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import say_hour

QUESTIONS_BACK = ("ask_", "zone_which_place", "zone_did_you_mean", "follow_up_what")


def preamble(context: ActionContext, state: ConversationState, messages: list[Message]) -> list[Message]:
    """The words before ``messages``; none before a question back. Rendering joins them to the first message."""
    if messages[0].words.startswith(QUESTIONS_BACK):
        return []
    when = [] if context.is_now(state.at) else [say_hour(state.at)]
    if state.supposed:
        supposed = "、".join([*when, *supposed_facts(context, state)])
        return [Message("lead_supposed" if supposed else "lead_supposed_so", {"facts": supposed, "lead": True})]
    # Replies about sites name the instant themselves.
    if when and not context.release.topics.is_a(state.open_question, "sites"):
        ahead = state.at > context.settings.instant()
        notes = {"as_of_ahead": context.words("as_of_ahead")} if ahead else {}
        return [Message("as_of_other", {"when": when[0], "lead": True, "notes": notes})]
    return []


def supposed_facts(context: ActionContext, state: ConversationState) -> list[str]:
    """What an answer supposes, in words."""
    if context.release.topics.is_a(state.open_question, "outbreak"):
        told = state.cases is not None
        return [context.words("outbreak_cases", cases=say_amount(context, state.cases))] if told else []
    if state.zone:
        return [context.words(f"zone_{state.zone}")]
    return [state.place.single.label] if state.place and state.place.single else []
