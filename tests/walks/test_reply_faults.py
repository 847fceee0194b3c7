"""The walks' own eyes: each fault that they look for is seen where it is put."""
from __future__ import annotations

from dataclasses import replace

import pytest
from content_folder import real_release
from reply_faults import reply_faults
from support import MORNING
from walking import NUMBERS, PLACES, Resident, can_be_sent, leaks, own_sentences, sentences

from bot.answering.rendering import Receipt, Reply

FACT = Receipt("dine_in", "takeaway", ("press-34",), MORNING, "release", "model")
SAID = {"event": "bot", "metadata": {"utter_action": "utter_dine_in", "rests_on": [["press-34", "dining"]]}}
EARLIER = "2022-11-05T12:00:00+08:00"


def reply(*texts: str, buttons=(), receipt=FACT, refusals=()) -> Reply:
    return Reply(tuple({"text": text, "buttons": list(buttons), "card": None} for text in texts), receipt, refusals)


def faults(found: Reply, *events: dict) -> list[str]:
    return list(reply_faults(found, list(events or (SAID,)), real_release()))


def test_a_whole_reply_has_none():
    assert faults(reply("不能堂食。\n依据：甲")) == []
    assert faults(reply("没有写，请问社区。", receipt=replace(FACT, notices=()), refusals=("not_stated",))) == []


@pytest.mark.parametrize(("found", "fault"), [
    (reply(), "nothing was said"), (reply("  "), "a message without words"), (reply("一样", "一样"), "said twice"),
    (reply("请打{hotline}"), "stands in the words"), (reply("None开着"), "stands in the words"),
    (reply("甲", buttons=[{"title": "甲", "payload": "topic:nothing"}]), "leads nowhere"),
    (reply("甲", receipt=replace(FACT, topic="nothing")), "topic 'nothing' is none"),
    (reply("甲", receipt=replace(FACT, verdict="perhaps")), "verdict 'perhaps' is none"),
    (reply("甲", receipt=replace(FACT, as_of=EARLIER)), "was not in force"),
    (reply("甲", receipt=replace(FACT, notices=())), "dine_in is told without a source"),
    (reply("您好", receipt=replace(FACT, topic="greet")), "greet is conversation and names a source"),
])
def test_a_fault_is_seen(found, fault):
    assert any(fault in seen for seen in faults(found))


def test_a_statement_without_its_notice_is_seen():
    bare = {"event": "bot", "metadata": {"utter_action": "utter_venue_closed"}}
    assert "venue_closed is said without what it rests on" in faults(reply("甲"), bare)


@pytest.mark.parametrize(("slot", "value"), [("place", {"text": PLACES[1]}), ("cases", NUMBERS[2])])
def test_what_only_another_named_is_seen(slot, value):
    person = Resident("web:1", PLACES[0], NUMBERS[0], [{"event": "slot", "name": slot, "value": value}])
    assert leaks(person, reply("甲"))
    assert leaks(person, reply(f"{PLACES[3]}是低风险区"))


def test_own_facts_are_no_leak():
    entity = {"entity": "place", "value": {"text": PLACES[0]}}
    said = {"event": "user", "parse_data": {"text": f"我在{PLACES[0]}", "entities": [entity]}}
    person = Resident("web:1", PLACES[0], NUMBERS[0], [said, {
        "event": "slot", "name": "place", "value": entity["value"]
    }])
    assert leaks(person, reply(f"{PLACES[0]}是低风险区")) == []


def test_sentences_are_many_and_name_nobodys_own_place():
    assert len(sentences()) > 500 and all(can_be_sent(text) for text in sentences())
    named = {text for place, number in zip(PLACES, NUMBERS, strict=True) for text in own_sentences(place, number)}
    assert not named & set(sentences())
