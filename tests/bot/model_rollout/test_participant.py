"""Several serving processes over one store agree on a model: all switch, or none."""
from __future__ import annotations

import asyncio
import gc
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from bot.model_rollout import participant as rooms
from bot.model_rollout.current import CurrentAgent
from bot.model_rollout.files import digest_of
from bot.model_rollout.participant import RolloutParticipant
from bot.model_rollout.vote import CURRENT, PROPOSED, REFUSED, USE
from bot.rasa_engine.agent import Question
from bot.serve.gc_tuning import settle


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Looks ten times as often; nothing else is different."""
    monkeypatch.setattr(rooms, "LOOKS_EVERY_SECONDS", 0.1)
    monkeypatch.setattr(rooms, "LOOKS_SOON_SECONDS", 0.05)


@pytest.fixture
def make_room(store, make_agent, folder):
    def make(models: Path = folder) -> RolloutParticipant:
        return RolloutParticipant(CurrentAgent(make_agent(folder / "one.tar.gz")), store, models, make_agent)
    return make


@asynccontextmanager
async def opened(*several: RolloutParticipant):
    for room in several:
        await room.open()
    try:
        yield several
    finally:
        for room in several:
            await room.close()


async def until(said) -> None:
    for _ in range(600):
        if said():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it did not come true within a minute")


def propose(store, folder: Path, name: str) -> int:
    return store.propose(name, digest_of(folder / f"{name}.tar.gz"), "one", USE)


def test_all_switch_and_answer_with_the_new_one(store, folder, make_room):
    async def change():
        async with opened(make_room(), make_room()) as (a, b):
            number = propose(store, folder, "other")
            await until(lambda: a.current.model == b.current.model == "other")
            assert store.change(CURRENT).id == number
            await until(lambda: [one.model for one in store.living()] == ["other", "other"])
            reply, _ = await b.current.answer(Question("web:1", "web", "四定是哪四定"), [])
            return reply.receipt.model
    assert asyncio.run(change()) == "other"
    assert store.living() == []


def test_where_one_has_no_such_file_nobody_switches(store, folder, make_room, tmp_path):
    (tmp_path / "models").mkdir()

    async def change():
        async with opened(make_room(), make_room(tmp_path / "models")) as (a, b):
            number = propose(store, folder, "other")
            await until(lambda: store.find(number).state != PROPOSED)
            await asyncio.sleep(0.5)
            return store.find(number), a.current.model, b.current.model, b.label
    found, a, b, label = asyncio.run(change())
    assert (found.state, a, b) == (REFUSED, "one", "one")
    assert f"{label}: There is no model other in {tmp_path / 'models'}" in found.reason


def test_a_broken_file_is_refused_and_the_next_one_is_taken(store, folder, make_room):
    async def change():
        async with opened(make_room()) as (a,):
            broken = propose(store, folder, "broken")
            await until(lambda: store.find(broken).state != PROPOSED)
            assert a.current.model == "one"
            propose(store, folder, "other")
            await until(lambda: a.current.model == "other")
            return store.find(broken)
    found = asyncio.run(change())
    assert found.state == REFUSED and "broken.tar.gz cannot be loaded" in found.reason


def test_one_that_slept_through_the_vote_follows_when_it_wakes(store, folder, make_room):
    async def change():
        sleeper = make_room()
        async with opened(make_room(), sleeper) as (a, _):
            for task in sleeper._tasks:
                task.cancel()
            store.leave(sleeper.id)
            propose(store, folder, "other")
            await until(lambda: a.current.model == "other")
            assert sleeper.current.model == "one"
            await sleeper.look()
            return sleeper.current.model
    assert asyncio.run(change()) == "other"


def test_what_another_process_came_up_with_binds_only_itself(store, folder, make_room):
    async def start_another():
        async with opened(make_room()) as (a,):
            store.start_with("other", digest_of(folder / "other.tar.gz"), "other")
            await asyncio.sleep(0.5)
            return a.current.model
    assert asyncio.run(start_another()) == "one"


@pytest.fixture
def settled():
    """The collector looks at models only, as in a serving process."""
    settle()
    yield
    gc.unfreeze()


def test_the_loop_goes_on_while_a_model_is_loaded(store, folder, make_room, settled):
    """Loading takes seconds; the longest that anybody waits for is a small part of it, however busy the machine is."""
    async def change():
        beats = []

        async def beat():
            while True:
                beats.append(asyncio.get_running_loop().time())
                await asyncio.sleep(0.01)

        async with opened(make_room()) as (a,):
            ticking = asyncio.create_task(beat())
            propose(store, folder, "other")
            await until(lambda: a.current.model == "other")
            ticking.cancel()
        return max(later - sooner for sooner, later in pairwise(beats)), beats[-1] - beats[0]

    longest, all_in_all = asyncio.run(change())
    assert longest < max(0.5, all_in_all / 4)
