"""The web channel as the contract has it."""
from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import requests
from support import words


def test_the_same_id_gives_the_same_reply(sample_city):
    body = {"session": sample_city.session(), "id": uuid.uuid4().hex, "text": "四定是哪四定"}
    first, again = sample_city.post(body).json(), sample_city.post({**body, "text": "别的话"}).json()
    assert first == again and first["receipt"]["topic"] == "four_fixed"


def test_the_same_id_many_times_at_once_is_one_turn(sample_city):
    body = {"session": sample_city.session(), "id": uuid.uuid4().hex, "text": "志愿者怎么报名"}
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: sample_city.post(body).json(), range(16)))
    assert all(reply == replies[0] for reply in replies)
    missed = missed_turns(sample_city, body["session"])
    assert [turn["id"] for turn in missed] == [body["id"]]


def missed_turns(served, session, after=None):
    response = requests.get(
        f"{served.url}/webhooks/web/messages", params={"after": after} if after else {},
        headers={"Authorization": f"Bearer {session}"}, timeout=10,
    )
    assert response.status_code == 200
    return response.json()["turns"]


def test_what_was_missed_can_be_fetched(sample_city):
    session = sample_city.session()
    one, two = sample_city.say("市场库存有多少吨", session), sample_city.say("谢谢", session)
    assert [turn["id"] for turn in missed_turns(sample_city, session)] == [one["id"], two["id"]]
    assert missed_turns(sample_city, session, after=one["id"]) == [two]


def test_a_page_can_show_again_what_was_asked(sample_city):
    session = sample_city.session()
    question = sample_city.say("志愿者怎么报名", session)
    sample_city.press(question["messages"][0]["buttons"][0]["payload"], session)
    sample_city.post({"session": session, "id": "here", "location": {"lat": 34.762, "lon": 113.665}})
    response = requests.get(
        f"{sample_city.url}/webhooks/web/messages", params={"asked": "1"},
        headers={"Authorization": f"Bearer {session}"}, timeout=10,
    )
    one, two, three = (turn["asked"] for turn in response.json()["turns"])
    assert (one["text"], one["payload"]) == ("志愿者怎么报名", None) and one["at"] <= two["at"] <= three["at"]
    assert two["payload"] == question["messages"][0]["buttons"][0]["payload"] and not two["text"]
    assert (three["text"], three["payload"]) == ("", None)


def test_words_come_in_the_characters_that_are_asked_for(sample_city):
    body = {"session": sample_city.session(), "id": "1", "text": "志愿者怎么报名"}
    said = {
        language: requests.post(
            f"{sample_city.url}/webhooks/web/messages", json=body, headers={"Accept-Language": language}, timeout=30
        ).json()["messages"][0]["text"] for language in ("zh-CN,zh;q=0.9", "zh-TW,zh;q=0.9", "en")
    }
    assert said["zh-CN,zh;q=0.9"] == said["en"] != said["zh-TW,zh;q=0.9"] and "報名" in said["zh-TW,zh;q=0.9"]


def test_who_asks_for_english_is_answered_in_it_and_finds_it_again(sample_city):
    headers = {"Accept-Language": "en-GB,en;q=0.9"}
    session = sample_city.session()
    body = {"session": session, "id": "1", "text": "低风险区的理发店能开门吗"}
    reply = requests.post(f"{sample_city.url}/webhooks/web/messages", json=body, headers=headers, timeout=30).json()
    said = reply["messages"][0]
    assert said["language"] == "en" and said["text"].startswith("Barber shops (理发店) may open under conditions")
    assert said["card"]["verdict"] == "open" and said["card"]["conditions"].startswith("strictly keep to")
    again = requests.get(
        f"{sample_city.url}/webhooks/web/messages", headers={"Authorization": f"Bearer {session}"}, timeout=10
    ).json()["turns"][0]
    assert again["messages"] == reply["messages"]


def test_a_question_back_has_its_buttons_the_first_time_and_says_where_a_location_helps(sample_city):
    where = sample_city.say("哪里做核酸")["messages"][0]
    assert where["asks"] == "location" and {"title": "金水区", "payload": "say:金水区"} in where["buttons"]
    kind = sample_city.say("我的店能开吗")["messages"][0]
    assert "asks" not in kind and {"title": "理发店", "payload": "say:理发店"} in kind["buttons"]


def test_missed_turns_need_the_session(sample_city):
    response = requests.get(
        f"{sample_city.url}/webhooks/web/messages", headers={"Authorization": "Bearer x"}, timeout=5
    )
    assert response.status_code == 401


def test_the_receipt_names_everything(sample_city):
    receipt = sample_city.say("外地人在郑州要不要参加7号的全员核酸")["receipt"]
    assert set(receipt) == {"id", "topic", "verdict", "notices", "as_of", "release", "publication", "model"}
    assert receipt["notices"] == ["2022-153"] and receipt["as_of"] == "2022-11-07T09:00:00+08:00"
    assert len(receipt["release"]) == 12 and receipt["model"].startswith("jumin-")


def test_a_shared_location_finds_booths(sample_city):
    session = sample_city.session()
    body = {"session": session, "id": "1", "location": {"lat": 34.762, "lon": 113.665, "datum": "gcj02"}}
    reply = sample_city.post(body).json()
    assert reply["receipt"]["topic"] == "booth_location"
    sites = reply["messages"][0]["card"]["sites"]
    assert len(sites) == 3 and all(site["distance_m"] < 20_000 for site in sites)
    assert "采样" in words(reply)


def test_two_sessions_know_nothing_of_each_other(sample_city):
    one, two = sample_city.session(), sample_city.session()
    sample_city.say("我在金水区，想问采样屋", one)
    reply = sample_city.say("我们小区是啥风险区", two)
    assert "金水" not in words(reply)


def test_the_page_says_it_is_a_demonstration(sample_city):
    page = requests.get(sample_city.url, timeout=5)
    assert "演示数据，停在2022年11月7日" in page.text and "Sample data of 7 November 2022" in page.text


def test_ready_tells_what_it_runs_on(sample_city):
    ready = requests.get(f"{sample_city.url}/ready", timeout=5).json()
    assert ready["status"] == "ready" and ready["model"] and ready["release"]
