"""The official server delivers each WeChat message one to five times, to either process, some while the first runs."""
from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import aiohttp
from faults.history import Findings, Stored
from faults.outcome import Outcome
from faults.record import stored_turns
from faults.topology import Grown
from wechat import fields_of, push, reply_text

from knowledge import clock

MOST_DELIVERIES = 5
# Messages of one resident, each sent when the one before is answered.
MESSAGES_EACH = 4
RESIDENTS_AT_ONCE = 6
# Some deliveries come together, some when the first has been answered.
APART_SECONDS = (0.0, 0.0, 0.0, 0.02, 0.1, 0.5)
WITHIN_SECONDS = 4.5


@dataclass
class Delivered:
    """One message: who sent it, its MsgId, and for each delivery the words in return (None for "success") and
    seconds."""

    openid: str
    id: str
    said: list[str | None] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def redelivered(town: Grown, messages: int, say=print, seed: str = "deliveries") -> Outcome:
    """All messages; the store must hold one turn for each, and all words for one message must be the same."""
    delivered = asyncio.run(deliver_all(town, messages, random.Random(seed), say))
    stored: dict[tuple[str, str], list[Stored]] = defaultdict(list)
    for turn in stored_turns(town.postgres.url):
        stored[turn.conversation, turn.id].append(turn)
    found = defaultdict(list)
    for message in delivered:
        for kind, reason in faults_of(message, stored[f"wechat:{message.openid}", message.id]):
            found[kind].append(f"{message.openid} {message.id}: {reason}")
    waits = sorted(seconds for message in delivered for seconds in message.seconds)
    figures = {
        "tries more": len(waits) - len(delivered), "p99": round(waits[int(len(waits) * 0.99)], 2),
        "slowest": round(waits[-1], 2),
        "success said": sum(words is None for message in delivered for words in message.said),
    }
    findings = Findings(len(delivered), {kind: tuple(lines) for kind, lines in found.items()})
    return Outcome(
        "WeChat delivers again", f"{len(waits)} deliveries", findings, figures, limits={"slowest": WITHIN_SECONDS}
    )


def faults_of(message: Delivered, turns: list[Stored]) -> Iterator[tuple[str, str]]:
    """What is wrong with one message: kind and reason."""
    words = {said for said in message.said if said is not None}
    if len(words) > 1:
        yield "doubled", "answered in two ways"
    if len(turns) > 1 or any(turn.heard > 1 for turn in turns):
        yield "doubled", "taken for two messages"
    if not any(turn.answer and turn.heard for turn in turns):
        yield "lost", "the store has no answer"
    if not words:
        yield "unanswered", "no words came back"


async def deliver_all(town: Grown, messages: int, dice: random.Random, say) -> list[Delivered]:
    """A few residents at a time ask their messages one after the other."""
    addresses, questions = [process.url for process in town.serving], list(town.about)
    residents = [f"oAgain{start}" for start in range(0, messages, MESSAGES_EACH)]
    delivered: list[Delivered] = []

    async def work_off(http: aiohttp.ClientSession) -> None:
        while residents:
            openid = residents.pop()
            for _ in range(MESSAGES_EACH):
                fields = fields_of(openid, Content=dice.choice(questions))
                message = Delivered(openid, str(fields["MsgId"]))
                delivered.append(message)
                times = dice.randint(1, MOST_DELIVERIES)
                await asyncio.gather(*(deliver(http, addresses, fields, message, dice) for _ in range(times)))
            if len(delivered) % 100 < MESSAGES_EACH:
                say(f"WeChat delivers again: {len(delivered)} messages of {messages}")

    async with aiohttp.ClientSession() as http:
        await asyncio.gather(*(work_off(http) for _ in range(RESIDENTS_AT_ONCE)))
    return delivered


async def deliver(
    http: aiohttp.ClientSession, addresses: list[str], fields: dict, message: Delivered, dice: random.Random
) -> None:
    """One delivery to one of the processes, signed anew as the official server does."""
    await asyncio.sleep(dice.choice(APART_SECONDS))
    delivery, started = push(fields), clock.machine_seconds()
    async with http.post(f"{dice.choice(addresses)}{delivery.path}", data=delivery.body) as response:
        assert response.status == 200, f"a delivery was answered {response.status}"
        message.said.append(reply_text(await response.text()))
    message.seconds.append(clock.machine_seconds() - started)
