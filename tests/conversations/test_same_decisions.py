"""The quick parts of a turn decide as the parts of Rasa in whose place they stand, in every written conversation."""
from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

import pytest
from conversation_files import FOLDER, read_conversations
from conversation_play import as_question
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from support import MORNING

from bot.model_rollout.present import present_model
from bot.rasa_engine.agent import Collector
from bot.rasa_engine.bounded_rule_policy import BoundedRulePolicy
from bot.rasa_engine.tracker_store import as_events

CONVERSATIONS = [talk for file in sorted(FOLDER.glob("*.yml")) for talk in read_conversations(file)][::5]


@pytest.fixture(scope="module")
def stock_policy(askers, tmp_path_factory) -> RulePolicy:
    """The same trained policy, loaded as Rasa loads it."""
    model = present_model(askers.at(MORNING).settings.var / "models")
    folder: Path = tmp_path_factory.mktemp("model")
    _, runner = load_predict_graph_runner(folder, model, LocalModelStorage, DaskGraphRunner)
    components = [node._component for node in runner._instantiated_nodes.values()]
    return next(component for component in components if isinstance(component, RulePolicy))


def events_of(asker, conversation, name: str = "") -> list:
    """What a written conversation leaves in the tracker, none of it folded."""
    name, last, events = name or f"same:{uuid.uuid4().hex}", None, []
    for exchange in conversation.exchanges:
        question = as_question(name, exchange, last)
        if question is None:
            break
        reply, new = asyncio.run(asker.talker.answer(question, events))
        events, last = [*events, *new], reply.as_json()
    return as_events(events)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda talk: talk.name)
def test_each_step_is_the_one_that_rasa_would_take(askers, stock_policy, conversation):
    asker = askers.at(conversation.now)
    processor = asker.talker.processor
    quick = processor.graph_runner.component(BoundedRulePolicy)
    tracker = DialogueStateTracker.from_events("same", [], processor.domain.slots)
    decided = 0
    for event in events_of(asker, conversation):
        if isinstance(event, ActionExecuted) and tracker.latest_message and tracker.latest_message.text:
            ours, theirs = (
                policy.predict_action_probabilities(tracker, processor.domain) for policy in (quick, stock_policy)
            )
            assert ours.probabilities == theirs.probabilities and ours.events == theirs.events
            decided += 1
        tracker.update(event)
    assert decided >= len(conversation.exchanges)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda talk: talk.name)
def test_the_slots_that_a_message_cannot_fill_are_left_out_and_no_others(askers, conversation):
    asker = askers.at(conversation.now)
    processor, channel = asker.talker.processor, Collector("web")
    tracker, told = DialogueStateTracker.from_events("same", [], processor.domain.slots), 0
    for event in events_of(asker, conversation):
        tracker.update(event)
        if isinstance(event, UserUttered):
            few, all_of_them = (
                asyncio.run(ActionExtractSlots(None).run(channel, processor.nlg, tracker, domain))
                for domain in (processor.slots.domain_for(event.entities), processor.domain)
            )
            assert few == all_of_them
            told += 1
    assert (
        told == len(conversation.exchanges) and len(processor.slots.domain_for([]).slots) < len(processor.domain.slots)
    )


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda talk: talk.name)
def test_the_tracker_at_hand_is_the_one_that_the_events_make(askers, conversation):
    asker = askers.at(conversation.now)
    store = asker.talker.store
    events_of(asker, conversation, conversation.name)
    known, at_hand = store.at_hand.pop(conversation.name)
    made = DialogueStateTracker.from_events(at_hand.sender_id, as_events(known), store.domain.slots)
    assert at_hand.current_state(EventVerbosity.ALL) == made.current_state(EventVerbosity.ALL)
    assert at_hand.applied_events() == made.applied_events() and at_hand.active_loop == made.active_loop
    assert at_hand.past_states(store.domain) == made.past_states(store.domain)
