"""The checker finds nothing in a history that kept every promise, and finds each broken promise put into one."""
from __future__ import annotations

from dataclasses import replace

import pytest
from faults.history import BROKEN, Answer, Attempt, Stored, check, gather
from hypothesis import given, settings
from hypothesis import strategies as st

TOPICS = ("testing", "schools", "masks", "parcels")


def told(topic: str) -> Answer:
    return Answer(topic, f"words about {topic}")


@st.composite
def kept_histories(draw) -> tuple[list[Attempt], list[Stored]]:
    """Clients that send in order, try again, get it late or twice; a store that lost and doubled nothing."""
    attempts, stored = [], []
    for conversation in range(draw(st.integers(1, 3))):
        now = draw(st.floats(0, 10))
        for number in range(1, draw(st.integers(2, 6)) + 1):
            tries, turn, now = draw(message_at(f"c{conversation}", number, now))
            attempts += tries
            stored.append(turn)
    return draw(st.permutations(attempts)), draw(st.permutations(stored))


@st.composite
def message_at(draw, conversation: str, number: int, now: float) -> tuple[list[Attempt], Stored, float]:
    """One message from ``now`` on: refused or broken tries, then an answer at once or later, perhaps once more."""
    topic = draw(st.sampled_from(TOPICS))
    outcomes = draw(st.lists(st.sampled_from((None, 503)), max_size=3))
    outcomes += draw(st.sampled_from(((200,), (202, 200), (202, 202, 200), (200, 200))))
    tries = []
    for status in outcomes:
        got = now + draw(st.floats(0.01, 3))
        tries.append(Attempt(
            conversation, f"m{number}", f"about {topic}?", topic, now, got, status,
            told(topic) if status == 200 else None
        ))
        now = got
    # Picked up late: the next message was sent after the acknowledgement, not after the answer.
    acknowledged = min(a.got_at for a in tries if a.acknowledged)
    turn = Stored(conversation, f"m{number}", number, f"about {topic}?", told(topic), 1, number * 100.0)
    return tries, turn, acknowledged + draw(st.floats(0.01, 2))


@given(kept_histories())
def test_a_history_that_kept_every_promise_has_no_fault(history):
    findings = check(*history)
    assert findings.broken == [] and findings.messages == len(history[1])


def without(items: list, unwanted) -> list:
    return [item for item in items if not unwanted(item)]


def is_first(item) -> bool:
    return (item.conversation, item.id) == ("c0", "m1")


def changed(items: list, **fields) -> list:
    return [replace(item, **fields) if is_first(item) else item for item in items]


def never_answered(attempts, stored):
    return changed(attempts, answer=None), changed(stored, answer=None, heard=0)


def answered_with_nothing(attempts, stored):
    """Rasa's `200 []`: acknowledged, said nothing."""
    return [replace(a, status=200, answer=None) if is_first(a) else a for a in attempts], without(stored, is_first)


def answered_and_not_stored(attempts, stored):
    return attempts, without(stored, is_first)


def answered_and_not_heard(attempts, stored):
    return attempts, changed(stored, heard=0)


def given_up(attempts, stored):
    return changed(attempts, status=None, answer=None), without(stored, is_first)


def answered_in_two_ways(attempts, stored):
    last = max((a for a in attempts if is_first(a)), key=lambda a: a.got_at)
    again = replace(last, got_at=last.got_at + 1, answer=replace(last.answer, said="other words"))
    return [*attempts, again], stored


def stored_otherwise_than_told(attempts, stored):
    return attempts, [replace(t, answer=replace(t.answer, said="other words")) if is_first(t) else t for t in stored]


def two_turns_for_one_message(attempts, stored):
    return attempts, [*stored, replace(next(t for t in stored if is_first(t)), heard=0, answer=None)]


def heard_twice(attempts, stored):
    return attempts, changed(stored, heard=2)


def turns_exchanged(attempts, stored):
    numbers = {1: 2, 2: 1}
    return attempts, [
        replace(t, number=numbers.get(t.number, t.number), done_at=None) if t.conversation == "c0" else t
        for t in stored
    ]


def overtaken(attempts, stored):
    return attempts, [replace(t, done_at=0.0) if (t.conversation, t.id) == ("c0", "m2") else t for t in stored]


def answered_for_another(attempts, stored):
    foreign = told("somebody else's question")
    return (
        [replace(a, answer=foreign) if is_first(a) and a.answer else a for a in attempts],
        changed(stored, answer=foreign)
    )


def stored_with_anothers_words(attempts, stored):
    return attempts, changed(stored, question="somebody else's question")


BREAKS = {
    never_answered: "lost", answered_with_nothing: "lost", answered_and_not_stored: "lost",
    answered_and_not_heard: "lost",
    given_up: "unanswered", answered_in_two_ways: "doubled", stored_otherwise_than_told: "doubled",
    two_turns_for_one_message: "doubled", heard_twice: "doubled", turns_exchanged: "reordered", overtaken: "reordered",
    answered_for_another: "foreign", stored_with_anothers_words: "foreign",
}


@pytest.mark.parametrize("break_it", BREAKS, ids=lambda f: f.__name__)
@settings(max_examples=25)
@given(history=kept_histories())
def test_each_broken_promise_is_found_and_called_by_its_name(break_it, history):
    findings = check(*break_it(*history))
    assert {kind for kind in BROKEN if findings.count(kind)} == {BREAKS[break_it]}, findings.broken


@given(kept_histories())
def test_an_apology_is_counted_and_breaks_no_promise(history):
    sorry = Answer("out_of_scope", "sorry", apology=True)
    attempts = [replace(a, answer=sorry) if is_first(a) and a.answer else a for a in history[0]]
    findings = check(attempts, changed(history[1], answer=sorry, heard=0))
    assert findings.broken == [] and findings.count("apologised") == 1


@given(kept_histories())
def test_messages_sent_side_by_side_may_be_taken_in_either_order(history):
    attempts, stored = turns_exchanged(*history)
    together = [replace(a, sent_at=0.0) if a.conversation == "c0" else a for a in attempts]
    assert check(together, stored).broken == []


@given(kept_histories())
def test_turns_of_other_clients_are_not_judged(history):
    attempts, stored = history
    stranger = Stored("another conversation", "m1", 1, "?", None, 0)
    assert check(attempts, [*stored, stranger]).broken == []
    assert len(gather(attempts, [*stored, stranger])) == len(stored)
