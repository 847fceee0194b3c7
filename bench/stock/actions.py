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
from actions.context import context
from actions.start_question import ActionStartQuestion
from actions.tracker.dialogue_record import mentioned
from bench.stock.dialogue import FIND_FACTS
from bot.nlu.components import as_entity, for_actions
from bot.nlu.content import venue_kinds
from bot.nlu.live_gazetteer import LiveGazetteer
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.venues import VenueMatcher

FILLED = ("place", "zone_kind", "venue_kind", "venue_name", "whose_unit", "courier", "cases", "units")
for module in iter_modules(actions.__path__):
    import_module(f"actions.{module.name}")


class ActionFindFacts(ActionStartQuestion):
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
    spans = find_facts(normalised, Lexicon(gazetteer().get(), venues(), context().settings.instant()))
    return [as_entity(span) for span in for_actions(normalised, spans)]


@lru_cache(maxsize=1)
def gazetteer() -> LiveGazetteer:
    return LiveGazetteer(context().settings.url)


@lru_cache(maxsize=1)
def venues() -> VenueMatcher:
    return VenueMatcher(venue_kinds().values())
