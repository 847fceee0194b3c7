"""The dialogue policy that has the second question of a message answered, once the first one is."""
from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

SLOT = "also_asked"
ACTION = "action_also_asked"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class SecondQuestionPolicy(Policy):
    """Speaks up after the reply to the first question, and leaves everything else to the rules. While a form still
    asks for something the second question waits."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 7}

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.RULE_DATA

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **_: Any,
    ) -> SecondQuestionPolicy:
        return cls(config, model_storage, resource, execution_context)

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **_: Any) -> Resource:
        """Nothing is learnt."""
        return self._resource

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: dict[str, Any] | None = None, **_: Any
    ) -> PolicyPrediction:
        """The second answer where it is due, then the end of the turn; no opinion otherwise."""
        action = next_action(tracker)
        certain = [0.0] * domain.num_actions
        if action:
            certain[domain.index_for_action(action)] = 1.0
        return self._prediction(certain)


def next_action(tracker: DialogueStateTracker) -> str | None:
    """What this policy wants done next, if anything."""
    if tracker.latest_action_name == ACTION:
        return ACTION_LISTEN_NAME
    due = tracker.get_slot(SLOT) and not tracker.active_loop_name and was_answered(tracker)
    return ACTION if due else None


def was_answered(tracker: DialogueStateTracker) -> bool:
    """Whether anything was said to the latest message: outside of a form an action says all there is to say."""
    said = (event for event in reversed(tracker.events) if isinstance(event, (BotUttered, UserUttered)))
    return isinstance(next(said, None), BotUttered)
