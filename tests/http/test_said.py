"""What was said is found again, residents say what they think of it, and the off switch works at once."""
from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import requests
from support import words

from knowledge.clock import machine_utc

PASSWORD = "柳絮 sieben Brücken\n"


@pytest.fixture(scope="module")
def team(sample_city):
    """team("content", "silences") -> what is printed, as JSON; zhao approves, li edits."""
    for name, role in (("zhao", "approver"), ("li", "editor")):
        assert sample_city.jumin("user", "add", name, "--role", role, input=PASSWORD).returncode == 0

    def typed(*arguments: str) -> dict:
        done = sample_city.jumin(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return typed


@contextmanager
def silence(team, target: str):
    """While it holds, its sentence is said."""
    number = team("content", "silence", target, "--say", "正在核实，请拨打12345。", "--by", "zhao", "--why", "有误")["silence"]
    try:
        yield number
    finally:
        team("content", "unsilence", str(number), "--by", "zhao")


def post(served, path: str, **body) -> requests.Response:
    return requests.post(f"{served.url}/webhooks/web/{path}", json=body, timeout=30)


def test_what_was_said_is_told_from_its_receipt_and_is_said_again_now(sample_city, team):
    session = sample_city.session()
    sample_city.say("我在金水区文化路", session)
    reply = sample_city.say("饭店能堂食吗", session)
    told = team("content", "said", reply["receipt"]["id"])
    assert (told["question"], told["said"]["messages"]) == ("饭店能堂食吗", reply["messages"])
    assert told["now"]["messages"] == reply["messages"] and told["differs"] is False
    origins = told["said"]["from"]
    assert "row" in {one["kind"] for one in origins} and all(one["in_both"] for one in origins)
    refused = sample_city.jumin("content", "said", "0" * 16)
    assert refused.returncode == 1 and "no reply with the receipt" in refused.stderr


def test_a_topic_is_silenced_at_once_and_speaks_again(sample_city, team):
    before = sample_city.say("四定是哪四定")
    with silence(team, "topic:four_fixed") as number:
        told = sample_city.say("四定是哪四定")
        assert words(told) == "正在核实，请拨打12345。" and told["receipt"]["silence"] == number
        assert "正在核实" not in words(sample_city.say("志愿者怎么报名"))
        now = team("content", "said", before["receipt"]["id"])
        assert now["differs"] and now["now"]["receipt"]["silence"] == number
        page = requests.get(f"{sample_city.url}/faq", timeout=30).text
        assert "正在核实，请拨打12345。" in page.split('id="four_fixed"')[1].split("</article>")[0]
    assert words(sample_city.say("四定是哪四定")) == words(before)


def test_a_second_answer_of_a_silenced_topic_is_silent_too(sample_city, team):
    twofold = "志愿者怎么报名？四定是哪四定？"
    assert "定" in words(sample_city.say(twofold))
    with silence(team, "topic:four_fixed"):
        assert words(sample_city.say(twofold)) == "正在核实，请拨打12345。"


def test_all_is_silent_but_who_is_in_danger_is_helped(sample_city, team):
    with silence(team, "all"):
        assert words(sample_city.say("药店开吗")) == "正在核实，请拨打12345。"
        fire = sample_city.say("着火了怎么办")
        assert "119" in words(fire) and "silence" not in fire["receipt"]


def test_what_is_no_topic_or_by_no_approver_silences_nothing(sample_city, team):
    for target, by, why in (("topic:dinein", "zhao", "有误"), ("all", "li", "有误"), ("all", "zhao", " ")):
        done = sample_city.jumin("content", "silence", target, "--say", "停。", "--by", by, "--why", why)
        assert done.returncode == 1 and len(done.stderr.strip().splitlines()) == 1
    assert team("content", "silences") == {"silences": []}


def test_what_did_not_help_is_in_the_inbox_with_its_reason(sample_city, team):
    session = sample_city.session()
    reply = sample_city.say("市场库存有多少吨呀", session)
    thought = {
        "session": session, "id": reply["id"], "helpful": False, "reason": "outdated", "words": "打13812345678问过，改了"
    }
    assert [post(sample_city, "feedback", **thought).status_code for _ in range(2)] == [204, 204]
    (group,) = [one for one in team("inbox", "list")["groups"] if one["kind"] == "outdated"]
    (item,) = team("inbox", "show", str(group["number"]))["questions"]
    assert item["question"] == "市场库存有多少吨呀" and item["words"].endswith("问过，改了")
    assert "13812345678" not in item["words"]
    assert post(sample_city, "feedback", session=session, id=reply["id"], helpful=True).status_code == 204
    assert "outdated" not in {one["kind"] for one in team("inbox", "list")["groups"]}


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
