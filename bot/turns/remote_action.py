"""Asking the action server, as Rasa does but in a tenth of the time.

Rasa describes the whole domain in each call, holds each event of the answer against the schemas of all thirty kinds, and
walks through all classes for each event it reads: together more than the actions themselves take."""
from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions import action as rasa_actions
from rasa.core.actions import forms as rasa_forms
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import ClientResponseError

from bot.stores.tracker_store import as_events

EVERY_EVENT = {key: value for key, value in EVENT_SCHEMA.items() if key != "oneOf"}
VALIDATORS = {
    kind["properties"]["event"]["const"]: Draft202012Validator({**EVERY_EVENT, "allOf": [kind]})
    for kind in EVENT_SCHEMA["oneOf"]
}
NEEDS_DOMAIN = "validate_"


class BadActionReply(ValueError):
    """The action server sent what is no reply of an action; the message says what is wrong with it."""


class TurnAction(RemoteAction):
    """A custom action; whatever fails is raised, so that the turn is tried again as a whole."""

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        """The call; only the validation of forms reads of the domain, its slots and forms."""
        call = super()._action_call_format(tracker, domain)
        if self.name().startswith(NEEDS_DOMAIN):
            call["domain"] = {"slots": domain.as_dict()["slots"], "forms": domain.forms}
        return call

    def _is_selective_domain_enabled(self) -> bool:
        return True

    async def run(
        self, output_channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        """What was said and the events of the action. Raises ActionExecutionRejection when a form does not take the
        message, ActionServerAway, and BadActionReply."""
        try:
            reply = await self.action_endpoint.request(json=self._action_call_format(tracker, domain))
        except ClientResponseError as error:
            refused = json.loads(error.text)
            raise ActionExecutionRejection(refused["action_name"], refused.get("error")) from None
        check_reply(reply)
        said = await self._utter_responses(reply.get("responses") or [], output_channel, nlg, tracker)
        return [*said, *as_events(reply.get("events") or [])]


def check_reply(reply: Any) -> None:
    """Raises BadActionReply unless events and responses are as Rasa describes them."""
    if not isinstance(reply, dict):
        raise BadActionReply("The action server's reply is no JSON object.")
    if not all(isinstance(response, dict) for response in reply.get("responses") or []):
        raise BadActionReply("The action server's reply has a response that is no object.")
    for event in reply.get("events") or []:
        kind = event.get("event") if isinstance(event, dict) else None
        if kind not in VALIDATORS:
            raise BadActionReply(f"The action server's reply has an event of the unknown kind {kind!r}.")
        try:
            VALIDATORS[kind].validate(event)
        except ValidationError as error:
            raise BadActionReply(f"The action server's reply has a wrong {kind} event: {error.json_path}.") from None


def use_turn_actions() -> None:
    """From now on Rasa makes its remote actions of this class; it has no setting for it."""
    rasa_actions.RemoteAction = rasa_forms.RemoteAction = TurnAction
