"""The reply that sends somebody to a person, with a summary that can be read out there."""
from __future__ import annotations

from collections.abc import Iterable

from actions.context import ActionContext, Message
from actions.replies.outbreak_replies import say_counts
from actions.replies.venue_replies import called
from actions.tracker.conversation_state import ConversationState

SUMMED_UP = 3


def hand_over_messages(
    context: ActionContext, state: ConversationState, answered: Iterable[str], words: str
) -> list[Message]:
    """``words``, then a summary of what was asked and is known; without anything to sum up only the words.

    answered: the topics answered so far, the latest first; state: with the counts as they were said last.
    """
    told = Message(words, {"topic": context.release.topics.one("hand_over")})
    asked, known = asked_so_far(context, answered), known_so_far(context, state)
    if not asked and not known:
        return [told]
    none = context.words("summary_none")
    return [told, Message("hand_over_summary", {"asked": asked or none, "known": known or none})]


def asked_so_far(context: ActionContext, answered: Iterable[str]) -> str:
    """The titles of the latest topics answered, the earliest first."""
    topics = [topic for topic in dict.fromkeys(answered) if topic in context.release.answers]
    kept = [topic for topic in topics if not context.release.topics.role(topic).is_conversation]
    titles = [context.release.answers[topic].title for topic in kept]
    return "、".join(reversed(titles[:SUMMED_UP]))


def known_so_far(context: ActionContext, state: ConversationState) -> str:
    """Place, zone, venue and counts in words."""
    parts = [state.place.text] if state.place else []
    parts += [context.words(f"zone_{state.zone}")] if state.zone else []
    parts += [called(context, state)] if state.venue else []
    if state.cases is not None or state.units is not None:
        parts.append(say_counts(context, state))
    return "、".join(dict.fromkeys(parts))
