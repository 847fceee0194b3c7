"""New examples and topics need another model: it is trained while their draft is looked at, and taken into use when
they are published, as `jumin model use` would. A model is never ahead of its topics for residents: what the release of
a turn does not have is not understood (bot/nlu/components.py)."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from cachetools import LRUCache
from sanic import Sanic
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.model_rollout.current import CurrentAgent
from bot.model_rollout.files import digest_of, name_of
from bot.model_rollout.participant import again_and_again
from bot.model_rollout.store import ChangeUnderWay, ModelStore
from bot.model_rollout.vote import CURRENT, PROPOSED, REFUSED, START, TRAINED, Change
from bot.training.release_models import ReleaseModels
from bot.training.train import TrainingFailed
from knowledge import clock
from knowledge.database import transaction
from knowledge.desk import drafts
from knowledge.desk.draft import APPROVED, SUBMITTED
from knowledge.desk.publications import are_of_files, manifest_now
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.notices import ContentError
from knowledge.releases.documents import Manifest, identify
from knowledge.serving import board

log = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS = 1.0
# Names of models that were worked out; each takes half a second.
KEPT = 64


class Trainer:
    """One for each process that serves; of several on one machine one trains, and the others find the file."""

    def __init__(self, engine: Engine, models: ReleaseModels, current: CurrentAgent, process: str) -> None:
        self.engine, self.models, self.current, self.process = engine, models, current, process
        self.store = ModelStore(engine)
        self._files: LRUCache[str, Path | None] = LRUCache(KEPT)
        # Models that could not be made, or that some process refused, and why: trying again would end in the same.
        self.useless: dict[str, str] = {}
        self._making: asyncio.Task | None = None

    async def look(self) -> None:
        """One look: have made what will be needed, one at a time, and propose what is needed now."""
        needed, ahead = await asyncio.to_thread(self._read)
        missing = [manifest for manifest in (*needed, *ahead) if not await self._is_made(manifest)]
        if missing:
            self._begin(missing[0], await self._file(missing[0]), somebody_waits=missing[:1] == needed[:1])
        if needed and needed[0] not in missing and (file := await self._file(needed[0])):
            if why := self.useless.get(name_of(file)):
                await asyncio.to_thread(self._give_up, identify(needed[0]), why)
            else:
                await self._propose(file)

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
        """The releases that a model is needed for, the first one now; and those of drafts that ask for approval or have
        it. None while nobody has published: the model of the folder serves."""
        now = clock.machine_utc()
        with transaction(self.engine) as session:
            told = board.told(session, now)
            known = frozenset(self.current.agent.processor.domain.intents)
            of_files = are_of_files(session)
            asked = [manifest_in(session, one) for one in told.releases]
            first = [one for one in asked if topics_of(one) - known]
            needed = [*first, *(asked[:1] if not of_files else [])]
            return needed, list(ahead(session, now)) if asked else []

    async def _is_made(self, manifest: Manifest) -> bool:
        """Whether there is nothing to make for a release: its model is there, or never will be."""
        file = await self._file(manifest)
        return file is None or name_of(file) in self.useless or file.exists()

    async def _file(self, manifest: Manifest) -> Path | None:
        """Where its model is or will be; None where the release cannot be read."""
        release = identify(manifest)
        if release not in self._files:
            try:
                self._files[release] = await asyncio.to_thread(lambda: self.models.file(self._texts(manifest)))
            except ContentError:
                self._files[release] = None
        return self._files[release]

    async def _make(self, manifest: Manifest, file: Path) -> None:
        log.warning("a model is trained for release %s", identify(manifest))
        try:
            await self.models.train(await asyncio.to_thread(self._texts, manifest))
        except (TrainingFailed, OSError) as error:
            self.useless[name_of(file)] = str(error)
            log.error("the model for release %s could not be trained: %s", identify(manifest), error)

    def _give_up(self, release: str, why: str) -> None:
        """Whoever waits to publish a release is told that it will get no model."""
        with transaction(self.engine) as session:
            if board.waits_for_model(session, self.process, release):
                board.holds(session, self.process, release, f"no model that knows its topics can be had: {why}")

    async def _propose(self, file: Path) -> None:
        """Ask all processes for the model, unless it is current, or somebody chose another one since."""
        current = await asyncio.to_thread(self.store.change, CURRENT)
        if current is None or not is_due(current, name_of(file)):
            return
        if await asyncio.to_thread(self.store.change, PROPOSED):
            return
        try:
            number = await asyncio.to_thread(
                lambda: self.store.propose(name_of(file), digest_of(file), name_of(file), TRAINED)
            )
        except ChangeUnderWay:
            return
        while (change := await asyncio.to_thread(self.store.find, number)).state == PROPOSED:
            await asyncio.sleep(LOOKS_EVERY_SECONDS)
        if change.state == REFUSED:
            self.useless[change.name] = change.reason
            log.error("the model %s is refused: %s", change.name, change.reason)

    def _texts(self, manifest: Manifest) -> dict[str, str]:
        with transaction(self.engine) as session:
            return texts_of(session, manifest)


def topics_of(manifest: Manifest) -> set[str]:
    """The topics that a release has files of its own for."""
    folder, ending = "answers/topics/", ".yml"
    return {path[len(folder):-len(ending)] for path in manifest if path.startswith(folder) and path.endswith(ending)}


def ahead(session: Session, now) -> Iterable[Manifest]:
    """The releases that drafts would make which ask for approval or have it, the newest draft first."""
    base = manifest_now(session, now)
    waiting: Iterator = (note.draft for note in drafts.all_drafts(session, now))
    return [draft.over(base) for draft in waiting if draft.state in (SUBMITTED, APPROVED)]


def is_due(current: Change, name: str) -> bool:
    """Whether the model of this name is to be proposed: another is current, and nobody chose that one for the very
    sources that this one is made of."""
    chosen = current.kind not in (START, TRAINED) and current.sources == name
    return current.name != name and not chosen


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
