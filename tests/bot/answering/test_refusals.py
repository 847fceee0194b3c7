"""The honest refusals: different in words, each with whom to ask, each known by its kind."""
from __future__ import annotations

import asyncio
import dataclasses
from datetime import datetime

import pytest
from content_folder import AFTER, EVENT, real_release, replace, small_folder
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answering.nlg import ReleaseGenerator
from knowledge.answers import REFUSALS
from knowledge.clock import SHANGHAI
from knowledge.releases import load_release
from knowledge.releases.city import Hotline
from knowledge.settings import Settings

NIGHT = "answers/topics/after_hours_testing.yml"
EARLIER = datetime(2022, 11, 5, 12, tzinfo=SHANGHAI)
CLAUSE = "    clause: night-testing"


def said(release, words: str, known: dict | None = None, /, **values) -> dict:
    generator = ReleaseGenerator(release=release, settings=Settings(now=EVENT.isoformat()))
    tracker = DialogueStateTracker("x", [AnySlot("place", [{}], initial_value=known)])
    return asyncio.run(generator.generate(f"utter_{words}", tracker, "web", **values))


def near(*names: str, exact: bool = True) -> dict:
    """The slot of a place, by district, street and community."""
    parts = dict(zip(("district", "street", "community"), names, strict=False))
    return {"candidates": [parts], "exact": exact, "unknown": "", "text": "".join(names)}


@pytest.fixture()
def phones():
    """The real release in a city with a phone for a district and one for a street of it."""
    release = real_release()
    street = Hotline(("金水区", "文化路街道"), "0371-2", "8:00至20:00")
    lines = (Hotline((), "12345", "24小时"), Hotline(("金水区",), "0371-1"), street)
    return dataclasses.replace(release, city=dataclasses.replace(release.city, hotlines=lines))


@pytest.mark.parametrize(("place", "phone"), [
    (None, "12345"), (near("二七区"), "12345"), (near("金水区"), "0371-1"), (near("金水区", "花园路街道"), "0371-1"),
    (near("金水区", "文化路街道", "甲社区"), "0371-2"), (near("金水区", exact=False), "12345"),
])
@pytest.mark.parametrize("words", ["dine_in", "supply_delivery", "out_of_scope", "outbreak_no_cases"])
def test_who_is_asked_is_the_nearest_that_the_city_names(phones, words, place, phone):
    assert f"拨打{phone}" in said(phones, words, place)["text"]


def test_hours_are_those_of_the_phone_that_is_told(phones):
    assert "12345，服务时间是24小时" in said(phones, "human", near("金水区"))["text"]
    assert "0371-2，服务时间是8:00至20:00" in said(phones, "human", near("金水区", "文化路街道"))["text"]


def test_a_topic_that_no_notice_speaks_of_yet():
    message = said(real_release(), "dine_in", at=EARLIER.isoformat())
    assert "还没有通告说到这件事（到11月5日12:00为止）" in message["text"] and "12345" in message["text"]
    assert (message["refusal"], message["rests_on"], message["topic"]) == ("not_stated", [], "dine_in")


def test_what_has_lapsed_says_who_said_it_and_until_when(tmp_path):
    root = small_folder(tmp_path)
    replace(root / NIGHT, CLAUSE, CLAUSE + "\n    to: 2022-11-08T09:00+08:00")
    message = said(load_release(root), "after_hours_testing", at=AFTER.isoformat())
    assert "第三十四场疫情防控新闻发布会说过" in message["text"] and "到11月8日9:00就结束了" in message["text"]
    assert (message["refusal"], message["rests_on"]) == ("lapsed", []) and "12345" in message["text"]


def test_two_notices_that_contradict_each_other_are_both_named(tmp_path):
    root = small_folder(tmp_path)
    replace(root / NIGHT, CLAUSE, CLAUSE + "\n    contradicts: 2022-153#三")
    message = said(load_release(root), "after_hours_testing")
    assert "第三十四场疫情防控新闻发布会（二级以上综合医院24小时核酸）" in message["text"]
    assert "公告2022年153号（采样地点）" in message["text"] and "12345" in message["text"]
    assert message["refusal"] == "disagree"
    assert message["rests_on"] == [["press-34", "night-testing"], ["2022-153", "三"]]


@pytest.mark.parametrize(("words", "kind"), [
    ("out_of_scope", "not_stated"), ("default", "not_understood"), ("dine_in", None), ("greet", None),
    ("follow_up_what", None),
])
def test_only_a_refusal_is_one(words, kind):
    assert said(real_release(), words)["refusal"] == kind


def test_a_phrase_cites_its_notice_only_while_it_is_in_force():
    values = {"place": "甲", "zone": "乙", "wording": "丙", "as_of": "丁"}
    assert said(real_release(), "zone_listed", **values)["rests_on"] == [["press-34", "designation"]]
    assert said(real_release(), "zone_listed", at=EARLIER.isoformat(), **values)["rests_on"] == []


def test_the_refusals_differ_in_words_and_each_names_whom_to_ask():
    release = real_release()
    texts = {name: phrase.text for name, phrase in release.words.items() if phrase.refusal}
    assert len(set(texts.values())) == len(texts)
    whole = {
        name: text for name, text in texts.items()
        if "{unsure}" not in text and not name.startswith(("outbreak_both", "zone_last_known"))
    }
    assert [name for name, text in whole.items() if "问" not in text and "hotline" not in text] == []
    kinds = {p.refusal for p in release.words.values()} | {a.refusal for a in release.answers.values()}
    assert set(REFUSALS) - {"hand_over"} <= kinds
