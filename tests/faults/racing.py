"""Two processes race for one conversation: pairs of messages, or one message twice, sent to both at the same
instant."""
from __future__ import annotations

import asyncio
import random

import aiohttp
from faults.client import Client
from faults.history import Attempt
from faults.outcome import Outcome, judge
from faults.record import stored_turns
from faults.topology import Grown

AT_ONCE = 4
# In one conversation; more would meet the limit of messages a minute.
PAIRS_A_CONVERSATION = 50
PATIENCE_SECONDS = 60


def racing(town: Grown, pairs: int, say=print) -> Outcome:
    """Half of the pairs are two messages, half are the same message twice."""
    attempts = asyncio.run(race(town, pairs, say))
    return judge("two race on one conversation", f"{pairs} pairs", attempts, stored_turns(town.postgres.url))


async def race(town: Grown, pairs: int, say) -> list[Attempt]:
    """All pairs, in conversations of which a few go on at once."""
    full, rest = divmod(pairs, PAIRS_A_CONVERSATION)
    shares = [PAIRS_A_CONVERSATION] * full + [rest] * bool(rest)
    bases = [f"{process.url}/webhooks/web" for process in town.serving]
    clients: list[Client] = []

    async def work_off() -> None:
        while shares:
            share = shares.pop()
            one, other = (Client(http, base, PATIENCE_SECONDS, town.about) for base in bases)
            clients.extend((one, other))
            await run_pairs(one, other, share)
            say(f"racing: {len(clients) // 2} conversations of {full + bool(rest)}")

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(work_off() for _ in range(AT_ONCE)))
        return [attempt for client in clients for attempt in client.attempts]


async def run_pairs(one: Client, other: Client, pairs: int) -> None:
    """One conversation with a client at either process, its pairs one after the other."""
    while not await one.open_session():
        await asyncio.sleep(0.5)
    other.token, other.conversation = one.token, one.conversation
    for number in range(pairs):
        question, same = random.choice(list(one.about)), number % 2 == 1
        second = question if same else random.choice(list(one.about))
        names = (f"m{2 * number + 1}", f"m{2 * number + (1 if same else 2)}")
        await asyncio.gather(one.insist(names[0], question), other.insist(names[1], second))
        for client in (one, other):
            await client.pick_up_all(PATIENCE_SECONDS)
