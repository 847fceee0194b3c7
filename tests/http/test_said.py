"""What was said is found again, residents say what they think of it, and the off switch works at once."""
from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import requests
from desks import add_people
from support import words

from bot.stores.inbox import open_items
from knowledge.clock import machine_utc
from knowledge.database import open_engine
from knowledge.silences.store import silence, unsilence

SENTENCE = "正在核实，请拨打12345。"


@pytest.fixture(scope="module")
def store(sample_city):
    """The store of the running bot, opened beside it; zhao approves, li edits."""
    engine = open_engine(f"sqlite:///{sample_city.environment['JUMIN_VAR']}/jumin.db")
    add_people(engine, {"zhao": ["approver"], "li": ["editor"]})
    return engine


def typed(served, *arguments: str) -> dict:
    """What a command prints."""
    done = served.jumin(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def silenced(store, scope: str, key: str = ""):
    """While it holds, the sentence is said."""
    one = silence(store, (scope, key), SENTENCE, "zhao", "有误", None, machine_utc())
    try:
        yield one.id
    finally:
        unsilence(store, one.id, "zhao", machine_utc())


def post(served, path: str, **body) -> requests.Response:
    return requests.post(f"{served.url}/webhooks/web/{path}", json=body, timeout=30)


def test_what_was_said_is_told_from_its_receipt_and_is_said_again_now(sample_city):
    session = sample_city.session()
    sample_city.say("我在金水区文化路", session)
    reply = sample_city.say("饭店能堂食吗", session)
    told = typed(sample_city, "content", "said", reply["receipt"]["id"])
    assert (told["question"], told["said"]["messages"]) == ("饭店能堂食吗", reply["messages"])
    assert told["now"]["messages"] == reply["messages"] and told["differs"] is False
    origins = told["said"]["from"]
    assert "row" in {one["kind"] for one in origins} and all(one["in_both"] for one in origins)


def test_a_topic_is_silenced_at_the_command_line_at_once_and_speaks_again(sample_city, store):
    before = words(sample_city.say("四定是哪四定"))
    begun = "content", "silence", "topic:four_fixed", "--say", SENTENCE, "--by", "zhao", "--why", "有误"
    number = typed(sample_city, *begun)["silence"]
    told = sample_city.say("四定是哪四定")
    assert words(told) == SENTENCE and told["receipt"]["silence"] == number
    assert SENTENCE not in words(sample_city.say("志愿者怎么报名"))
    page = requests.get(f"{sample_city.url}/faq", timeout=30).text
    assert SENTENCE in page.split('id="four_fixed"')[1].split("</article>")[0]
    asked = requests.get(f"{sample_city.url}/faq.json", timeout=30).json()["mainEntity"]
    assert "#four_fixed" not in {one["@id"] for one in asked}
    unsilence(store, number, "zhao", machine_utc())
    assert words(sample_city.say("四定是哪四定")) == before


def test_a_second_answer_of_a_silenced_topic_is_silent_too(sample_city, store):
    twofold = "志愿者怎么报名？四定是哪四定？"
    assert "定人员" in words(sample_city.say(twofold))
    with silenced(store, "topic", "four_fixed"):
        assert words(sample_city.say(twofold)) == SENTENCE


def test_a_button_of_a_silenced_topic_is_silent(sample_city, store):
    session = sample_city.session()
    payload = sample_city.say("饭店能堂食吗", session)["messages"][-1]["buttons"][0]["payload"]
    with silenced(store, "topic", payload.removeprefix("topic:")):
        assert words(sample_city.press(payload, session)) == SENTENCE


@pytest.mark.parametrize("target", [("all",), ("channel", "web")])
def test_all_is_silent_but_who_is_in_danger_is_helped(sample_city, store, target):
    with silenced(store, *target):
        assert words(sample_city.say("药店开吗")) == SENTENCE
        fire = sample_city.say("着火了怎么办")
        assert "119" in words(fire) and "silence" not in fire["receipt"]


def test_the_why_behind_a_silenced_answer_lays_nothing_open(sample_city, store):
    session = sample_city.session()
    with silenced(store, "topic", "four_fixed"):
        sample_city.say("四定是哪四定", session)
        assert "四定" not in words(sample_city.say("为什么", session))


def test_what_did_not_help_is_in_the_inbox_with_its_reason(sample_city, store):
    session = sample_city.session()
    reply = sample_city.say("市场库存有多少吨呀", session)
    thought = {
        "session": session, "id": reply["id"], "helpful": False, "reason": "outdated", "words": "打13812345678问过，改了"
    }
    assert [post(sample_city, "feedback", **thought).status_code for _ in range(2)] == [204, 204]
    (item,) = [item for item in open_items(store) if item.kind == "outdated" and item.question == "市场库存有多少吨呀"]
    assert item.words.endswith("问过，改了") and "13812345678" not in item.words
    assert post(sample_city, "feedback", session=session, id=reply["id"], helpful=True).status_code == 204
    assert ("outdated", item.question) not in {(one.kind, one.question) for one in open_items(store)}


def test_feedback_is_about_a_reply_of_that_session_and_reads_strictly(sample_city):
    session, other = sample_city.session(), sample_city.session()
    told = sample_city.say("谢谢", session)["id"]
    for body, status, code in (
        ({"session": other, "id": told, "helpful": True}, 400, "unknown_message"),
        ({"session": "x", "id": told, "helpful": True}, 401, "unknown_session"),
        ({"session": session, "id": told, "helpful": "no"}, 400, "malformed"),
        ({"session": session, "id": told, "helpful": False, "reason": "rude"}, 400, "malformed"),
        ({"session": session, "id": told, "helpful": True, "reason": "wrong"}, 400, "malformed"),
        ({"session": session, "id": told, "helpful": False, "reason": ["wrong"]}, 400, "malformed"),
        ({"session": session, "id": told, "helpful": False, "words": 3}, 400, "malformed"),
        ({"session": session, "id": told, "helpful": False, "words": "长" * 2001}, 413, "too_long"),
        ({"session": session, "helpful": False}, 400, "malformed"),
    ):
        refused = post(sample_city, "feedback", **body)
        assert (refused.status_code, refused.json()["error"]) == (status, code), body


def test_a_session_gets_a_code_of_six_digits_for_ten_minutes_and_not_without_end(sample_city):
    session = sample_city.session()
    answers = [post(sample_city, "code", session=session) for _ in range(8)]
    given = answers[0].json()
    assert answers[0].status_code == 201 and re.fullmatch(r"\d{6}", given["code"])
    left = datetime.fromisoformat(given["ends"]) - machine_utc()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10) and given["ends"].endswith("+08:00")
    assert {answer.status_code for answer in answers} == {201, 429}
    assert post(sample_city, "code", session="x").status_code == 401


def test_without_the_last_message_that_was_seen_the_last_fifty_turns_are_given(sample_city):
    session = sample_city.session()
    ids = [sample_city.say("谢谢", session)["id"] for _ in range(52)]
    missed = requests.get(
        f"{sample_city.url}/webhooks/web/messages", headers={"Authorization": f"Bearer {session}"}, timeout=30
    ).json()["turns"]
    assert [turn["id"] for turn in missed] == ids[2:]
