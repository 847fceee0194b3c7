"""What processes agree on: one change at a time, one current model, whoever decides first."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.model_rollout.store import ChangeUnderWay, ModelStore
from bot.model_rollout.tables import ServingProcessRow
from bot.model_rollout.vote import CURRENT, PROPOSED, READY, REFUSED, ROLLBACK, USE, WAITING, Vote
from knowledge import clock
from knowledge.database import open_engine, transaction


@pytest.fixture
def store(tmp_path):
    store = ModelStore(open_engine(f"sqlite:///{tmp_path / 'models.db'}"))
    store.start_with("first", "0", "first")
    for process in "ab":
        store.arrive(process, f"host:{process}", "first")
    return store


def all_ready(store, change: int) -> None:
    for process in "ab":
        store.vote(change, Vote(process, f"host:{process}", READY))
    store.decide(change)


def make_silent(store, process: str, **since) -> None:
    with transaction(store.engine) as session:
        seen = clock.machine_utc() - timedelta(**since)
        session.execute(update(ServingProcessRow).where(ServingProcessRow.id == process).values(seen_at=seen))


def test_a_change_is_current_when_all_are_ready(store):
    change = store.propose("second", "1", "first", USE)
    assert {vote.outcome for vote in store.votes(change)} == {WAITING}
    store.vote(change, Vote("a", "host:a", READY))
    store.decide(change)
    assert store.change(CURRENT).name == "first" and store.change(PROPOSED).id == change
    all_ready(store, change)
    assert store.change(CURRENT).id == change and store.change(PROPOSED) is None
    assert store.before(store.change(CURRENT)).name == "first"


def test_a_refused_change_leaves_the_current_one(store):
    change = store.propose("second", "1", "first", USE)
    store.vote(change, Vote("a", "host:a", REFUSED, "its file is broken."))
    store.decide(change)
    assert (store.find(change).state, store.find(change).reason) == (REFUSED, "host:a: its file is broken.")
    assert store.change(CURRENT).name == "first"


def test_two_changes_at_once_are_refused(store):
    store.propose("second", "1", "first", USE)
    with pytest.raises(ChangeUnderWay, match="Another change of model is under way"):
        store.propose("third", "2", "first", USE)


def test_of_many_who_propose_at_once_one_succeeds(store):
    def propose(number: int) -> bool:
        try:
            return bool(store.propose(f"model-{number}", "1", "first", USE))
        except ChangeUnderWay:
            return False
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(propose, range(16))) == 1


def test_many_who_decide_at_once_decide_once(store):
    for number in range(10):
        change = store.propose(f"model-{number}", "1", "first", USE)
        for process in "ab":
            store.vote(change, Vote(process, f"host:{process}", READY))
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(store.decide, [change] * 8))
        assert store.change(CURRENT).id == change


def test_going_back_and_back_again(store):
    all_ready(store, store.propose("second", "1", "first", USE))
    former = store.before(store.change(CURRENT))
    all_ready(store, store.propose(former.name, former.digest, "first", ROLLBACK))
    assert store.change(CURRENT).name == "first" and store.before(store.change(CURRENT)).name == "second"


def test_a_process_that_ends_over_a_model_refuses_it(store):
    change = store.propose("second", "1", "first", USE)
    store.vote(change, Vote("a", "host:a", READY))
    make_silent(store, "b", seconds=11)
    store.decide(change)
    assert store.find(change).reason == "host:b: it ended before it was ready."


def test_who_is_silent_does_not_live_and_is_forgotten_in_the_end(store):
    make_silent(store, "b", hours=2)
    assert [one.label for one in store.living()] == ["host:a"]
    store.arrive("c", "host:c", "first")
    store.beat("b")
    assert [one.label for one in store.living()] == ["host:a", "host:c"]


def test_the_model_of_a_start_is_written_down_once(store):
    number = store.change(CURRENT).id
    store.start_with("first", "0", "first")
    assert store.change(CURRENT).id == number
    store.start_with("second", "1", "second")
    assert store.change(CURRENT).name == "second"
