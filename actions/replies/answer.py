"""Answering a computed question: its state, the reply, and what is kept of them."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.context import ActionContext, Message, context
from actions.replies.preamble import preamble
from actions.replies.site_replies import sites_shown
from actions.replies.utter import utter
from actions.tracker.conversation_state import ConversationState, read_state
from actions.tracker.slot_events import forget_hypothesis, set_slots

Reply = Callable[[ActionContext, ConversationState], list[Message]]


def answer(dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply) -> list[dict[str, Any]]:
    """Says the reply to the state of the conversation; what was only supposed is forgotten again."""
    state = read_state(tracker, context())
    utter_with_preamble(dispatcher, state, reply(context(), state))
    return forget_hypothesis(tracker)


def utter_with_preamble(dispatcher: CollectingDispatcher, state: ConversationState, messages: list[Message]) -> None:
    """Says the messages, and before them what they suppose and the instant they are about."""
    utter(dispatcher, [*preamble(context(), state, messages), *messages])


def utter_sites(
    dispatcher: CollectingDispatcher, tracker: Tracker, state: ConversationState, messages: list[Message]
) -> list[dict[str, Any]]:
    """Says the messages and keeps in mind which sites they name; what was only supposed is forgotten again."""
    utter_with_preamble(dispatcher, state, messages)
    return [*set_slots({"sites_shown": sites_shown(state, messages)}), *forget_hypothesis(tracker)]
