"""What a model is named by: changed words and new phrases need no training, changed examples do."""
from __future__ import annotations

import shutil

import pytest
from support import ROOT

from bot.training.train import fingerprint
from knowledge.city.folder import city_folder


@pytest.fixture
def city(tmp_path, monkeypatch):
    folder = shutil.copytree(ROOT / "data", tmp_path / "city")
    monkeypatch.setenv("JUMIN_CITY_FOLDER", str(folder))
    city_folder.cache_clear()
    yield folder
    city_folder.cache_clear()


def test_a_new_phrase_and_another_answer_need_no_training(city):
    before = fingerprint()
    file = city / "answers/words/city.yml"
    file.write_text(file.read_text(encoding="utf-8") + "\nbrand_new:\n  text: 新\n", encoding="utf-8")
    topic = city / "answers/topics/four_fixed.yml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("定人员、", "专人、"), encoding="utf-8")
    assert fingerprint() == before


def test_another_role_does_since_the_rules_of_the_dialogue_follow_from_it(city):
    before = fingerprint()
    topic = city / "answers/topics/gate_checks.yml"
    topic.write_text("by_zone: true\n" + topic.read_text(encoding="utf-8"), encoding="utf-8")
    assert fingerprint() != before


def test_another_example_does(city):
    before = fingerprint()
    file = city / "nlu/faq/four_fixed.yml"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + "\n      - 啥叫四定来着\n", encoding="utf-8")
    assert fingerprint() != before
