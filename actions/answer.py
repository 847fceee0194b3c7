"""Answering a computed question: facts, the reply to them, and what is kept of them."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.context import ActionContext, Message, world
from actions.conversation_state import Facts, read_facts
from actions.hypotheticals import return_to_known
from actions.preamble import lead
from actions.utter import say

Reply = Callable[[ActionContext, Facts], list[Message]]


def tell(dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply) -> list[dict[str, Any]]:
    """Says the reply to the facts of the conversation; what was only supposed is forgotten again."""
    facts = read_facts(tracker, world())
    messages = reply(world(), facts)
    say(dispatcher, [*lead(world(), facts, messages), *messages])
    return return_to_known(tracker)
