"""One address alone is not held up; where several ask, each has its share, and nobody is left waiting for ever."""
from __future__ import annotations

import asyncio

import pytest

from bot.guard import door as doors
from bot.guard.door import Door

LONG, SHORT = 5.0, 0.02


def run(conversation):
    return asyncio.run(asyncio.wait_for(conversation, 10))


def test_alone_nobody_waits():
    async def alone():
        door = Door(2)
        assert all([await door.enter("one", SHORT) for _ in range(50)])
    run(alone())


def test_beside_another_an_address_has_its_share_and_the_other_comes_in_at_once():
    async def crowded():
        door = Door(2)
        assert all([await door.enter("one", SHORT) for _ in range(5)])
        assert await door.enter("other", SHORT)
        assert not await door.enter("one", SHORT)
        for _ in range(4):
            door.leave("one")
        assert await door.enter("one", SHORT) and not await door.enter("one", SHORT)
    run(crowded())


def test_who_waits_comes_in_in_order_and_one_for_one():
    async def waiting():
        door, order = Door(1), []

        async def ask(number):
            assert await door.enter("one", LONG)
            order.append(number)
        await door.enter("other", SHORT)
        await door.enter("one", SHORT)
        tasks = [asyncio.create_task(ask(number)) for number in range(3)]
        for count in range(3):
            await asyncio.sleep(0)
            assert order == list(range(count))
            door.leave("one")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)
        assert order == [0, 1, 2]
    run(waiting())


def test_who_gives_up_or_hangs_up_takes_no_place():
    async def leaving():
        door = Door(1)
        await door.enter("other", SHORT)
        await door.enter("one", SHORT)
        gone = asyncio.create_task(door.enter("one", LONG))
        assert not await door.enter("one", SHORT)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        door.leave("one")
        assert await door.enter("one", SHORT)
    run(leaving())


def test_when_the_other_asks_no_more_all_come_in():
    async def alone_again():
        now = 0.0
        door = Door(1, now=lambda: now)
        await door.enter("other", SHORT)
        await door.enter("one", SHORT)
        now = doors.ASKS_SECONDS + 1
        assert await door.enter("one", SHORT) and await door.enter("one", SHORT)
    run(alone_again())


@pytest.mark.parametrize("seed", range(5))
def test_no_order_of_coming_and_going_loses_a_place(seed):
    async def rush():
        door, inside, most = Door(2), {"one": 0, "other": 0}, 0

        async def ask(number):
            nonlocal most
            address = "other" if (number * 7 + seed) % 3 else "one"
            if await door.enter(address, 0.001 * (number % 5)):
                inside[address] += 1
                most = max(most, *inside.values())
                await asyncio.sleep(0.0005 * ((number + seed) % 4))
                inside[address] -= 1
                door.leave(address)
        await door.enter("one", SHORT)
        await door.enter("other", SHORT)
        door.leave("one")
        door.leave("other")
        tasks = [asyncio.create_task(ask(number)) for number in range(200)]
        for task in tasks[::9]:
            asyncio.get_running_loop().call_later(0.002, task.cancel)
        await asyncio.gather(*tasks, return_exceptions=True)
        return most
    assert run(rush()) == 2


def test_beside_another_a_place_that_was_left_rests():
    async def resting():
        door = Door(1, rests_seconds=0.05)
        await door.enter("other", SHORT)
        await door.enter("one", SHORT)
        door.leave("one")
        assert not await door.enter("one", 0.01) and await door.enter("one", LONG)
    run(resting())


def test_alone_no_place_rests():
    async def alone():
        door = Door(1, rests_seconds=60.0)
        for _ in range(5):
            assert await door.enter("one", SHORT)
            door.leave("one")
    run(alone())
