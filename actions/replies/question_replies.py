"""The one table from an open question to its reply."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.answer import Reply
from actions.replies.outbreak_replies import outbreak_messages
from actions.replies.screening_replies import screening_messages
from actions.replies.site_replies import MESSAGES_OF_KIND
from actions.replies.venue_replies import venue_messages
from actions.replies.zone_replies import zone_messages
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import Topics

REPLIES: dict[str, Reply] = {
    "venue": venue_messages, "zone": zone_messages, "outbreak": outbreak_messages, "event": screening_messages,
}


def reply_to(topics: Topics, question: str | None) -> Reply | None:
    """What answers a computed question; None where it is none."""
    role = topics.role(question)
    if role is None:
        return None
    return MESSAGES_OF_KIND.get(role.kind) if role.name == "sites" else REPLIES.get(role.name)


def follow_up_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The open question's reply, marked with its topic; without one, the question what is wanted."""
    reply = reply_to(context.release.topics, state.open_question)
    if reply is None:
        return [Message("follow_up_what")]
    first, *others = reply(context, state)
    return [Message(first.words, {"topic": state.open_question, **first.values}), *others]
