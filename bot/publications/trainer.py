"""New examples and topics need another model: it is trained while their draft is looked at. Whoever publishes them
waits until it is held by every process, and one publication changes both (bot/publications/held_models.py)."""
from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cachetools import LRUCache
from sanic import Sanic
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.model_rollout.files import name_of
from bot.model_rollout.participant import again_and_again
from bot.publications.held_models import HeldModels
from bot.training.release_models import EXAMPLES
from bot.training.train import TrainingFailed
from knowledge import clock
from knowledge.database import transaction
from knowledge.desk import drafts
from knowledge.desk.draft import BaseMoved
from knowledge.desk.publications import manifest_now
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.desk.timeline import SEED
from knowledge.notices import ContentError
from knowledge.releases.documents import Manifest, identify
from knowledge.serving import board

log = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS = 1.0
CHANGED_SINCE = "the program was changed since it was started; start it again."
# What a model knows are the topics, whatever their answers say.
TOPICS = "answers/topics/"
# Names of models that were worked out; each takes half a second.
KEPT = 64


class Trainer:
    """One for each process that serves; of several on one machine one trains, and the others find the file."""

    def __init__(self, engine: Engine, held: HeldModels) -> None:
        self.engine, self.held = engine, held
        self._files: LRUCache[str, Path | None] = LRUCache(KEPT)
        self._making: asyncio.Task | None = None

    async def look(self) -> None:
        """One look: have made what is not there, one model at a time, those first that somebody waits for."""
        needed, ahead = await asyncio.to_thread(self._read)
        missing = needed or [manifest for manifest in ahead if not await self._is_made(manifest)]
        if missing and (file := await self._file(missing[0])):
            self._begin(missing[0], file, somebody_waits=bool(needed))

    def _begin(self, manifest: Manifest, file: Path, somebody_waits: bool) -> None:
        """Have a model made; where somebody waits for it, in place of another one that is being made."""
        if self._making and not self._making.done():
            if self._making.get_name() == file.name or not somebody_waits:
                return
            self._making.cancel()
        self._making = asyncio.create_task(self._make(manifest, file), name=file.name)

    async def close(self) -> None:
        """What is being made is given up."""
        if self._making:
            self._making.cancel()
            await asyncio.wait({self._making})

    def _read(self) -> tuple[list[Manifest], list[Manifest]]:
        """The releases whose model is not there: those that somebody is about to publish, what is current, what is
        scheduled; and those of drafts that ask for approval or have it. What a folder begins with has its model."""
        now = clock.machine_utc()
        with transaction(self.engine) as session:
            told = board.told(session, now)
            releases = [*told.wanted, *(one.release for one in told.publications if one.kind != SEED)]
            needed = [manifest_in(session, one) for one in dict.fromkeys(releases) if self.held.is_missing(one)]
            return needed, ahead(session, now) if told.publications else []

    async def _is_made(self, manifest: Manifest) -> bool:
        """Whether there is nothing to make for a release: its model is there, or never will be."""
        file = await self._file(manifest)
        return file is None or self.held.is_made(name_of(file))

    async def _file(self, manifest: Manifest) -> Path | None:
        """Where its model is or will be; None where the release cannot be read."""
        release = identify(manifest)
        if release not in self._files:
            try:
                self._files[release] = await asyncio.to_thread(lambda: self.held.models.file(self._texts(manifest)))
            except ContentError:
                self._files[release] = None
        return self._files[release]

    async def _make(self, manifest: Manifest, file: Path) -> None:
        release, name = identify(manifest), name_of(file)
        log.warning("a model is trained for release %s", release)
        try:
            await self.held.models.train(await asyncio.to_thread(self._texts, manifest))
            why = "" if file.exists() else CHANGED_SINCE
        except (TrainingFailed, OSError) as error:
            why = str(error)
        if why:
            self.held.useless[name] = why
            log.error("the model for release %s could not be trained: %s", release, why)

    def _texts(self, manifest: Manifest) -> dict[str, str]:
        with transaction(self.engine) as session:
            return texts_of(session, manifest)


def ahead(session: Session, now: datetime) -> list[Manifest]:
    """The releases that drafts would make which ask for approval or have it and change what a model learns from, the
    newest draft first."""
    found = []
    if waiting := drafts.waiting(session, now, (EXAMPLES,), TOPICS):
        base = manifest_now(session, now)
        for draft in waiting:
            # One whose documents others have published since goes back to its editors.
            with suppress(BaseMoved):
                found.append(draft.over(base))
    return found


def train_in_time(app: Sanic, trainer: Trainer) -> None:
    """The trainer looks for as long as the app serves."""
    tasks: list[asyncio.Task] = []

    async def begin(_app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        tasks.append(loop.create_task(again_and_again(trainer.look, LOOKS_EVERY_SECONDS)))

    async def end(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        for task in tasks:
            task.cancel()
        await trainer.close()

    app.register_listener(begin, "after_server_start")
    app.register_listener(end, "before_server_stop")
