"""The checks of /ready: store, lock, model, release, actions, event loop. Each does what a turn does."""
from __future__ import annotations

from bot.monitoring.loop_lag import LoopLag
from bot.monitoring.readiness import Check, NotReady
from bot.rasa_engine.agent import Agent
from bot.stores.readiness_rows import read_back, write
from bot.stores.turn_store import TurnStore
from bot.turns.turns import Turns
from knowledge import clock
from knowledge.store_watch import watch_of

# Later than this a web page feels stuck, and WeChat's five seconds come near.
LATEST_LOOP_SECONDS = 1.0
PROBE_TEXT = "你好"


def checks_of(agent: Agent, turns: Turns, actions: Check, lag: LoopLag, name: str) -> dict[str, Check]:
    """All checks of a serving process that is called ``name``."""
    async def store() -> None:
        turns.seen.metrics.unfinished.set(float("nan"))
        turns.seen.metrics.unfinished.set(await write_and_read(turns.store, name))

    async def model() -> None:
        understood = await agent.understand(PROBE_TEXT, anew=True)
        if not (understood.get("intent") or {}).get("name"):
            raise NotReady("The model tells no topic for a greeting; train it again or roll back.")

    async def release() -> None:
        if not agent.apology().messages:
            raise NotReady("The release has no words for an apology; publish a whole one.")

    async def loop() -> None:
        if lag.worst > LATEST_LOOP_SECONDS:
            raise NotReady(
                f"The event loop was {lag.worst:.1f} seconds late; something blocks it or the machine is overloaded."
            )

    return {
        "store": store, "lock": turns.locks.check, "model": model, "release": release, "actions": actions, "loop": loop
    }


async def write_and_read(store: TurnStore, name: str) -> int:
    """Write this process's row and read it back, on the way that turns take; returns how many turns wait for their
    reply."""
    watch_of(store.engine).check()
    now = clock.machine_utc()
    await store.batches.run(write, name, now)
    read, waiting = await store.batches.run(read_back, name)
    if read != now:
        raise NotReady("The store gave back something else than was written.")
    return waiting

