"""A conversation that is loaded from a snapshot stands where all its events would have brought it."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_engine.tracker_store import as_events
from bot.stores.context import FOLD_AT, KEPT_TURNS, Context

NAMES = ("place", "zone_kind", "requested_slot", "told")
SLOTS = st.builds(lambda name, value: {"event": "slot", "name": name, "value": value},
                  st.sampled_from(NAMES), st.sampled_from([None, "低风险区", 3, ["甲", "乙"]]))
LOOPS = st.builds(
    lambda name: {"event": "active_loop", "name": name}, st.sampled_from([None, "venue_form", "zone_form"])
)
ACTIONS = st.builds(
    lambda name: {"event": "action", "name": name},
    st.sampled_from(["utter_faq", "venue_form", "action_start_question"])
)
BOT = st.builds(lambda text: {"event": "bot", "text": text, "data": {}}, st.sampled_from(["甲", "乙"]))
ANEW = st.just({"event": "session_started"})
USER = st.builds(
    lambda text: {
        "event": "user", "text": text, "parse_data": {"text": text, "intent": {"name": "why"}, "entities": []}
    },
    st.sampled_from(["为啥", "理发店呢"]),
)
LISTEN = {"event": "action", "name": "action_listen"}
TURNS = st.builds(lambda before, user, after: [*before, user, *after, LISTEN],
                  st.lists(st.one_of(ANEW, SLOTS), max_size=1), USER,
                  st.lists(st.one_of(SLOTS, SLOTS, LOOPS, ACTIONS, BOT), max_size=5))


def tracker(events) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("web:a", as_events(events), [AnySlot(name, [{}]) for name in NAMES])


def state(conversation: DialogueStateTracker) -> tuple:
    return (
        {name: slot.value for name, slot in conversation.slots.items()}, conversation.active_loop_name,
        conversation.latest_message, conversation.latest_action_name, conversation.followup_action,
        conversation.is_paused(),
    )


def talked(turns) -> Context:
    context = Context()
    for number, events in enumerate(turns, 1):
        context = context.after(number, events)
    return context


@given(st.lists(TURNS, min_size=1, max_size=3 * FOLD_AT))
def test_slots_loop_and_last_turns_are_those_of_a_full_replay(turns):
    short = talked(turns)
    assert state(tracker(short.events)) == state(tracker([event for turn in turns for event in turn]))
    whole = [list(events) for _, events in short.turns]
    assert whole == turns[-len(whole):] and (len(whole) == len(turns) or len(whole) >= KEPT_TURNS)


@given(st.lists(TURNS, min_size=FOLD_AT, max_size=4 * FOLD_AT))
def test_what_is_loaded_does_not_grow_with_the_conversation(turns):
    short = talked(turns)
    assert len(short.turns) < FOLD_AT and len(short.snapshot.events) <= len(NAMES) + 1


@given(st.lists(TURNS, min_size=FOLD_AT, max_size=2 * FOLD_AT), st.lists(TURNS, max_size=5))
def test_it_does_not_matter_how_often_it_was_folded(first, then):
    once, twice = talked([*first, *then]), talked(first).folded()
    for number, events in enumerate(then, len(first) + 1):
        twice = twice.after(number, events)
    assert state(tracker(once.events)) == state(tracker(twice.events))
