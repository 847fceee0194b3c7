"""Keeping a part alive: started, asked whether it answers, ended when it is mute, started again."""
from __future__ import annotations

import asyncio
import logging

from bot.processes.parts import ASKED_SECONDS, Part
from bot.processes.sockets import PortTaken
from knowledge import clock

log = logging.getLogger(__name__)
ASK_EVERY_SECONDS = 1.0
# While it starts.
LOOK_EVERY_SECONDS = 0.1
# Asked in vain so many times, it is mute: nine seconds at most. What the whole machine slept through is one time only.
MUTE_AFTER = 3
GONE_WITHIN_SECONDS = 0.5
# A first start may train; one that hangs later on must not keep residents waiting for so long.
AGAIN_WITHIN_SECONDS = 120.0
# A part that did not come up is tried again after these seconds, and from then on after the last of them.
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class PartFailed(RuntimeError):
    """A part did not come up at the first start; the message is a sentence."""


class Kept:
    """A part that is kept alive. ``up`` is set while it answers."""

    def __init__(self, part: Part, turn: asyncio.Lock) -> None:
        self.part, self.turn = part, turn
        self.up = asyncio.Event()
        self.failures = 0
        self.came_up = False

    async def keep(self) -> None:
        """Start it and start it again, for ever. Raises PartFailed when the first start fails."""
        why = await self.once()
        if not self.came_up:
            raise PartFailed(why)
        while True:
            await self.start_again(why)
            why = await self.once()

    async def start_again(self, why: str) -> None:
        """Say why; at once when it had come up, otherwise after a pause."""
        self.failures = 0 if self.came_up else self.failures + 1
        pause = PAUSES[min(self.failures, len(PAUSES)) - 1] if self.failures else 0.0
        log.error("%s It is started again%s.", why, f" in {pause:g} seconds" if pause else "")
        if pause:
            self.part.listen_no_more()
        await asyncio.sleep(pause)
        self.part.starts_within = min(self.part.starts_within, AGAIN_WITHIN_SECONDS)
        self.part.restarts.value += 1

    async def once(self) -> str:
        """One life: why it ended, in a sentence."""
        self.came_up = False
        try:
            await self.part.start(self.turn)
        except PortTaken as error:
            return f"The {self.part.name} process cannot listen: {error}"
        except (OSError, EOFError) as error:
            return f"The {self.part.name} process could not be made: {type(error).__name__}."
        watching = asyncio.create_task(self.watch())
        try:
            await asyncio.wait({self.part.ended, watching}, return_when=asyncio.FIRST_COMPLETED)
            mute = await self.mute(watching)
        finally:
            watching.cancel()
            self.up.clear()
        code = await asyncio.shield(self.part.ended)
        return mute or self.part.sentence() or f"The {self.part.name} process ended with code {code}."

    async def mute(self, watching: asyncio.Task) -> str:
        """What is wrong with one that does not answer and has not ended; it is ended then. Empty when it ended."""
        # Its connections may be gone a moment before itself.
        await asyncio.wait({self.part.ended}, timeout=GONE_WITHIN_SECONDS)
        if self.part.ended.done():
            return ""
        # Whoever is stopped hears no other signal.
        await self.part.kill()
        return watching.result()

    async def watch(self) -> str:
        """Returns what is wrong when it is mute."""
        if not await self.answers_at_last():
            return f"The {self.part.name} process did not answer within {self.part.starts_within:g} seconds."
        self.came_up = True
        self.up.set()
        while await self.answers_in_time():
            await asyncio.sleep(ASK_EVERY_SECONDS)
        return f"The {self.part.name} process has been mute for {MUTE_AFTER * ASKED_SECONDS:g} seconds and was killed."

    async def answers_at_last(self) -> bool:
        """It answers for the first time, within the time that its start may take."""
        began = clock.machine_seconds()
        while (left := self.part.starts_within - (clock.machine_seconds() - began)) > 0:
            if await self.part.answers(left):
                return True
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        return False

    async def answers_in_time(self) -> bool:
        """It answers to one of some questions."""
        for _ in range(MUTE_AFTER):
            began = clock.machine_seconds()
            if await self.part.answers():
                return True
            # Refused at once is not asked at once again.
            await asyncio.sleep(max(0.0, ASKED_SECONDS - (clock.machine_seconds() - began)))
        return False
