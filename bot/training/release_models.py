"""The models of releases in the store: each named by what it is made of, and trained out of the way of whoever
serves."""
from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.training.train import CITY_SOURCES, TrainingFailed, file_named, fingerprint_of
from knowledge import clock
from knowledge.answers import Answer
from knowledge.city.folder import VARIABLE
from knowledge.database import is_migrated, transaction
from knowledge.desk.publications import are_of_files, manifest_now
from knowledge.desk.texts import texts_of
from knowledge.releases.document_folder import laid_out
from knowledge.releases.documents import NOT_CONTENT
from knowledge.releases.release import load_release
from knowledge.settings import ROOT, Settings

# Residents go first; in a rush it still gets a tenth of what one of them gets, since somebody waits for it.
COMMAND = ("nice", "-n", "10", sys.executable, "-m", "bot.cli", "train")
WITHIN_SECONDS = 600.0
# Only where these change does a release need another model at once. What else a model is named by (the city's phones
# stand beside its districts) waits for no training; the next start sees to it.
EXAMPLES = "nlu/"
# How the paths of all documents begin that a model is named by.
LEARNT_FROM = tuple(pattern.partition("*")[0] for pattern in CITY_SOURCES)


class ReleaseModels:
    """Files in the folder of models of ``settings``; what is no document (sample places) is that of the city's folder.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings, self.models = settings, settings.var / "models"

    def file(self, texts: Mapping[str, str]) -> Path:
        """Where the model of these documents is or will be. Takes half a second. Raises ContentError."""
        with self._city_of(texts) as city:
            return file_named(self.models, fingerprint_of(load_release(city).answers, city))

    def file_of(self, answers: Mapping[str, Answer], texts: Mapping[str, str]) -> Path:
        """The same where the answers of the documents are known already, which takes a tenth of that."""
        with self._city_of({path: text for path, text in texts.items() if path.startswith(LEARNT_FROM)}) as city:
            return file_named(self.models, fingerprint_of(answers, city))

    def published(self, engine: Engine) -> Path | None:
        """The same for what is published; None while nobody has published and the city's folder is what counts."""
        if not is_migrated(engine):
            return None
        with transaction(engine) as session:
            if are_of_files(session):
                return None
            texts = texts_of(session, manifest_now(session, clock.machine_utc()))
        return self.file(texts)

    async def train(self, texts: Mapping[str, str]) -> None:
        """Train it and prove it, in a process of its own; about a minute. Raises TrainingFailed."""
        with self._city_of(texts) as city:
            environment = {**os.environ, VARIABLE: str(city), "JUMIN_VAR": str(self.settings.var.resolve())}
            process = await asyncio.create_subprocess_exec(
                *COMMAND, cwd=ROOT, env=environment, stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, start_new_session=True,
            )
            try:
                _, said = await asyncio.wait_for(process.communicate(), WITHIN_SECONDS)
            except asyncio.TimeoutError:
                raise TrainingFailed(f"training took more than {WITHIN_SECONDS:.0f} seconds.") from None
            finally:
                # Those whom it set to work go with it.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            if process.returncode:
                raise TrainingFailed(next(reversed(said.decode(errors="replace").strip().splitlines()), "no reason"))

    @contextmanager
    def _city_of(self, texts: Mapping[str, str]) -> Iterator[Path]:
        """The documents as the folder of a city, for as long as the block lasts."""
        with laid_out(texts) as city:
            for name in NOT_CONTENT:
                (city / name).symlink_to((self.settings.city_folder / name).resolve())
            yield city
