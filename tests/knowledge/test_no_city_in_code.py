"""A city is a folder: no topic, notice, district, place or sentence of one stands in the code, and a folder with three
topics trains and serves."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from conftest import environment_for, start, stop
from ruamel.yaml import YAML
from support import ROOT, words

from knowledge.city.folder import city_folder
from knowledge.places.districts import Districts
from knowledge.releases import load_release
from knowledge.releases.city import city_of
from knowledge.tables.table import read_table

ROOMS = ("knowledge", "actions", "bot", "console", "labs")
CODE = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))
}
CITIES = sorted(file.parent for file in [ROOT / "data/city.yml", *(ROOT / "examples").glob("*/city.yml")])
# Of any city: what stands in language/ may be named in the code (not_understood is an act of the dialogue).
GENERAL = {file.stem for file in (ROOT / "language/topics").glob("*.yml")}
SENTENCE = re.compile("[\u4e00-\u9fff]{10,}")
# Plates are the country's; 万 and 三 are numerals that districts' short forms hold.
SHORTEST_NAME = 2
# An intent, a phrase or a slot that is spelt like a topic, each where it means that.
SPELT_ALIKE = {("actions/replies/venue_replies.py", "venue_open")}


@pytest.fixture(params=CITIES, ids=lambda folder: folder.name)
def city(request):
    return request.param


def found(names, pattern: str = "{}") -> set[tuple[str, str]]:
    """(file, name) where one of the names stands in the code."""
    sought = re.compile("|".join(pattern.format(re.escape(name)) for name in sorted(names, key=len, reverse=True)))
    return {(file, match[0].strip("\"'")) for file, text in CODE.items() for match in sought.finditer(text)}


def test_no_topic_of_a_city_is_named_in_the_code(city):
    own = set(load_release(city).answers) - GENERAL
    assert found(own, r"(?<=[\"']){}(?=[\"'])") <= SPELT_ALIKE


def test_no_notice_of_a_city_is_named_in_the_code(city):
    release = load_release(city)
    assert not found({*release.notices, *(notice.title for notice in release.notices.values())}, r"(?<!\w){}(?!\w)")


def test_no_district_street_or_name_of_a_city_stands_in_the_code(city):
    its = city_of(city)
    named = {its.name, its.short_name, *Districts(its).by_name, *(d.short for d in its.districts if d.short)}
    file = city / "sample" / "places.csv"
    rows = read_table(file) if file.exists() else ()
    named |= {row.values[level] for row in rows for level in ("street", "community") if row.values[level]}
    assert not found({name for name in named if len(name) > SHORTEST_NAME} | {its.short_name})


def test_no_sentence_of_a_city_stands_in_the_code(city):
    texts = [file.read_text(encoding="utf-8") for folder in ("answers", "notices", "rulebook", "wechat")
             for file in sorted((city / folder).rglob("*.yml"))]
    sentences = {sentence for text in texts for line in text.splitlines() if not line.lstrip().startswith("#")
                 for sentence in SENTENCE.findall(line)}
    assert len(sentences) > 20
    code = "\n".join(CODE.values())
    assert not [sentence for sentence in sentences if sentence in code]


@pytest.fixture(scope="module")
def three_topics(tmp_path_factory):
    """The folder that is written to begin with, cut down to three topics of its own."""
    folder = tmp_path_factory.mktemp("city") / "luoyang"
    made = subprocess.run(
        [sys.executable, "-m", "bot.cli", "content", "new", str(folder), "--name", "洛阳市"], cwd=ROOT,
        capture_output=True, text=True, timeout=120,
    )
    assert made.returncode == 0, made.stderr
    for name in ("answers/topics/greet.yml", "nlu/faq/greet.yml", "answers/topics/human.yml"):
        (folder / name).unlink()
    shutil.rmtree(folder / "wechat")
    shutil.rmtree(folder / "language")
    assert {file.stem for file in (folder / "answers/topics").glob("*.yml")} == {
        "test_validity", "venue_open", "zone_of_place"}
    return folder


def test_a_folder_with_three_topics_trains_and_serves(three_topics, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    (folder / "models").mkdir()
    environment = environment_for(folder, folder / "models", JUMIN_CITY_FOLDER=str(three_topics))
    environment.pop("JUMIN_NOW")
    served = start(environment)
    try:
        talk = served.session()
        zone = served.say("东城示例区青石街道柳林社区云溪花园3号楼是什么风险区", talk)
        assert "高风险区" in words(zone) and zone["receipt"]["notices"] == ["2022-1"]
        assert served.say("高风险区的超市能开吗", talk)["receipt"]["verdict"] == "open"
        assert "48小时" in words(served.say("核酸证明几小时内有效", talk))
        elsewhere = served.say("我在郑州，那边小区什么风险", talk)
        assert elsewhere["receipt"]["topic"] == "gap_other_city"
        assert elsewhere["receipt"]["as_of"].startswith("2022-04-01"), "the clock of the demonstration is the city's"
    finally:
        stop(served)


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
    from bot.nlu.reading.city_words import city_words
    from knowledge.places.districts import districts

    here = city_of(ROOT / "data")
    assert here.districts[0].name in districts().names and not city_words().elsewhere.search(f"我在{here.short_name}")
    in_city(three_topics)
    assert districts().names == ("东城示例区", "西城示例区", "示例开发区")
    elsewhere = city_words().elsewhere
    assert elsewhere.search(f"我在{here.short_name}") and not elsewhere.search("我在洛阳")
