"""Which model a process comes up with."""
from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from bot.models.deciding import CURRENT
from bot.models.files import ModelRefused, digest_of, find_model, find_same, name_of
from bot.preparing import prepare_model
from bot.stores.model_store import ModelStore
from bot.stores.turn_store import MIGRATIONS
from bot.training import model_file
from knowledge.database import is_migrated, open_engine
from knowledge.settings import Settings


def choose_model(settings: Settings) -> Path:
    """JUMIN_MODEL if it is set; else the current model, if the repository's sources are still those that it was chosen
    for; else the model of the present sources, trained if missing. Raises ModelRefused."""
    models = settings.var / "models"
    if settings.model:
        return find_model(models, settings.model)
    store = ModelStore(open_engine(settings.url))
    if current := current_model(store, models):
        return current
    file = prepare_model(settings)
    store.start_with(name_of(file), digest_of(file), present_sources(models))
    return file


def model_to_ask(settings: Settings, engine: Engine) -> Path:
    """As ``choose_model``, without writing to the store. Raises ModelRefused."""
    models = settings.var / "models"
    if settings.model:
        return find_model(models, settings.model)
    served = is_migrated(engine, MIGRATIONS, "bot_version")
    return (current_model(ModelStore(engine), models) if served else None) or prepare_model(settings)


def current_model(store: ModelStore, models: Path) -> Path | None:
    """The current model, if the repository's sources are still those that it was chosen for. Raises ModelRefused."""
    current = store.change(CURRENT)
    return current_file(models, current) if current and current.sources == present_sources(models) else None


def present_sources(models: Path) -> str:
    """The name of the model that the files in the repository stand for; it need not be trained yet."""
    return name_of(model_file(models))


def current_file(models: Path, current) -> Path:
    """The file of the current model. Raises ModelRefused, saying how to start all the same."""
    try:
        return find_same(models, current.name, current.digest)
    except ModelRefused as refusal:
        raise ModelRefused(f"The current model cannot be used: {refusal} Or name another with JUMIN_MODEL.") from None
