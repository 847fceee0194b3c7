"""One process that answers from what is published: it looks for publications, holds their releases and says so."""
from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from bot.model_rollout.current import CurrentAgent, Dated
from bot.model_rollout.participant import again_and_again
from bot.publications.facts import facts
from bot.publications.fitting import misfit
from bot.publications.held_models import ANY, HeldModels
from knowledge import clock
from knowledge.database import transaction
from knowledge.desk.draft import StepRefused
from knowledge.desk.timeline import SEED, Publication
from knowledge.notices import ContentError
from knowledge.releases.document_folder import LAID_OUT
from knowledge.releases.edition import OF_FOLDER, Edition
from knowledge.serving import board
from knowledge.serving.board import BEING_TRAINED, Told
from knowledge.serving.shelf import Shelf

log = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS, SAYS_EVERY_SECONDS = 0.5, 3.0
# Reading a release takes the action server half a second; a mute one is given up.
ACTIONS_WITHIN_SECONDS = 10.0

# A release is read from files that are gone afterwards; told is the path of the document.
WHERE_IT_LAY = re.compile(rf"/\S*?/{LAID_OUT}[^/]*/")


@dataclass(frozen=True)
class Said:
    """What was said of a release: why it is not held, empty where it is, and the model that answers from it."""

    trouble: str
    model: str

    @property
    def is_awaited(self) -> bool:
        """Whether its model is on its way."""
        return BEING_TRAINED in self.trouble


class Holding(Protocol):
    """Whoever runs the actions, and holds releases for them."""

    def hold(self, edition: Edition) -> Awaitable[None]: ...


class Follower:
    """``process`` and ``label`` are what this process is called among those that serve. ``models``: those that releases
    are made into; without them one model answers from all."""

    def __init__(
        self, current: CurrentAgent, shelf: Shelf, actions: Holding, process: str, label: str,
        models: HeldModels | None = None,
    ) -> None:
        self.current, self.shelf, self.actions = current, shelf, actions
        self.process, self.label, self.models = process, label, models
        self._said: dict[str, Said] = {}
        self._renewing = asyncio.Lock()
        self._said_to_stand, self._said_until = OF_FOLDER, 0.0

    def begin(self) -> None:
        """What is current is held before anything is served. Blocks. Raises ContentError or StepRefused where it cannot
        be, and SQLAlchemyError."""
        told = self._read()
        for one in told.publications[:1]:
            self.shelf.take(one.release)
            if self.models:
                self.models.begin(one.release)
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
            if self._is_to_hold(release, told):
                await self._hold(release, told)
                self._follow(told)
        await self._let_go(told)
        await self._say()

    async def _let_go(self, told: Told) -> None:
        """What nobody asks for any more is not held, and not said to be: whoever goes back to it asks anew."""
        if self.models:
            self.models.let_go(told.releases)
        for release in set(self._said) - set(told.releases):
            if self.shelf.known(release) is None or not self._answers_by(self._model_of(release)):
                del self._said[release]
                await asyncio.to_thread(self._write, board.lets_go, self.process, release)

    def _is_to_hold(self, release: str, told: Told) -> bool:
        """Whether nothing is said of a release, or something else is to be said by now."""
        said, name = self._said.get(release), self._model_of(release)
        if said is None or said.model != self._answers_by(name):
            return True
        is_owed = said.is_awaited or any(one.release == release for one in told.publications)
        return self.models is not None and name is not None and self.models.has_news(name, is_owed)

    def _model_of(self, release: str) -> str | None:
        """The name of the model that a release is made into, where it is known; empty where one answers from all."""
        return self.models.known(release) if self.models else ""

    def _answers_by(self, name: str | None) -> str:
        """The model that answers in the name of another."""
        return self.current.agents[name].model if name in self.current.agents else ""

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
                if self.shelf.known(one.release) is None or not self._answers_by(self._model_of(one.release)):
                    await self._hold(one.release, told, patiently=True)
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

    async def _hold(self, release: str, told: Told, patiently: bool = False) -> None:
        """Have a release read here and where the actions run; what cannot be served is said with its reason.
        ``patiently``: a model that is there is waited for."""
        name = None
        try:
            held = await asyncio.to_thread(self.shelf.take, release)
            name = await asyncio.to_thread(self.models.name, release) if self.models else ""
            trouble = await self._awaited(release, name, told, patiently) or misfit(held, self.current.agents[name])
        except SQLAlchemyError:
            raise
        # Whatever a document makes a reader stumble over may end no process that serves.
        except Exception as error:
            trouble = f"release {release} cannot be read: {WHERE_IT_LAY.sub('', str(error))}"
        said = Said(trouble, self._answers_by(name))
        if not trouble:
            await self._hold_for_actions(release)
        elif not said.is_awaited:
            log.error("a release cannot be served: %s", trouble)
        self._said[release] = said
        await asyncio.to_thread(self._write, board.holds, self.process, release, trouble, said.model)

    async def _awaited(self, release: str, name: str, told: Told, patiently: bool) -> str:
        """Why no model answers from a release; empty where one does. Nobody publishes what has none; what is published
        all the same, and what a folder begins with, is answered by the one that there is."""
        if not self.models:
            return ""
        loading = self.models.loading(name, release)
        if loading and patiently:
            await asyncio.shield(loading)
        useless = self.models.useless.get(name)
        kinds = {one.kind for one in told.publications if one.release == release}
        if name not in self.current.agents and (SEED in kinds or (kinds and useless)):
            self.models.stand_in(name)
        if name in self.current.agents:
            return ""
        return f"there is no model for it: {useless}" if useless else BEING_TRAINED

    async def _hold_for_actions(self, release: str) -> None:
        """An action server that is away reads it with the first call that names it."""
        try:
            await asyncio.wait_for(self.actions.hold(Edition(ANY, self.shelf.take(release))), ACTIONS_WITHIN_SECONDS)
        except Exception as error:
            log.warning("the actions could not be told of release %s: %s", release, type(error).__name__)

    def _follow(self, told: Told) -> None:
        self.current.dated = dated(told.publications, self.shelf, self._model_of)

    def _read(self) -> Told:
        with transaction(self.shelf.engine) as session:
            return board.told(session, clock.machine_utc())

    def _write(self, work: Callable[..., None], *arguments: Any) -> None:
        with transaction(self.shelf.engine) as session:
            work(session, *arguments)


def dated(
    publications: tuple[Publication, ...], shelf: Shelf, model_of: Callable[[str], str | None]
) -> tuple[Dated, ...]:
    """Publications with the machine seconds from which on they are current, the highest number first."""
    seconds, now = clock.machine_seconds(), clock.machine_utc()
    rows = []
    for one in reversed(publications):
        name = model_of(one.release)
        release = None if name is None else shelf.known(one.release)
        rows.append(Dated(seconds + (one.effective_at - now).total_seconds(), one.seq, release, name or ""))
    return tuple(rows)


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
