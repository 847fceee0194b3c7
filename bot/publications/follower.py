"""One process that answers from what is published: it looks for publications, holds their releases and says so."""
from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol

from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from bot.model_rollout.current import CurrentAgent, Dated
from bot.model_rollout.participant import again_and_again
from bot.publications.facts import facts
from bot.publications.fitting import misfit
from knowledge import clock
from knowledge.database import transaction
from knowledge.desk.draft import StepRefused
from knowledge.desk.timeline import Publication
from knowledge.notices import ContentError
from knowledge.releases.document_folder import LAID_OUT
from knowledge.releases.edition import OF_FOLDER, Edition
from knowledge.serving import board
from knowledge.serving.board import Told
from knowledge.serving.shelf import Shelf

log = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS, SAYS_EVERY_SECONDS = 0.5, 3.0
# Reading a release takes the action server half a second; a mute one is given up.
ACTIONS_WITHIN_SECONDS = 10.0
# A release is held by its identifier, whatever number it is published under.
ANY = 1


# A release is read from files that are gone afterwards; told is the path of the document.
WHERE_IT_LAY = re.compile(rf"/\S*?/{LAID_OUT}[^/]*/")


class Holding(Protocol):
    """Whoever runs the actions, and holds releases for them."""

    def hold(self, edition: Edition) -> Awaitable[None]: ...


class Follower:
    """``process`` and ``label`` are what this process is called among those that serve."""

    def __init__(self, current: CurrentAgent, shelf: Shelf, actions: Holding, process: str, label: str) -> None:
        self.current, self.shelf, self.actions = current, shelf, actions
        self.process, self.label = process, label
        # What was said of each release with the model it was said of; empty where it is held ready.
        self._said: dict[tuple[str, str], str] = {}
        self._renewing = asyncio.Lock()
        self._said_to_stand, self._said_until = OF_FOLDER, 0.0

    def begin(self) -> None:
        """What is current is held before anything is served. Blocks. Raises ContentError or StepRefused where it cannot
        be, and SQLAlchemyError."""
        told = self._read()
        for one in told.publications[:1]:
            self.shelf.take(one.release)
        self._follow(told)

    async def open(self) -> None:
        """Say that this process serves; what is current is held for the actions, too, before anybody asks."""
        await asyncio.to_thread(
            self._write, board.arrive, self.process, self.label, self.current.publication, clock.machine_utc()
        )
        await self.look()

    async def close(self) -> None:
        """End in good order."""
        with suppress(SQLAlchemyError):
            await asyncio.to_thread(self._write, board.leave, self.process)

    async def look(self) -> None:
        """One look: hold what is to be held, follow what is published, and say where this process stands."""
        told = await asyncio.to_thread(self._read)
        self._follow(told)
        for release in told.releases:
            if (release, self.current.model) not in self._said:
                await self._hold(release)
                self._follow(told)
        await self._say()

    async def _say(self) -> None:
        """Where this process stands: at once when that is elsewhere, else every three seconds."""
        stands = self.current.publication
        if stands == self._said_to_stand and clock.machine_seconds() < self._said_until:
            return
        await asyncio.to_thread(
            self._write, board.answers_from, self.process, self.label, stands, clock.machine_utc()
        )
        self._said_to_stand, self._said_until = stands, clock.machine_seconds() + SAYS_EVERY_SECONDS

    async def renew(self) -> None:
        """What is current is known and held when this returns, if it can be; turns wait for it."""
        async with self._renewing:
            told = await asyncio.to_thread(self._read)
            for one in told.publications[:1]:
                if self.shelf.known(one.release) is None:
                    await self._hold(one.release)
            self._follow(told)

    async def has_changed(self, receipt: dict[str, Any]) -> bool:
        """Whether something of what replies state has changed since a reply with this receipt."""
        await self.renew()
        if receipt.get("publication") in (None, self.current.publication):
            return False
        try:
            former = await asyncio.to_thread(self.shelf.take, receipt["release"])
        except (StepRefused, ContentError):
            return True
        return facts(former) != facts(self.current.generator.release)

    async def _hold(self, release: str) -> None:
        """Have a release read here and where the actions run; what cannot be served is said with its reason."""
        model = self.current.model
        try:
            trouble = misfit(await asyncio.to_thread(self.shelf.take, release), self.current.agent)
        except SQLAlchemyError:
            raise
        # Whatever a document makes a reader stumble over may end no process that serves.
        except Exception as error:
            trouble = f"release {release} cannot be read: {WHERE_IT_LAY.sub('', str(error))}"
        if trouble:
            log.error("a release cannot be served: %s", trouble)
        else:
            await self._hold_for_actions(release)
        self._said[release, model] = trouble
        await asyncio.to_thread(self._write, board.holds, self.process, release, trouble)

    async def _hold_for_actions(self, release: str) -> None:
        """An action server that is away reads it with the first call that names it."""
        try:
            await asyncio.wait_for(self.actions.hold(Edition(ANY, self.shelf.take(release))), ACTIONS_WITHIN_SECONDS)
        except Exception as error:
            log.warning("the actions could not be told of release %s: %s", release, type(error).__name__)

    def _follow(self, told: Told) -> None:
        self.current.dated = dated(told.publications, self.shelf)

    def _read(self) -> Told:
        with transaction(self.shelf.engine) as session:
            return board.told(session, clock.machine_utc())

    def _write(self, work: Callable[..., None], *arguments: Any) -> None:
        with transaction(self.shelf.engine) as session:
            work(session, *arguments)


def dated(publications: tuple[Publication, ...], shelf: Shelf) -> tuple[Dated, ...]:
    """Publications with the machine seconds from which on they are current, the highest number first."""
    seconds, now = clock.machine_seconds(), clock.machine_utc()
    return tuple(
        (seconds + (one.effective_at - now).total_seconds(), one.seq, shelf.known(one.release))
        for one in reversed(publications)
    )


def follow_publications(app: Sanic, follower: Follower) -> None:
    """The follower looks for as long as the app serves."""
    tasks: list[asyncio.Task] = []

    async def begin(_app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await follower.open()
        tasks.append(loop.create_task(again_and_again(follower.look, LOOKS_EVERY_SECONDS)))

    async def end(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        for task in tasks:
            task.cancel()
        await follower.close()

    app.register_listener(begin, "before_server_start")
    app.register_listener(end, "before_server_stop")
