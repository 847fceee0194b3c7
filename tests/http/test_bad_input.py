"""Bad input gets a clear error or an honest answer; the process lives on and nothing else changes."""
from __future__ import annotations

import json
import uuid

import pytest
import requests

MESSAGES = "/webhooks/web/messages"


def send(served, body: bytes, **headers) -> requests.Response:
    return requests.post(
        f"{served.url}{MESSAGES}", data=body, headers={"Content-Type": "application/json", **headers}, timeout=30
    )


def message(session: str, **fields) -> dict:
    return {"session": session, "id": uuid.uuid4().hex, **fields}


@pytest.fixture()
def session(sample_city):
    """A session that must be as good after the bad input as before."""
    session = sample_city.session()
    yield session
    assert sample_city.say("二级以上医院晚上能做核酸吗", session)["receipt"]["topic"] == "after_hours_testing"
    assert requests.get(f"{sample_city.url}/live", timeout=5).ok


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_empty_text(sample_city, session, text):
    response = sample_city.post(message(session, text=text))
    assert (response.status_code, response.json()["error"]) == (400, "empty")


@pytest.mark.parametrize("length", [2001, 100_000])
def test_text_too_long(sample_city, session, length):
    response = sample_city.post(message(session, text="问" * length))
    assert (response.status_code, response.json()["error"]) == (413, "too_long")


def test_a_body_of_megabytes(sample_city, session):
    assert send(sample_city, b"x" * 3_000_000).status_code == 413


@pytest.mark.parametrize("body", [
    b"\xff\xfe\x80", b'{"text": "\xe6\x88"}', b"", b"null", b"[]", b"{", b'{"a": NaN}', b"[" * 60_000,
])
def test_not_a_json_object_in_utf8(sample_city, session, body):
    response = send(sample_city, body)
    assert response.status_code == 400 and response.json()["message"]


@pytest.mark.parametrize("odd", ["\\ud800", "a\\udfffb", "\\u0000", "a\\u0000b"])
@pytest.mark.parametrize("field", ["text", "id", "session", "payload", "extra"])
def test_half_characters_and_nul(sample_city, session, odd, field):
    whole = json.dumps({**message(session, text="核酸"), field: "ODD"}).replace("ODD", odd)
    assert send(sample_city, whole.encode()).status_code == 400


@pytest.mark.parametrize("token", ["", "abc", None, 7, ["x"], {"a": 1}, "W10.x", "a" * 5000])
def test_unknown_session(sample_city, session, token):
    response = sample_city.post({"session": token, "id": "1", "text": "你好"})
    assert (response.status_code, response.json()["error"]) == (401, "unknown_session")


@pytest.mark.parametrize("fields", [
    {"text": 5}, {"text": "好", "id": ""}, {"text": "好", "id": "x" * 101}, {"text": "好", "id": None}, {"payload": ""},
    {"payload": 7}, {"text": "好", "payload": "topic:greet"}, {"location": {"lat": 91, "lon": 0}}, {"location": "here"},
    {"location": {"lat": True, "lon": 1}}, {"location": {"lat": 34, "lon": 113, "datum": "mars"}},
])
def test_fields_of_the_wrong_shape(sample_city, session, fields):
    response = sample_city.post({**message(session), **fields})
    assert response.status_code == 400 and response.json()["error"]


@pytest.mark.parametrize("text", [
    "/restart", "  /restart", '/intent{"x":1}', '/screening_time{"place":"金水区"}', "/session_start", "／restart",
])
def test_commands_are_text(sample_city, session, text):
    reply = sample_city.say(text, session)
    assert reply["receipt"]["topic"] == "out_of_scope"
    assert all(message["text"] for message in reply["messages"])


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>", "'; DROP TABLE turn; --", "{hotline}{0.__class__}", "%s%n", "😀" * 300,
    "\u202e反过来\u202c", "？" * 2000,
])
def test_odd_text_is_answered_honestly(sample_city, session, text):
    reply = sample_city.say(text, session)
    assert reply["receipt"]["topic"] == "out_of_scope"
    assert "script" not in json.dumps(reply["messages"])


def test_a_payload_that_was_not_offered(sample_city, session):
    response = sample_city.post(message(session, payload="topic:screening_time"))
    assert (response.status_code, response.json()["error"]) == (400, "unknown_payload")


def test_a_payload_offered_to_somebody_else(sample_city, session):
    other = sample_city.session()
    offered = sample_city.say("八区核酸几点开始几点结束", other)["messages"][-1]["buttons"][0]["payload"]
    assert sample_city.post(message(session, payload=offered)).status_code == 400
    assert sample_city.press(offered, other)["receipt"]["topic"] == offered.removeprefix("topic:")


@pytest.mark.parametrize("path", [
    "/conversations/default/tracker", "/model/parse", "/webhooks/rest/webhook", "/socket.io/",
    "/webhooks/callback/webhook", "/domain", "/x",
])
def test_rasas_own_addresses_are_not_there(sample_city, path):
    assert requests.post(f"{sample_city.url}{path}", json={"text": "hi"}, timeout=5).status_code in (404, 405)


@pytest.mark.parametrize("content", [
    "{broken", "site_id,kind\n1,booth\n", "", "a,b,c\n1,2,3\n", '{"data": {"highlist": 5}}'
])
def test_a_broken_data_file_changes_nothing(sample_city, tmp_path, session, content):
    before = sample_city.say("金水区哪里有采样屋", sample_city.session())["messages"]
    file = tmp_path / "broken.csv"
    file.write_text(content, encoding="utf-8")
    outcome = sample_city.jumin("data", "load", str(file))
    assert outcome.returncode == 1 and (outcome.stderr + outcome.stdout).strip()
    assert "Traceback" not in outcome.stderr
    assert sample_city.say("金水区哪里有采样屋", sample_city.session())["messages"] == before
