"""Choice of the model with which a process starts."""
from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.model_rollout.files import ModelRefused, digest_of, find_model, find_same, name_of
from bot.model_rollout.present import present_model
from bot.model_rollout.proving import prove
from bot.model_rollout.store import ModelStore
from bot.model_rollout.vote import CURRENT, START, Change
from bot.stores.turn_store import MIGRATIONS
from bot.training.train import model_file
from knowledge.database import is_migrated, open_engine
from knowledge.settings import Settings

log = logging.getLogger(__name__)


def choose_model(settings: Settings) -> Path:
    """JUMIN_MODEL if it is set; else the current model, if it was chosen for the present sources of the repository;
    else the model of these sources, which becomes the current one. Each is proven before it is chosen. Raises
    ModelRefused, TrainingFailed."""
    models = settings.var / "models"
    if settings.model:
        return proven(find_model(models, settings.model))
    store = ModelStore(open_engine(settings.url))
    chosen = chosen_for_sources(store, models)
    if chosen and (file := chosen_file(models, chosen)):
        return file
    file = present_model(models)
    if not chosen:
        store.start_with(name_of(file), digest_of(file), present_sources(models))
    return file


def model_to_ask(settings: Settings, engine: Engine) -> Path:
    """As ``choose_model``, without writing to the store. Raises ModelRefused, TrainingFailed."""
    models = settings.var / "models"
    if settings.model:
        return proven(find_model(models, settings.model))
    was_served = is_migrated(engine, MIGRATIONS, "bot_version")
    chosen = chosen_for_sources(ModelStore(engine), models) if was_served else None
    return (chosen and chosen_file(models, chosen)) or present_model(models)


def chosen_for_sources(store: ModelStore, models: Path) -> Change | None:
    """What somebody chose as the current model, if it was for the present sources of the repository."""
    current = store.change(CURRENT)
    # What a start chose is the model of the sources, which may have been trained again here or on another machine.
    return current if current and current.sources == present_sources(models) and current.kind != START else None


def present_sources(models: Path) -> str:
    """The name of the model that the files in the repository stand for; it need not be trained yet."""
    return name_of(model_file(models))


def chosen_file(models: Path, chosen: Change) -> Path | None:
    """The file of the model that somebody chose; None, and a word to the operator, if it cannot be used here: the other
    processes may go on with it."""
    try:
        return proven(find_same(models, chosen.name, chosen.digest))
    except ModelRefused as refusal:
        log.error(
            "The current model cannot be used: %s The model of the present sources answers in its place, until the "
            "file is "
            "put back and this process is started again; `jumin model rollback` makes the one before it current.",
            refusal
        )
        return None


def proven(file: Path) -> Path:
    """The file, once it may answer. Raises ModelRefused."""
    prove(file)
    return file
