"""Answers begin with the answer, end with what is not stated and whom to ask, and say each once."""
from __future__ import annotations

import re

import pytest
from answer_texts import CONSTANTS, WRITTEN, in_words, said
from content_folder import AFTER, EVENT, real_release
from ruamel.yaml import YAML
from support import ROOT

from knowledge.answers import fill
from knowledge.releases.first_words import GLANCE, late
from knowledge.rulebook import decide_venue

FIRST = YAML(typ="safe").load((ROOT / "tests/cases/first_words.yml").read_text(encoding="utf-8"))
STATES = {"event": EVENT, "after": AFTER}
ROLES = {topic: answer.role for topic, answer in real_release().answers.items()}
GAP = r"^通告没有(统一)?写|^没有外地的通告|^请(先|马上)告诉所在社区"
UNSTATED = re.compile(r"没有(统一|单)?写|没有(公布|说|列出|给出)")
SOMEBODY = re.compile(r"请问|请先问|请先打|请看|请联系|告诉(12345|所在社区)|拨打")


def first_words(topic: str) -> dict[str, str]:
    """The pattern for each state of the screening."""
    pattern = FIRST.get(topic) or (GAP if ROLES[topic].name == "gap" else None)
    return pattern if isinstance(pattern, dict) else dict.fromkeys(STATES, pattern)


STATING = [topic for topic in WRITTEN if not ROLES[topic].is_conversation]
HELP = [topic for topic in WRITTEN if ROLES[topic].name in ("danger", "hand_over") and topic != "danger_despair"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("topic", STATING)
def test_the_first_twenty_characters_answer(topic, state):
    text, pattern = said(topic, STATES[state]), first_words(topic)[state]
    assert pattern and re.search(pattern, text[:GLANCE], re.DOTALL), text
    assert late(text) is None


@pytest.mark.parametrize("topic", HELP)
def test_help_begins_with_the_number(topic):
    assert re.search(r"拨打\D{0,4}(110|119|120|12345)", said(topic, EVENT)[:GLANCE])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("topic", WRITTEN)
def test_what_is_not_stated_is_said_once_with_whom_to_ask(topic, state):
    text = said(topic, STATES[state])
    assert text.count("通告没有写：") <= 1
    if "通告没有写：" in text:
        *_, last = text.splitlines()
        assert last.startswith("通告没有写：") and re.search(r"。请问.+，也可以拨打12345。$", last)
    assert SOMEBODY.search(text) or not UNSTATED.search(text)


@pytest.mark.parametrize("topic", WRITTEN)
def test_no_mark_stands_twice(topic):
    for at in STATES.values():
        assert not re.search(r"[，。：；！？、]{2,}|（）|\n\n", said(topic, at))


def cells() -> list[tuple[str, str]]:
    book = real_release().rulebook
    return [(zone, venue) for zone in book.zones for venue in book.kinds]


@pytest.mark.parametrize(("zone", "venue"), cells())
def test_a_verdict_stands_in_the_first_twenty_characters(zone, venue):
    release = real_release()
    words, verdict = in_words(release), decide_venue(release.rulebook, venue, zone, EVENT)
    values = words.values(verdict, release.words[f"zone_{zone}"].text if f"zone_{zone}" in release.words else zone,
                          release.rulebook.kinds[venue].name)
    text = fill(release.words[words.phrase(verdict)], **CONSTANTS, **values)
    assert re.search("可以营业|可以开|暂停营业|禁止堂食|线上教学|闭环管理|停办|不举办|没有写|没有点到", text[:GLANCE]), text
    assert not re.search(r"[，。：；！？、]{2,}|（）", text)
    for condition in words.conditions(verdict):
        assert f"\n· {condition}。" in text
    if verdict.word == "not_stated":
        assert "请问" in text and "12345" in text


@pytest.mark.parametrize(("text", "fault"), [
    ("153号公告写明：可以。", "stands before the answer"), ("您好，可以。", "stands before the answer"),
    ("关于堂食，禁止。", "stands before the answer"), ("根据第三十四场发布会，禁止。", "stands before the answer"),
    ("一句话说了很多很多很多很多很多很多很多才说到能不能，能。", "the first clause has"),
    ("可以营业。153号公告写明。", None), ("通告没有写明能不能出门。", None), ("", None),
])
def test_what_does_not_begin_with_the_answer_is_seen(text, fault):
    assert fault in late(text) if fault else late(text) is None
