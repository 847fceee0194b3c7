"""Training the dialogue model: named by what it is made of, so that an unchanged one is never trained again."""
from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import TextIO

from bot.training.progress import shown
from knowledge.answers import Answer
from knowledge.city.folder import city_folder
from knowledge.releases import load_release
from knowledge.settings import ROOT

# Everything a model depends on beside the topics and their roles; what is said, and by which phrases, needs no
# training.
SOURCES = (
    "config.yml", "domain/*.yml", "rules/*.yml", "language/*.yml", "language/lexicon/*.yml", "language/nlu/**/*.yml",
    "bot/nlu/**/*.py", "bot/rasa_engine/importer.py", "bot/rasa_engine/rules.py", "knowledge/places/*.py",
    "knowledge/text/*.py", "requirements.lock",
)
# The same of the city's folder.
CITY_SOURCES = ("city.yml", "nlu/**/*.yml", "language/*.yml", "rulebook/venue_kinds.yml", "sample/places.csv")


class TrainingFailed(RuntimeError):
    """Training gave no model; the message is a sentence."""


def model_file(models: Path) -> Path:
    """Where the model of the present sources is or will be."""
    return file_named(models, fingerprint())


def file_named(models: Path, sources: str) -> Path:
    """Where the model of these sources is or will be."""
    return models / f"jumin-{sources}.tar.gz"


def fingerprint() -> str:
    """A hash of all that the model depends on, the city it speaks for among it."""
    return fingerprint_of(load_release().answers, city_folder())


def fingerprint_of(answers: Mapping[str, Answer], city: Path) -> str:
    """The same for the answers of a release whose documents, and sample places, lie in a folder. Of an answer its topic
    and role count, from which the rules of the dialogue follow."""
    return hash_sources(" ".join(f"{topic} {answers[topic].role}" for topic in sorted(answers)), city)[:12]


def hash_sources(beside: str, city: Path | None = None) -> str:
    """A hash of the files that a model depends on, and of what is named ``beside`` them; of the city that is served
    where no other folder is named."""
    digest = hashlib.sha256(beside.encode())
    for folder, patterns in ((ROOT, SOURCES), (city or city_folder(), CITY_SOURCES)):
        for file in sorted({file for pattern in patterns for file in folder.glob(pattern)}):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def train(models: Path) -> Path:
    """Train and store the model; about half a minute on two cores. It gets its name when it is whole: another process
    may be training the same one, or reading it."""
    os.environ.update(RASA_TELEMETRY_ENABLED="false", RASA_MAX_CACHE_SIZE="0", TF_CPP_MIN_LOG_LEVEL="3")
    from bot.nlu.learning import get_ready

    ready = get_ready()
    from rasa.model_training import train as rasa_train

    file = model_file(models)
    unfinished = file.with_name(f".{os.getpid()}-{file.name}")
    make_folder(models)
    said = StringIO()
    try:
        with shown():
            result = in_repository(lambda: rasa_train(
                domain="domain", config="config.yml", training_files=[str(city_folder() / "nlu")],
                output=str(models), fixed_model_name=unfinished.name, force_training=True,
            ), said)
        deque(ready, maxlen=0)
        if result.code != 0 or not unfinished.exists():
            raise TrainingFailed(
                f"Training ended with code {result.code} and left no {file.name}. {said.getvalue().strip()}".rstrip()
            )
        return unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def make_folder(models: Path) -> None:
    """The folder of models. Raises TrainingFailed where it cannot be written to."""
    try:
        models.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrainingFailed(f"The folder {models} cannot be made: {error.strerror}.") from None
    if not os.access(models, os.W_OK):
        raise TrainingFailed(f"The folder {models} cannot be written to; train as the user it belongs to.")


def in_repository(work, said: TextIO | None = None):
    """Run ``work`` with the repository as working directory, as Rasa reads relative paths; what it prints goes to
    ``said`` (default: standard error), so that a command's own output stays its own."""
    with working_in(ROOT), contextlib.redirect_stdout(said or sys.stderr):
        outcome = work()
        return asyncio.run(outcome) if asyncio.iscoroutine(outcome) else outcome


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """The working directory is ``folder`` meanwhile; the one before may have been removed, or be closed to this
    user."""
    before = folder
    with contextlib.suppress(OSError):
        before = Path(os.getcwd())
    os.chdir(folder)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.chdir(before)
