"""The first process of `jumin serve`. It imports no Rasa and answers nobody: it starts the others and keeps them
alive."""
from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence

from bot.processes.ending import name_process
from bot.processes.keeping import ASK_EVERY_SECONDS, Kept
from bot.processes.parts import Part, signal_template
from bot.processes.systemd import notify

# What a part that is told to end may still finish: replies for four seconds, then what the store is at.
ENDS_WITHIN_SECONDS = 14.0
NAME = "jumin"


def supervise(parts: Sequence[Part], up: Callable[[], None]) -> None:
    """Keep ``parts`` alive until SIGTERM or Ctrl-C, then end them, the last one first. ``up`` is called once, when all
    answer. Raises PartFailed when one does not come up at first."""
    name_process(NAME, "serve")
    asyncio.run(until_told_to_end(parts, up))


async def until_told_to_end(parts: Sequence[Part], up: Callable[[], None]) -> None:
    ending, turn, loop = asyncio.Event(), asyncio.Lock(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    kept = [Kept(part, turn) for part in parts]
    tasks = [asyncio.create_task(one.keep()) for one in kept]
    saying = asyncio.create_task(say_how_it_goes(kept, up))
    waiting = asyncio.create_task(ending.wait())
    done, _ = await asyncio.wait({*tasks, waiting}, return_when=asyncio.FIRST_COMPLETED)
    for task in (*tasks, saying, waiting):
        task.cancel()
    notify("STOPPING=1")
    for part in reversed(parts):
        await end(part)
    for task in done - {waiting}:
        task.result()


async def say_how_it_goes(kept: Sequence[Kept], up: Callable[[], None]) -> None:
    """Tell systemd that all is ready, and from then on that this process itself is alive."""
    for one in kept:
        await one.up.wait()
    notify("READY=1")
    up()
    while True:
        notify("WATCHDOG=1")
        await asyncio.sleep(ASK_EVERY_SECONDS)


async def end(part: Part) -> None:
    """Nobody is let in any more, what is under way is finished; a process that is stopped is woken for it."""
    part.listen_no_more()
    if part.ended is None or part.ended.done():
        return
    part.signal(signal.SIGTERM, signal.SIGCONT)
    signal_template(signal.SIGCONT)
    await asyncio.wait({part.ended}, timeout=ENDS_WITHIN_SECONDS)
    if not part.ended.done():
        await part.kill()
