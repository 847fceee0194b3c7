"""Two model files with a real model, a real store, and agents as a serving process makes them."""
from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from support import MORNING

from bot.commands.cli_errors import quiet_logs
from bot.model_rollout import present
from bot.model_rollout.files import digest_of
from bot.model_rollout.present import present_model
from bot.model_rollout.store import ModelStore
from bot.rasa_engine.actions_here import LocalActions
from bot.rasa_engine.agent import Agent
from bot.serve.bootstrap import prepare_store
from bot.training.train import model_file
from knowledge.database import open_engine
from knowledge.settings import Settings, load_settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory, models) -> Settings:
    """A folder of its own with the models ``one`` and ``other``, and ``broken``, which is half a file."""
    var = tmp_path_factory.mktemp("var")
    folder = var / "models"
    folder.mkdir()
    for name in ("one", "other"):
        shutil.copy(present_model(models), folder / f"{name}.tar.gz")
    whole = (folder / "one.tar.gz").read_bytes()
    (folder / "broken.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("JUMIN_")]:
            patch.delenv(name)
        patch.setenv("JUMIN_VAR", str(var))
        patch.setenv("JUMIN_NOW", MORNING)
        yield load_settings()


@pytest.fixture(scope="module")
def folder(settings) -> Path:
    return settings.var / "models"


@pytest.fixture(scope="module")
def make_agent(settings):
    """make_agent(file) -> an agent with that model, its actions in this process."""
    quiet_logs()
    prepare_store(settings)
    actions = LocalActions()
    return lambda file: Agent(file, settings, actions)


@pytest.fixture
def store(settings, folder, tmp_path) -> ModelStore:
    """The store of a city that is served with ``one``."""
    store = ModelStore(open_engine(f"sqlite:///{tmp_path / 'models.db'}"))
    store.start_with("one", digest_of(folder / "one.tar.gz"), "one")
    return store


@pytest.fixture(scope="module")
def whole(models) -> Path:
    """The present model, proven."""
    return present_model(models)


@pytest.fixture
def training(whole, monkeypatch):
    """Training in no time: gives the model that it gave before. Returns the folders it was done in."""
    done = []

    def train(models: Path) -> None:
        done.append(models)
        shutil.copy(whole, model_file(models))
    monkeypatch.setattr(present, "train", train)
    return done
