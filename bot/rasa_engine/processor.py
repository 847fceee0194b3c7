"""Rasa's message processor without what makes it slow or lets it go on when something failed."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import ActionLimitReached, MessageProcessor
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import ACTION_EXTRACT_SLOTS
from rasa.shared.core.events import (
    ActionExecutionRejected,
    DefinePrevUserUtteredFeaturization,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot.nlu.components import FactExtractor, TopicClassifier
from bot.nlu.content import instant, release
from bot.nlu.dialogue_context import DialogueContext
from bot.rasa_engine.parse_cache import ParseCache
from bot.rasa_engine.sequential_runner import SequentialRunner
from bot.rasa_engine.served_model import ServedModelStorage
from bot.rasa_engine.slot_filter import PossibleSlots
from bot.rasa_engine.turn_form import action_of_ours

# No action looks at it.
ONLY_FOR_POLICIES = DefinePrevUserUtteredFeaturization


class TurnProcessor(MessageProcessor):
    """Handles one message of a turn; whatever fails is raised, so that the turn is tried again as a whole."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.parse_cache = ParseCache()
        self.facts = self.graph_runner.component(FactExtractor)
        self.topics = self.graph_runner.component(TopicClassifier)
        self.slots = PossibleSlots(self.domain)
        self._actions: dict[str, Action] = {}

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, SequentialRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = (
                load_predict_graph_runner(Path(folder), Path(model_path), ServedModelStorage, SequentialRunner)
            )
        return Path(model_path).name, metadata, runner

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """As in Rasa, without a copy of the events for a log and without the slots that this message cannot fill."""
        domain = self.slots.domain_for(tracker.latest_message.entities)
        events = await self._get_action(ACTION_EXTRACT_SLOTS).run(output_channel, self.nlg, tracker, domain)
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    async def run_anonymization_pipeline(self, tracker: DialogueStateTracker) -> None:
        """Nothing: it is Rasa's paid edition that has one."""

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Nothing: what residents say is not logged."""

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Nothing: a test holds the components' intents and entities against the domain, once for all messages."""

    async def _run_action(
        self, action: Action, tracker: DialogueStateTracker, output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator, prediction: PolicyPrediction,
    ) -> bool:
        """As in Rasa, but an action that fails ends the turn's try; Rasa goes on as if it had said nothing. The tracker
        is copied only when there are events that a rejection must undo and an action can see, nothing is copied for a
        log, and there are no reminders."""
        seen = tracker
        if any(not isinstance(event, ONLY_FOR_POLICIES) for event in prediction.events):
            seen = tracker.copy()
            seen.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, seen, self.domain) or []
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return self.should_predict_another_action(action.name())
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """As in Rasa; the action is not made anew."""
        if self.is_action_limit_reached(tracker, self.should_predict_another_action(tracker.latest_action_name)):
            raise ActionLimitReached("The limit of actions to predict has been reached.")
        prediction = self._predict_next_with_tracker(tracker)
        return self._get_action(self.domain.action_names_or_texts[prediction.max_confidence_index]), prediction

    def _get_action(self, action_name: str) -> Action:
        """Rasa makes all its own actions to pick one, for each step. A form remembers things and is made anew."""
        if action_name in self._actions:
            return self._actions[action_name]
        ours = action_of_ours(action_name, self.domain, self.action_endpoint)
        action = ours or super()._get_action(action_name)
        if action_name not in self.domain.form_names:
            self._actions[action_name] = action
        return action

    def _parse_message_with_graph(
        self, message: UserMessage, tracker: DialogueStateTracker, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """The parse data, kept for a minute and for as long as release and places are the same. What was sent beside
        the text (a location) is understood anew."""
        if message.metadata:
            return super()._parse_message_with_graph(message, tracker, only_output_properties)
        minute = instant(self.facts.settings).replace(second=0, microsecond=0)
        places, of = self.facts.gazetteer.version(), release().identifier
        key = (message.text, DialogueContext.of(tracker), places, of, minute)
        known = self.parse_cache.get(key)
        if known is None:
            known = super()._parse_message_with_graph(message, tracker, only_output_properties)
            self.parse_cache.put(key, known)
        return known
