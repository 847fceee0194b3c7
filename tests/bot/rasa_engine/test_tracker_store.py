"""A tracker that remembers which events apply says the same as Rasa's, whatever comes one after the other."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_engine.tracker_store import TurnTracker

ACTIONS = st.sampled_from(["action_listen", "action_session_start", "utter_greet", "form", "other_form"])
EVENTS = st.one_of(
    st.builds(ActionExecuted, ACTIONS), st.builds(ActiveLoop, st.sampled_from(["form", "other_form", None])),
    st.builds(ActionExecutionRejected, ACTIONS), st.builds(SlotSet, st.just("place"), st.integers(0, 3)),
    st.builds(UserUttered, st.sampled_from(["你好", "在吗"])), st.builds(BotUttered, st.just("您好")),
    st.builds(DefinePrevUserUtteredFeaturization, st.booleans()), st.builds(FollowupAction, ACTIONS),
    st.builds(LoopInterrupted, st.booleans()),
    *(st.builds(kind) for kind in (ActionReverted, Restarted, SessionStarted, UserUtteranceReverted)),
)
SLOTS = [AnySlot("place", mappings=[{"type": "custom"}])]


@given(st.lists(st.tuples(EVENTS, st.booleans()), max_size=30))
def test_the_same_events_apply(events: list[tuple[Event, bool]]):
    ours, theirs = TurnTracker("same", SLOTS), DialogueStateTracker("same", SLOTS)
    for event, looked_at in events:
        for tracker in (ours, theirs):
            tracker.update(event)
        if looked_at:
            assert [id(one) for one in ours.applied_events()] == [id(one) for one in theirs.applied_events()]
    assert [id(one) for one in ours.applied_events()] == [id(one) for one in theirs.applied_events()]
