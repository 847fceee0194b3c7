"""So many at a time, in order, and never shut for good."""
from __future__ import annotations

import asyncio
import random

from hypothesis import given
from hypothesis import strategies as st

from bot.turns.fair_semaphore import FairSemaphore


def test_who_came_first_goes_first():
    went = []

    async def one(places, name):
        async with places.hold(5):
            went.append(name)
            await asyncio.sleep(0.001)

    async def story():
        places = FairSemaphore(2)
        await asyncio.gather(*(one(places, name) for name in range(20)))
    asyncio.run(story())
    assert went == list(range(20))


def test_who_waited_long_enough_goes_on_without_a_place():
    async def story():
        places = FairSemaphore(1)
        async with places.hold(1) as first, places.hold(0.01) as second:
            pass
        async with places.hold(0) as third:
            return first, second, third
    assert asyncio.run(story()) == (True, False, True)


@given(st.integers(1, 4), st.integers(1, 40), st.integers())
def test_whatever_happens_no_place_is_lost_and_none_is_given_twice(count, tasks, seed):
    dice, inside, most = random.Random(seed), 0, 0

    async def one(places):
        nonlocal inside, most
        await asyncio.sleep(dice.choice((0, 0, 0.001)))
        async with places.hold(dice.choice((0, 0.0005, 0.001, 1))) as taken:
            inside += taken
            most = max(most, inside)
            try:
                await asyncio.sleep(dice.choice((0, 0.0005, 0.001)))
            finally:
                inside -= taken

    async def story():
        places = FairSemaphore(count)
        going = [asyncio.create_task(one(places)) for _ in range(tasks)]
        for task in dice.sample(going, tasks // 4):
            asyncio.get_running_loop().call_later(dice.choice((0, 0.0005, 0.001)), task.cancel)
        await asyncio.gather(*going, return_exceptions=True)
        return places.free
    assert asyncio.run(story()) == count and most <= count
