"""Training the dialogue model: named by what it is made of, so that an unchanged one is never trained again."""
from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import sys
from pathlib import Path

from knowledge.releases import load_release

ROOT = Path(__file__).resolve().parent.parent
# Everything a model depends on beside the names of topics and words; their texts need no training.
SOURCES = (
    "config.yml", "domain/*.yml", "data/nlu/**/*.yml", "data/rules/*.yml", "data/stories/*.yml", "data/language/*.yml",
    "data/rulebook/venue_kinds.yml", "data/sample/places.csv", "bot/nlu/*.py", "bot/importer.py",
    "knowledge/places/*.py", "requirements.lock",
)


class TrainingFailed(RuntimeError):
    """Training gave no model; the message is a sentence."""


def model_file(models: Path) -> Path:
    """Where the model of the present sources is or will be."""
    return models / f"jumin-{fingerprint()}.tar.gz"


def fingerprint() -> str:
    """A hash of all that the model depends on."""
    release = load_release()
    return hash_sources(" ".join([*sorted(release.answers), *sorted(release.words)]))[:12]


def hash_sources(beside: str) -> str:
    """A hash of the files that a model depends on, and of what is named ``beside`` them."""
    digest = hashlib.sha256(beside.encode())
    for file in sorted({file for pattern in SOURCES for file in ROOT.glob(pattern)}):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def train(models: Path) -> Path:
    """Train and store the model; about half a minute on two cores. It gets its name when it is whole: another process
    may be training the same one, or reading it."""
    os.environ.update(RASA_TELEMETRY_ENABLED="false", RASA_MAX_CACHE_SIZE="0", TF_CPP_MIN_LOG_LEVEL="3")
    from rasa.model_training import train as rasa_train

    file = model_file(models)
    unfinished = file.with_name(f".{os.getpid()}-{file.name}")
    try:
        models.mkdir(parents=True, exist_ok=True)
        result = in_repository(
            lambda: rasa_train(
                domain="domain", config="config.yml", training_files=["data/nlu", "data/rules"],
                output=str(models.resolve()), fixed_model_name=unfinished.name, force_training=True,
            )
        )
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise TrainingFailed(f"Training could not write to {models}: {error.strerror}.") from None
    if result.code != 0 or not unfinished.exists():
        raise TrainingFailed(f"Training ended with code {result.code} and left no {file.name}; see the log above.")
    return unfinished.replace(file)


def in_repository(work):
    """Run ``work`` with the repository as working directory, as Rasa reads relative paths; what it prints goes to
    standard error, so that a command's own output stays its own."""
    before = os.getcwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            outcome = work()
            return asyncio.run(outcome) if asyncio.iscoroutine(outcome) else outcome
    finally:
        os.chdir(before)
