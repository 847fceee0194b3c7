"""A form asks the action server as every action does: little is told, and a failure ends the turn's try."""
from __future__ import annotations

import asyncio

import pytest
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.rasa_engine.action_endpoint import ActionServerAway
from bot.rasa_engine.remote_action import TurnAction
from bot.rasa_engine.turn_form import TurnForm, action_of_ours

DOMAIN = Domain.from_dict({
    "intents": ["greet"],
    "slots": {"place": {"type": "text", "mappings": [{"type": "from_text"}]}},
    "forms": {"zone_form": {"required_slots": ["place"]}, "own_form": {"required_slots": ["place"]}},
    "actions": ["action_ask_zone_form_place", "validate_zone_form", "own_form"],
    "responses": {"utter_greet": [{"text": "您好"}]},
})


class Endpoint(EndpointConfig):
    """Keeps what it is asked; ``away`` is raised in place of an answer."""

    def __init__(self, away: Exception | None = None) -> None:
        super().__init__("local")
        self.calls, self.away = [], away

    async def request(self, method: str = "post", **options):
        self.calls.append(options["json"])
        if self.away:
            raise self.away
        return {"events": [{"event": "slot", "name": "place", "value": "金水区"}], "responses": []}


@pytest.fixture
def tracker():
    return DialogueStateTracker.from_events("web:a", [], DOMAIN.slots)


def validate(endpoint, tracker):
    return asyncio.run(
        TurnForm("zone_form", endpoint).validate_slots(
            {"place": "金水"}, tracker, DOMAIN, CollectingOutputChannel(), None
        )
    )


def ask(endpoint, tracker):
    return asyncio.run(
        TurnForm("zone_form", endpoint)._ask_for_slot(DOMAIN, None, CollectingOutputChannel(), "place", tracker)
    )


def test_a_validation_is_told_slots_and_forms_and_its_events_hold(tracker):
    endpoint = Endpoint()
    assert [event.value for event in validate(endpoint, tracker)] == ["金水区"]
    call = endpoint.calls[0]
    assert call["next_action"] == "validate_zone_form" and set(call["domain"]) == {"slots", "forms"}
    assert {"event": "slot", "name": "place", "value": "金水"} in call["tracker"]["events"]


def test_a_question_of_a_form_is_told_no_domain(tracker):
    endpoint = Endpoint()
    assert len(ask(endpoint, tracker)) == 1
    assert endpoint.calls[0]["next_action"] == "action_ask_zone_form_place" and "domain" not in endpoint.calls[0]


@pytest.mark.parametrize("work", [validate, ask])
def test_an_action_server_that_is_away_ends_the_try(work, tracker):
    with pytest.raises(ActionServerAway):
        work(Endpoint(ActionServerAway("The action server is away.")), tracker)


@pytest.mark.parametrize(("name", "made"), [
    ("validate_zone_form", TurnAction), ("zone_form", TurnForm), ("own_form", TurnAction), ("utter_greet", None),
    ("action_listen", None),
])
def test_which_actions_are_ours(name, made):
    action = action_of_ours(name, DOMAIN, None)
    assert action is None if made is None else type(action) is made
