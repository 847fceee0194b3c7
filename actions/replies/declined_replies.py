"""The reply to somebody who does not say what was asked back: the rule for every kind of zone or every count."""
from __future__ import annotations

from dataclasses import replace

from actions.context import ActionContext, Message
from actions.replies.outbreak_replies import branch_topics, outbreak_messages
from actions.replies.venue_replies import venue_messages
from actions.tracker.conversation_state import ConversationState


def declined_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """What can be said without the fact that was asked for."""
    topics = context.release.topics
    if topics.is_a(state.open_question, "venue") and state.venue:
        return venue_messages(context, replace(state, place=None, zone=None))
    if topics.is_a(state.open_question, "outbreak"):
        told = outbreak_messages(context, state)
        return [Message(topic) for topic in branch_topics(topics)] if told[0].words.startswith("ask_") else told
    return [Message("refuse_to_say")]
