"""What a start comes up with when files are broken, on a real store: nothing is current before it was proven."""
from __future__ import annotations

import shutil
import sys

import pytest

from bot.model_rollout import proving
from bot.model_rollout.choosing import choose_model, present_sources
from bot.model_rollout.files import ModelRefused, digest_of, name_of
from bot.model_rollout.proving import NotTried
from bot.model_rollout.store import ModelStore
from bot.model_rollout.vote import CURRENT, PROPOSED, READY, USE, Vote
from bot.training.train import model_file
from knowledge.database import open_engine
from knowledge.settings import Settings


@pytest.fixture
def city(whole, tmp_path) -> Settings:
    """Its folder holds what was proven of the present model, and no model."""
    (tmp_path / "models").mkdir()
    for proof in whole.resolve().parent.glob(".*.proven"):
        shutil.copy(proof, tmp_path / "models")
    return Settings(var=tmp_path)


def store_of(city: Settings) -> ModelStore:
    return ModelStore(open_engine(city.url))


def current(city: Settings):
    return store_of(city).change(CURRENT)


def test_a_file_that_is_cut_off_at_the_first_start_shuts_nothing_out(city, whole, training):
    models = city.var / "models"
    model_file(models).write_bytes(whole.read_bytes()[:1_000_000])
    assert choose_model(city) == model_file(models) and training == [models]
    assert current(city).digest == digest_of(whole)


def test_what_could_not_be_tried_is_not_written_down(city, training, monkeypatch):
    for proof in (city.var / "models").glob(".*.proven"):
        proof.unlink()
    monkeypatch.setattr(proving, "COMMAND", (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"))
    with pytest.raises(NotTried):
        choose_model(city)
    assert current(city) is None


def test_the_present_model_answers_in_place_of_a_chosen_one_that_is_broken(city, whole, training, caplog):
    models = city.var / "models"
    present, other = choose_model(city), models / "other.tar.gz"
    shutil.copy(whole, other)
    make_current(city, other)
    assert choose_model(city) == other
    other.write_bytes(b"half a model")
    assert choose_model(city) == present and current(city).name == "other"
    assert "The current model cannot be used: " in caplog.text and "`jumin model rollback`" in caplog.text
    shutil.copy(whole, other)
    assert choose_model(city) == other


def make_current(city: Settings, file) -> None:
    """As `jumin model use` does it with one living process."""
    store = store_of(city)
    store.arrive("1", "here:1", "before")
    change = store.propose(name_of(file), digest_of(file), present_sources(city, store.engine), USE)
    store.vote(change, Vote("1", "here:1", READY))
    store.decide(change)
    assert store.change(PROPOSED) is None


def test_the_model_that_was_set_must_be_whole(city):
    (city.var / "models" / "one.tar.gz").write_bytes(b"")
    with pytest.raises(ModelRefused, match="it is no model file"):
        choose_model(city.copy(update={"model": "one"}))
