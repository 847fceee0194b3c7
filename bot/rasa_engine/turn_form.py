"""Which actions the action server runs, and Rasa's form, which asks it in the same way as every other action."""
from __future__ import annotations

from typing import Any

from rasa.core.actions.action import Action
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.constants import UTTER_PREFIX
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.rasa_engine.remote_action import TurnAction


def action_of_ours(name: str, domain: Domain, endpoint: EndpointConfig | None) -> Action | None:
    """The action where the action server has a part in it; None for what Rasa does by itself."""
    if name in domain.user_actions and not name.startswith(UTTER_PREFIX):
        return TurnAction(name, endpoint)
    return TurnForm(name, endpoint) if name in domain.form_names else None


class TurnForm(FormAction):
    """A form whose validation and questions fail a turn's try when the action server does."""

    async def validate_slots(
        self, slot_candidates: dict[str, Any], tracker: DialogueStateTracker, domain: Domain,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
    ) -> list[Event]:
        """The validation's events; none without a validation, since the slots are set already."""
        name = f"validate_{self.name()}"
        if name not in domain.user_actions:
            return []
        filled = [SlotSet(slot, value) for slot, value in slot_candidates.items()]
        seen = self._temporary_tracker(tracker, filled, domain)
        return await TurnAction(name, self.action_endpoint).run(output_channel, nlg, seen, domain)

    async def _ask_for_slot(
        self, domain: Domain, nlg: NaturalLanguageGenerator, output_channel: OutputChannel, slot_name: str,
        tracker: DialogueStateTracker,
    ) -> list[Event]:
        name = self._name_of_utterance(domain, slot_name)
        asks = action_of_ours(name, domain, self.action_endpoint) if name else None
        if asks is None:
            return await super()._ask_for_slot(domain, nlg, output_channel, slot_name, tracker)
        return await asks.run(output_channel, nlg, tracker, domain)
