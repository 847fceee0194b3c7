"""One serving process as participant of a rollout: heartbeat, a look for proposals, its vote, and the switch."""
from __future__ import annotations

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from bot.model_rollout.current import CurrentAgent
from bot.model_rollout.files import ModelRefused, digest_of, find_model, find_same
from bot.model_rollout.loading import MakeAgent, load_beside
from bot.model_rollout.smoke_questions import probe_for
from bot.model_rollout.store import ModelStore
from bot.model_rollout.vote import CURRENT, PROPOSED, READY, REFUSED, START, TRAINED, Change, Vote
from bot.rasa_engine.agent import Agent

log = logging.getLogger(__name__)
BEATS_EVERY_SECONDS = 3.0
LOOKS_EVERY_SECONDS = 1.0
# While others are still to vote, so that all switch at almost the same time.
LOOKS_SOON_SECONDS = 0.2


class RolloutParticipant:
    """``models`` is the folder of model files, ``make_agent`` loads one."""

    def __init__(self, current: CurrentAgent, store: ModelStore, models: Path, make_agent: MakeAgent) -> None:
        self.current, self.store, self.models, self.make_agent = current, store, models, make_agent
        self.id, self.label = uuid.uuid4().hex, f"{socket.gethostname()}:{os.getpid()}"
        self._followed = 0
        self._voted = 0
        self._told = current.model
        self._beside: Agent | None = None
        self._tasks: list[asyncio.Task] = []

    async def open(self) -> None:
        """Begin: what is current now is what this process came up with."""
        await asyncio.to_thread(self.store.arrive, self.id, self.label, self.current.model)
        current = await asyncio.to_thread(self.store.change, CURRENT)
        self._followed = current.id if current else 0
        self._tasks = [
            asyncio.create_task(again_and_again(self._beat, BEATS_EVERY_SECONDS)),
            asyncio.create_task(again_and_again(self.look, LOOKS_EVERY_SECONDS)),
        ]

    async def close(self) -> None:
        """End in good order."""
        for task in self._tasks:
            task.cancel()
        try:
            await asyncio.to_thread(self.store.leave, self.id)
        except SQLAlchemyError as error:
            log.warning("the end of this process could not be written down: %s", type(error).__name__)

    async def _beat(self) -> None:
        await asyncio.to_thread(self.store.beat, self.id)

    async def look(self) -> None:
        """One look at the store: follow what was decided, vote on what is proposed."""
        await self._tell()
        await self._follow(await asyncio.to_thread(self.store.change, CURRENT))
        proposed = await asyncio.to_thread(self.store.change, PROPOSED)
        if proposed and proposed.id != self._voted:
            await self._vote(proposed)
        while proposed:
            await asyncio.to_thread(self.store.decide, proposed.id)
            if (await asyncio.to_thread(self.store.find, proposed.id)).state != PROPOSED:
                await self._follow(await asyncio.to_thread(self.store.change, CURRENT))
                break
            await asyncio.sleep(LOOKS_SOON_SECONDS)
        self._beside = None
        await asyncio.to_thread(self.current.let_go)

    async def _vote(self, change: Change) -> None:
        try:
            self._beside = await self._ready(change)
            vote = Vote(self.id, self.label, READY)
        except ModelRefused as refusal:
            log.warning("the model %s is refused: %s", change.name, refusal)
            vote = Vote(self.id, self.label, REFUSED, str(refusal))
        await asyncio.to_thread(self.store.vote, change.id, vote)
        self._voted = change.id

    async def _ready(self, change: Change) -> Agent:
        """An agent with the model of the change, loaded and probed. Raises ModelRefused."""
        file = await asyncio.to_thread(find_same, self.models, change.name, change.digest)
        if change.name == self.current.model:
            return self.current.agent
        agent = await asyncio.to_thread(load_beside, self.make_agent, file)
        await probe_for(self.current.edition(), agent, self.current.agent)
        return agent

    async def _tell(self) -> None:
        """Write down the model that came with a publication, of which all processes hold their own."""
        if (model := self.current.model) == self._told:
            return
        file = await asyncio.to_thread(find_model, self.models, model)
        await asyncio.to_thread(self.store.start_with, model, await asyncio.to_thread(digest_of, file), model, TRAINED)
        await asyncio.to_thread(self.store.serves, self.id, model)
        self._told = model

    async def _follow(self, change: Change | None) -> None:
        """Answer with the model that was decided on. What another process came up with binds only itself, and what
        comes with a publication comes by that."""
        if change is None or change.id == self._followed:
            return
        trouble = ""
        if change.kind not in (START, TRAINED) and change.name != self.current.model:
            trouble = await self._switch(change)
        self._followed, self._told = change.id, self.current.model
        await asyncio.to_thread(self.store.serves, self.id, self.current.model, trouble)

    async def _switch(self, change: Change) -> str:
        """Switch; returns why not. A process that was stopped when the others voted loads and probes it now."""
        try:
            agreed = self._beside is not None and self._voted == change.id
            self.current.use(self._beside if agreed else await self._ready(change))
        except ModelRefused as refusal:
            log.error(
                "this process goes on with %s, the current model is %s: %s", self.current.model, change.name, refusal
            )
            return str(refusal)
        log.warning("answering with %s now", change.name)
        return ""


async def again_and_again(work: Callable[[], Awaitable[None]], pause: float) -> None:
    """Do ``work``, rest ``pause`` seconds, and so on. A store that is away for a while ends nothing."""
    while True:
        try:
            await work()
        except SQLAlchemyError as error:
            log.warning("a look for changes waits for the store: %s", type(error).__name__)
        except Exception:
            log.exception("a look for changes failed")
        await asyncio.sleep(pause)


def serve_changes(app: Sanic, participant: RolloutParticipant) -> None:
    """The participant begins when the app starts and ends when it stops."""
    app.ctx.models = participant
    app.register_listener(lambda _app, _loop: participant.open(), "after_server_start")
    app.register_listener(lambda _app, _loop: participant.close(), "before_server_stop")
