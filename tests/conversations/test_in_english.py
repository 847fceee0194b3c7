"""Questions of somebody who reads English: the answer in English with the same facts, or the Chinese with that said."""
from __future__ import annotations

import asyncio
import shutil
import uuid
from dataclasses import replace

import pytest
from support import MORNING, ROOT, words

from bot.rasa_engine.agent import Question
from knowledge.forms.facts import differing
from knowledge.releases import load_release
from knowledge.releases.edition import OF_FOLDER, Edition
from knowledge.releases.english import place_names

# What is sent, and what the English reply says.
ASKED = [
    ("topic:dine_in", "may not serve meals inside"),
    ("say:低风险区的理发店能开门吗", "Barber shops (理发店) may open under conditions (low-risk zone)."),
    ("say:中风险区的KTV能开吗", "Karaoke bars are shut (medium-risk zone)."),
    ("say:健身房能开吗", "The notices do not say: what holds for gyms (健身房)"),
    ("say:金水区文化路附近的采样屋", "open, closes at 12:00"),
    ("say:惠济区晚上哪里做核酸", "(as of 20:00 on 7 November)"),
    ("say:二七区大学路街道是什么风险区", "Low-risk zone (sample data, not a real level)."),
    ("say:新增两例，在同一个单元", "Only the unit with infected people is sealed."),
    ("say:屋里着火了", "Call 119 at once!"),
    ("say:房租能免吗", "The notices do not say what happens with rent"),
    ("topic:screening_time", "7 November from 7:00"),
    ("say:第153号通告说了什么", "who is sampled"),
    ("say:阿巴阿巴", "I did not understand you"),
]


def turn(asker, payload: str, language: str = "en") -> dict:
    return asyncio.run(asker.turn(Question(f"en:{uuid.uuid4().hex}", "web", payload=payload, language=language)))


@pytest.mark.parametrize(("payload", "says"), ASKED, ids=[payload for payload, _ in ASKED])
def test_a_reply_in_english_says_what_the_chinese_one_does(askers, payload, says):
    asker = askers.at(MORNING)
    english, chinese = turn(asker, payload), turn(asker, payload, "")
    assert says in words(english)
    assert {message["language"] for message in english["messages"]} == {"en"}
    assert english["receipt"] == chinese["receipt"]
    names = place_names(load_release())
    assert differing(words(chinese), words(english), names) == ()


@pytest.mark.parametrize("payload", [payload for payload, _ in ASKED])
def test_what_was_said_is_on_record_as_in_chinese(askers, payload):
    talker = askers.at(MORNING).talker
    english, chinese = (
        asyncio.run(talker.answer(Question(f"en:{uuid.uuid4().hex}", "web", payload=payload, language=language), []))[0]
        for language in ("en", "")
    )
    assert english.origins == chinese.origins and english.refusals == chinese.refusals
    assert english.topics == chinese.topics and english.is_danger == chinese.is_danger


def test_buttons_are_english_and_press_what_the_chinese_ones_press(askers):
    english, chinese = (turn(askers.at(MORNING), "topic:venue_open", language) for language in ("en", ""))
    assert english["messages"][0]["buttons"][0]["title"] == "Supermarket"
    assert [[button["payload"] for button in reply["messages"][0]["buttons"]] for reply in (english, chinese)] == (
        [["say:超市", "say:药店", "say:理发店", "say:饭店"]] * 2
    )


def test_what_is_newer_in_chinese_is_said_in_chinese_and_that_it_is(askers, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    file = tmp_path / "data" / "answers" / "topics" / "two_labs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("您不必担心", "请您放心"), encoding="utf-8")
    release = replace(load_release(tmp_path / "data"), identifier="newer")
    asker = askers.at(MORNING)
    asker.edition = Edition(OF_FOLDER, release)
    try:
        said, answer = turn(asker, "topic:two_labs")["messages"]
    finally:
        asker.edition = None
    assert said["text"].startswith("There is no English version") and said["language"] == "en"
    assert "请您放心" in answer["text"] and answer["language"] == "zh-Hans"


def test_who_reads_chinese_is_told_no_language(askers):
    assert "language" not in turn(askers.at(MORNING), "topic:two_labs", "")["messages"][0]
