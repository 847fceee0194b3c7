"""Choice of the model with which a process starts."""
from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.model_rollout.files import ENDING, ModelRefused, digest_of, find_model, find_same, name_of
from bot.model_rollout.present import is_usable, present_model
from bot.model_rollout.proving import prove
from bot.model_rollout.store import ModelStore
from bot.model_rollout.vote import CURRENT, START, Change
from bot.stores.turn_store import MIGRATIONS
from bot.training.release_models import ReleaseModels
from bot.training.train import model_file
from knowledge.database import is_migrated, open_engine
from knowledge.settings import Settings

log = logging.getLogger(__name__)


def choose_model(settings: Settings) -> Path:
    """JUMIN_MODEL if it is set; else the current model, if it was chosen for the present sources; else the model of
    these sources, which becomes the current one. Each is proven before it is chosen. Raises ModelRefused,
    TrainingFailed."""
    models = settings.var / "models"
    if settings.model:
        return proven(find_model(models, settings.model))
    engine = open_engine(settings.url)
    store, sources = ModelStore(engine), present_sources(settings, engine)
    chosen = chosen_for(store, sources)
    if chosen and (file := chosen_file(models, chosen)):
        return file
    file = model_of(models, sources)
    if not chosen:
        store.start_with(name_of(file), digest_of(file), sources)
    return file


def model_to_ask(settings: Settings, engine: Engine) -> Path:
    """As ``choose_model``, without writing to the store. Raises ModelRefused, TrainingFailed."""
    models = settings.var / "models"
    if settings.model:
        return proven(find_model(models, settings.model))
    sources = present_sources(settings, engine)
    was_served = is_migrated(engine, MIGRATIONS, "bot_version")
    chosen = chosen_for(ModelStore(engine), sources) if was_served else None
    return (chosen and chosen_file(models, chosen)) or model_of(models, sources)


def chosen_for(store: ModelStore, sources: str) -> Change | None:
    """What was chosen as the current model, if it was for these sources."""
    current = store.change(CURRENT)
    # What a start chose is the model of the sources, which may have been trained again here or on another machine.
    return current if current and current.sources == sources and current.kind != START else None


def present_sources(settings: Settings, engine: Engine) -> str:
    """The name of the model that what is published stands for, or the city's folder where nobody has published; it need
    not be trained yet."""
    return name_of(ReleaseModels(settings).published(engine) or model_file(settings.var / "models"))


def model_of(models: Path, sources: str) -> Path:
    """The model of these sources; where it is not trained yet that of the city's folder, trained now if need be: what
    is published gets its own while that serves (bot/publications/trainer.py). Raises ModelRefused, TrainingFailed."""
    file = models / f"{sources}{ENDING}"
    return file if file != model_file(models) and file.exists() and is_usable(file) else present_model(models)


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
