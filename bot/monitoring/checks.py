"""The checks of /ready: store, lock, model, release, action server, event loop. Each does what a turn does."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import aiohttp
from rasa.core.channels.channel import UserMessage
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.monitoring.loop_lag import LoopLag
from bot.monitoring.metrics import Metrics
from bot.monitoring.readiness import Check, NotReady
from bot.stores.tables import ReadinessRow, TurnRow
from bot.turns.talk import Talker
from bot.turns.turns import off_loop
from knowledge import clock
from knowledge.database import transaction

# Later than this a web page feels stuck, and WeChat's five seconds come near.
LATEST_LOOP_SECONDS = 1.0
PROBE_TEXT = "你好"


def checks_of(talker: Talker, engine: Engine, actions_url: str, lag: LoopLag, metrics: Metrics, name: str, locks: Any) -> dict[str, Check]:
    """All checks of a serving process that is called ``name``; ``locks`` is looked at when it can be checked."""
    async def store() -> None:
        metrics.unfinished.set(float("nan"))
        metrics.unfinished.set(await off_loop(write_and_read, engine, name))

    async def model() -> None:
        understood = await talker.processor.parse_message(UserMessage(PROBE_TEXT))
        if not (understood.get("intent") or {}).get("name"):
            raise NotReady("The model tells no topic for a greeting; train it again or roll back.")

    async def release() -> None:
        if not talker.apology().messages:
            raise NotReady("The release has no words for an apology; publish a whole one.")

    async def loop() -> None:
        if lag.worst > LATEST_LOOP_SECONDS:
            raise NotReady(f"The event loop was {lag.worst:.1f} seconds late; something blocks it or the machine is overloaded.")

    async def actions() -> None:
        await ask_health(actions_url)

    found = {"store": store, "model": model, "release": release, "actions": actions, "loop": loop}
    return {**found, "lock": locks.check} if hasattr(locks, "check") else found


def write_and_read(engine: Engine, name: str) -> int:
    """Write this process's row and read it back; returns how many turns wait for their reply. Blocks."""
    now = clock.machine_utc()
    with transaction(engine) as session:
        session.merge(ReadinessRow(process=name, looked_at=now))
    with transaction(engine) as session:
        if session.get(ReadinessRow, name).looked_at != now:
            raise NotReady("The store gave back something else than was written.")
        return session.execute(select(func.count(TurnRow.id)).where(TurnRow.state == "received")).scalar_one()


async def ask_health(actions_url: str) -> None:
    """Ask the action server's /health, beside the webhook."""
    address = urlsplit(actions_url)._replace(path="/health").geturl()
    async with aiohttp.ClientSession() as client, client.get(address) as response:
        if response.status != 200:
            raise NotReady(f"The action server answers with status {response.status}.")
