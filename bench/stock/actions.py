"""What the stock project's action server serves: this project's own actions, and one that finds the facts.

Stock Rasa has no extractor that knows the city's places, so the facts of a message are found here, with the same
functions that this project calls in its pipeline. All else that an action does is the same code over the same database.
"""
from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

import actions
from actions.carry_over import ActionTakeFacts
from actions.context import world
from actions.conversation_state import mentioned
from bench.stock.dialogue import FIND_FACTS
from bot.nlu.components import as_entity, with_names
from bot.nlu.lexicon import venue_kinds
from bot.nlu.live_gazetteer import LiveGazetteer
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.venues import VenueMatcher

FILLED = ("place", "zone_kind", "venue_kind", "venue_name", "whose_unit", "courier", "cases", "units")
for module in iter_modules(actions.__path__):
    import_module(f"actions.{module.name}")


class ActionFindFacts(ActionTakeFacts):
    """Finds the facts of the message, fills their slots, then goes on as the action it stands for."""

    def name(self) -> str:
        return FIND_FACTS

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        tracker.latest_message["entities"] = entities(tracker.latest_message.get("text") or "")
        said = mentioned(tracker)
        return [
            *(SlotSet(name, said[name]) for name in FILLED if name in said), *super().run(dispatcher, tracker, domain)
        ]


def entities(text: str) -> list[dict[str, Any]]:
    """The entities that this project's pipeline would find."""
    normalised = normalise(text)
    spans = find_facts(normalised, gazetteer().get(), venues(), world().settings.instant())
    return [as_entity(span) for span in with_names(normalised, spans)]


@lru_cache(maxsize=1)
def gazetteer() -> LiveGazetteer:
    return LiveGazetteer(world().settings.url)


@lru_cache(maxsize=1)
def venues() -> VenueMatcher:
    return VenueMatcher(venue_kinds().values())
