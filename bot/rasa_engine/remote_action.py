"""Asking the action server, as Rasa does but in a tenth of the time.

Rasa describes the whole domain and all of every event in each call, holds each event of the answer against the schemas
of all thirty kinds, and walks through all classes for each event it reads: together more than the actions themselves
take."""
from __future__ import annotations

import json
from typing import Any

import rasa
from jsonschema_rs import Draft202012Validator, ValidationError
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import ClientResponseError

from bot.rasa_engine.tracker_store import as_events

EVERY_EVENT = {key: value for key, value in EVENT_SCHEMA.items() if key != "oneOf"}
VALIDATORS = {
    kind["properties"]["event"]["const"]: Draft202012Validator({**EVERY_EVENT, "allOf": [kind]})
    for kind in EVENT_SCHEMA["oneOf"]
}
NEEDS_DOMAIN = "validate_"
# What actions read of an event by its kind, beside its name; words, scores, instants and buttons are most of
# a call's bytes.
READ = {"bot": ("metadata",), "slot": ("value",)}
READ_OF_PARSE_DATA = ("intent", "entities")
# Where an event and a domain keep what is told of them.
TOLD, DESCRIBED = "_told_to_actions", "_described_to_actions"


class BadActionReply(ValueError):
    """The action server sent what is no reply of an action; the message says what is wrong with it."""


def described(domain: Domain) -> dict[str, Any]:
    """Slots and forms of a domain; made once for each model."""
    if DESCRIBED not in domain.__dict__:
        domain.__dict__[DESCRIBED] = {"slots": domain.as_dict()["slots"], "forms": domain.forms}
    return domain.__dict__[DESCRIBED]


class TurnAction(RemoteAction):
    """A custom action; whatever fails is raised, so that the turn is tried again as a whole."""

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        """The call: the state, of each event what actions read, and of the domain, for the validation of forms, its
        slots and forms."""
        state = {**tracker.current_state(EventVerbosity.NONE), "events": [told(event) for event in tracker.events]}
        call: dict[str, Any] = {
            "next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state, "version": rasa.__version__
        }
        if self.name().startswith(NEEDS_DOMAIN):
            call["domain"] = described(domain)
        return call

    async def run(
        self, output_channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker,
        domain: Domain
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


def told(event: Event) -> dict[str, Any]:
    """An event as actions are told of it; made once, since events never change and a conversation is told in each call.
    No event is left out: what was set last, and by what, the SDK reads from what stands between."""
    known = event.__dict__.get(TOLD)
    if known is None:
        whole = event.as_dict()
        known = {key: whole[key] for key in ("event", "name", *READ.get(event.type_name, ())) if key in whole}
        if "parse_data" in whole:
            known["parse_data"] = {key: whole["parse_data"].get(key) for key in READ_OF_PARSE_DATA}
        event.__dict__[TOLD] = known
    return known


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
            place = ".".join(map(str, error.instance_path)) or "a part is missing"
            raise BadActionReply(f"The action server's reply has a wrong {kind} event: {place}.") from None
