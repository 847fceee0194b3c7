"""Actions in the serving process: what fails, hangs or meddles there ends its own try and nothing else."""
from __future__ import annotations

import asyncio
import threading

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.monitoring.readiness import NotReady
from bot.rasa_engine.action_endpoint import ActionServerAway
from bot.rasa_engine.actions_here import MOST_HANGING, ActionsHere
from knowledge import clock

WITHIN = 0.2
LET_GO = threading.Event()


class ActionBlocks(Action):
    def name(self):
        return "action_that_blocks"

    def run(self, dispatcher, tracker, domain):
        LET_GO.wait(20)


class ActionFails(Action):
    def name(self):
        return "action_that_fails"

    def run(self, dispatcher, tracker, domain):
        raise ValueError(tracker.latest_message["text"])


class ActionRejects(Action):
    def name(self):
        return "action_that_rejects"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection(self.name())


class ActionMeddles(Action):
    def name(self):
        return "action_that_meddles"

    def run(self, dispatcher, tracker, domain):
        tracker.latest_message["text"] = tracker.slots["where"] = "别的"
        dispatcher.utter_message(text="好")


@pytest.fixture()
def actions():
    LET_GO.clear()
    yield ActionsHere(within=WITHIN)
    LET_GO.set()


def call(name: str) -> dict:
    state = {
        "sender_id": "x", "slots": {"where": "这里"}, "latest_message": {"text": "我住煤仓街"}, "events": [], "paused": False,
        "active_loop": {}
    }
    return {"next_action": name, "sender_id": "x", "tracker": state}


def test_what_an_action_says_comes_back_as_from_the_server_and_nothing_it_changes_is_changed(actions):
    asked = call("action_that_meddles")
    answer = asyncio.run(actions.request(json=asked))
    assert answer["responses"][0]["text"] == "好" and asked == call("action_that_meddles")


def test_a_failure_ends_the_try_and_tells_nothing_of_what_was_said(actions):
    with pytest.raises(ActionServerAway) as told:
        asyncio.run(actions.request(json=call("action_that_fails")))
    assert str(told.value) == "An action failed: ValueError."


def test_a_form_that_rejects_says_so_as_the_server_does(actions):
    with pytest.raises(ClientResponseError) as told:
        asyncio.run(actions.request(json=call("action_that_rejects")))
    assert told.value.status == 400 and "action_that_rejects" in told.value.text


def test_an_unknown_action_is_a_failure(actions):
    with pytest.raises(ActionServerAway, match="ActionNotFoundException"):
        asyncio.run(actions.request(json=call("action_of_nobody")))


def test_an_action_that_blocks_keeps_neither_the_event_loop_nor_the_next_action(actions):
    async def both():
        blocked = asyncio.create_task(actions.request(json=call("action_that_blocks")))
        latest = 0.0
        while not blocked.done():
            asked = clock.machine_seconds()
            await asyncio.sleep(0.01)
            latest = max(latest, clock.machine_seconds() - asked)
        return blocked.exception(), await actions.request(json=call("action_that_meddles")), latest

    failed, answered, latest = asyncio.run(both())
    assert isinstance(failed, ActionServerAway) and answered["responses"] and latest < WITHIN
    assert len(actions.hanging) == 1


def test_when_too_many_hang_it_is_not_ready_until_they_let_go(actions):
    async def all_of_them():
        for _ in range(MOST_HANGING + 1):
            with pytest.raises(ActionServerAway, match="within"):
                await actions.request(json=call("action_that_blocks"))
        with pytest.raises(NotReady, match="hang"):
            await actions.look()
        with pytest.raises(ActionServerAway, match="hang"):
            await actions.request(json=call("action_that_meddles"))
        LET_GO.set()
        for thread in actions.hanging:
            await asyncio.to_thread(thread.thread.join, 5)
        await actions.look()

    asyncio.run(all_of_them())
    assert actions.hanging == []
