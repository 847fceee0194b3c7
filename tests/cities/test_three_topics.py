"""A folder of three topics is a city: it trains and serves, and what is off is refused in a sentence."""
from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from conftest import environment_for, start, stop
from faults.publications import Editors
from ruamel.yaml import YAML
from support import ROOT, words

from knowledge.city.folder import city_folder
from knowledge.desk.draft import StepRefused
from knowledge.desk.reading import history
from knowledge.releases import load_release
from knowledge.releases.city import city_of

LANTERNS = "sky_lanterns"
TOLD = """topic: sky_lanterns
group: testing
title: 放孔明灯
parts:
  - {text: 孔明灯会引起火灾，一律不得燃放。, notice: 2022-1, clause: shops}
"""
EXAMPLES = """version: "3.1"
nlu:
  - intent: sky_lanterns
    examples: |
      - 能放孔明灯吗
      - 孔明灯让不让放
      - 想放个孔明灯祈福行不行
      - 放孔明灯有人管没有
      - 小区里可以放孔明灯吗
      - 河边放孔明灯中不中
"""


@pytest.fixture(scope="module")
def three_topics(tmp_path_factory):
    """The folder that is written to begin with, cut down to three topics of its own."""
    folder = tmp_path_factory.mktemp("city") / "luoyang"
    made = subprocess.run(
        [sys.executable, "-m", "bot.cli", "content", "new", str(folder), "--name", "洛阳市"], cwd=ROOT,
        capture_output=True, text=True, timeout=120,
    )
    assert made.returncode == 0, made.stderr
    kept = ("test_validity", "venue_open", "zone_of_place")
    for file in [*(folder / "answers/topics").glob("*.yml"), *(folder / "nlu/faq").glob("*.yml")]:
        if file.stem not in kept:
            file.unlink()
    shutil.rmtree(folder / "wechat")
    shutil.rmtree(folder / "language")
    city, golden = folder / "city.yml", folder / "golden.yml"
    city.write_text(city.read_text("utf-8").replace("booth_location", "test_validity"), "utf-8")
    lines = golden.read_text("utf-8").splitlines(keepends=True)
    golden.write_text("".join(line for line in lines if "booth_location" not in line), "utf-8")
    return folder


@pytest.fixture(scope="module")
def served(three_topics, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    (folder / "models").mkdir()
    environment = environment_for(folder, folder / "models", JUMIN_CITY_FOLDER=str(three_topics))
    environment.pop("JUMIN_NOW")
    yield (running := start(environment))
    stop(running)


def test_a_folder_with_three_topics_trains_and_serves(served):
    talk = served.session()
    zone = served.say("东城示例区青石街道柳林社区云溪花园3号楼是什么风险区", talk)
    assert "高风险区" in words(zone) and zone["receipt"]["notices"] == ["2022-1"]
    assert served.say("高风险区的超市能开吗", talk)["receipt"]["verdict"] == "open"
    assert "48小时" in words(served.say("核酸证明几小时内有效", talk))
    elsewhere = served.say("我在郑州，那边小区什么风险", talk)
    assert elsewhere["receipt"]["topic"] == "gap_other_city"
    assert elsewhere["receipt"]["as_of"].startswith("2022-04-01"), "the clock of the demonstration is the city's"


@pytest.fixture(scope="module")
def editors(served):
    return Editors(f"sqlite:///{served.environment['JUMIN_VAR']}/jumin.db")


def test_a_new_topic_is_published_with_a_model_that_knows_it_and_can_be_taken_back(served, editors):
    asked = "今晚能放孔明灯不"
    assert served.say(asked)["receipt"]["topic"] != LANTERNS
    editors.publish(editors.written({f"answers/topics/{LANTERNS}.yml": TOLD, f"nlu/faq/{LANTERNS}.yml": EXAMPLES}))
    reply, published = served.say(asked), history(editors.engine)
    assert reply["receipt"]["topic"] == LANTERNS and "孔明灯" in words(reply)
    assert reply["receipt"]["model"] == published[-1].model != published[0].model
    editors.roll_back(steps=1)
    again = served.say(asked)["receipt"]
    assert again["topic"] != LANTERNS and again["publication"] == published[-1].seq + 1


def test_a_topic_without_examples_is_refused_with_the_reason(editors):
    with pytest.raises(StepRefused, match=r"kites\.yml is missing:"):
        editors.publish(editors.written({"answers/topics/kites.yml": TOLD.replace(LANTERNS, "kites")}))


def test_a_folder_that_is_written_to_begin_with_is_one_that_loads(three_topics):
    assert len(load_release(ROOT / "templates" / "city").answers) >= len(load_release(three_topics).answers)
    golden = YAML(typ="safe").load((three_topics / "golden.yml").read_text(encoding="utf-8"))
    assert {case["topic"] for case in golden} <= set(load_release(ROOT / "templates/city").answers)


def test_a_folder_that_is_not_empty_is_not_written_over(three_topics):
    again = subprocess.run(
        [sys.executable, "-m", "bot.cli", "content", "new", str(three_topics)], cwd=ROOT, capture_output=True,
        text=True, timeout=60,
    )
    assert again.returncode == 1 and "not empty" in again.stderr


def test_a_folder_without_a_city_refuses_to_start(tmp_path):
    environment = environment_for(tmp_path, tmp_path, JUMIN_CITY_FOLDER=str(tmp_path / "nowhere"))
    refused = subprocess.run(
        [sys.executable, "-m", "bot.cli", "ask", "你好"], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=60,
    )
    assert refused.returncode == 1 and "holds no city.yml" in refused.stderr


@pytest.fixture
def in_city(monkeypatch):
    """in_city(FOLDER): this process serves that city, until the test ends."""
    def serve(folder) -> None:
        monkeypatch.setenv("JUMIN_CITY_FOLDER", str(folder))
        city_folder.cache_clear()
    yield serve
    monkeypatch.undo()
    city_folder.cache_clear()


def test_each_city_has_districts_and_names_of_its_own(in_city, three_topics):
    from bot.nlu.readers.city_words import city_words
    from knowledge.places.districts import districts

    here = city_of(ROOT / "data")
    assert here.districts[0].name in districts().names and not city_words().elsewhere.search(f"我在{here.short_name}")
    in_city(three_topics)
    assert districts().names == ("东城示例区", "西城示例区", "示例开发区")
    elsewhere = city_words().elsewhere
    assert elsewhere.search(f"我在{here.short_name}") and not elsewhere.search("我在洛阳")
