"""Calls at the hotline over HTTP, as the pages and telephones of agents have them."""
from __future__ import annotations

import random
from pathlib import Path

import pytest
import requests
from desks import add_people
from hotline_agents import Agent, console_of
from sqlalchemy import text
from support import ROOT

from bot.channels.registry import personal_tables
from bot.retention.personal_data import erase, retain_calls
from knowledge.audit.log import all_links
from knowledge.clock import machine_utc
from knowledge.database import open_engine, transaction
from knowledge.silences.store import silence, unsilence
from labs.evaluation.calls import as_pieces, read_calls

CALLS = {call["id"]: call for call in read_calls([ROOT / "tests/cases/calls/calls.yml"])}
# Of each kind one: a danger, two questions, a changed mind, a fact told on the way, nothing that fits.
TEN = ("c01", "c03", "c11", "c12", "c17", "c26", "c27", "c29", "c32", "c35")

PIECE = {"segment": "s1", "revision": 1, "speaker": "caller", "final": True, "start": 0, "end": 1, "text": "喂"}


@pytest.fixture(scope="module")
def store(sample_city):
    engine = open_engine(f"sqlite:///{Path(sample_city.environment['JUMIN_VAR']) / 'jumin.db'}")
    people = {"wu": ["agent"], "li_agent": ["agent"], "writer": ["editor"], "zhao_hotline": ["approver"]}
    add_people(engine, people)
    return engine


@pytest.fixture(scope="module")
def wu(sample_city, store) -> Agent:
    return Agent(console_of(sample_city), "wu")


def count(store, table: str, call: str) -> int:
    with store.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table} WHERE call = :c"), {"c": call}).scalar()


@pytest.mark.parametrize("key", TEN)
def test_the_right_card_stands_there_before_the_caller_ends(wu, key):
    shown = [card["topic"] for card in wu.hears(*CALLS[key]["said"])["cards"]]
    assert {*CALLS[key]["expect"]} <= {*shown} and len(shown) <= 3 and bool(shown) == bool(CALLS[key]["expect"])


def test_a_card_says_what_to_read_aloud_from_which_notice_and_until_when(wu):
    card, = wu.hears("今天核酸几点到几点做")["cards"]
    assert "七点" in card["script"] and not any(digit in card["script"] for digit in "0123456789")
    assert "153号" in card["source"] and "第一条" in card["clause"]
    assert card["valid_until"] == "2022-11-07T13:00:00+08:00" and 0 < card["confidence"] <= 1
    assert {*card} == {"id", "topic", "verdict", "title", "script", "source", "clause", "valid_until", "confidence",
                       "publication"}


def test_repeats_and_disorder_lead_to_the_same_cards(wu):
    said = ("我家旁边那个超市", "开不开门啊", "还有核酸几点做")
    in_order = wu.hears(*said)
    pieces = [*as_pieces(said)] * 2
    random.Random(7).shuffle(pieces)
    wu.begin()
    for piece in pieces:
        wu.send(piece)
    assert wu.state() == in_order


def test_the_agents_own_speech_changes_nothing(wu):
    assert wu.hears("你好", "坐席：您是问超市开不开门吗")["cards"] == []


def test_the_deciding_question_is_asked_and_its_answer_changes_the_verdict(wu):
    asked = wu.hears("饭店现在能不能开门")["ask"]
    assert asked["fact"] == "zone_kind" and {"title": "低风险区", "value": "low_risk"} in asked["options"]
    verdicts = {}
    for zone in ("low_risk", "high_risk"):
        answer = wu.post(f"calls/{wu.call}/facts", {"fact": "zone_kind", "value": zone})
        assert answer.status_code == 200 and answer.json()["ask"] is None
        verdicts[zone] = answer.json()["cards"][0]["verdict"]
    assert verdicts["low_risk"] != verdicts["high_risk"]


def test_a_place_is_found_by_its_name_and_set_as_a_fact(wu):
    wu.hears("超市开不开门")
    found = wu.browser.get(f"{wu.url}/hotline/places", params={"q": "文化路街道"}).json()["places"]
    assert found and wu.post(f"calls/{wu.call}/facts", {"fact": "place", "value": found[0]["value"]}).status_code == 200
    assert "文化路" in wu.state()["cards"][0]["script"]


@pytest.mark.parametrize("wrong", [
    {"fact": "zone_kind", "value": "nowhere"}, {"fact": "colour", "value": "red"}, {"fact": "cases", "value": "二"},
    {"fact": "place", "value": "没有这个地方"}, {"value": 1},
], ids=str)
def test_what_is_no_fact_is_refused_and_changes_nothing(wu, wrong):
    before = wu.hears("饭店能不能开门")
    assert wu.post(f"calls/{wu.call}/facts", wrong).status_code == 400 and wu.state() == before


def test_nothing_fits_is_said_with_what_is_nearest(wu):
    state = wu.hears("我想问问今天股票怎么样")
    assert state["cards"] == [] and state["nothing_fits"] is True and state["nearest"]


def test_the_stream_goes_on_where_it_was_cut(wu):
    wu.hears("核酸几点做")
    number, state = next(wu.events(5))
    assert state == wu.state() and number
    assert next(wu.events(5, number)) == ("", None)
    wu.send({**PIECE, "segment": "s9", "start": 30, "end": 31, "text": "药店开不开门"})
    later, state = next(wu.events(5, number))
    assert later != number and [card["topic"] for card in state["cards"]] == ["venue_open", "screening_time"]


def test_what_is_silenced_is_shown_as_silenced_within_two_seconds(wu, store):
    wu.hears("核酸几点做")
    stream = wu.events(10)
    next(stream)
    one = silence(store, ("topic", "screening_time"), "正在核实。", "zhao_hotline", "有误", None, machine_utc())
    try:
        state = next(state for _, state in stream if state)
        assert state["cards"][0]["script"] == "正在核实。" and state["cards"][0]["source"] is None
    finally:
        unsilence(store, one.id, "zhao_hotline", machine_utc())
    assert "七点" in next(state for _, state in stream if state)["cards"][0]["script"]


def test_partials_leave_no_row_and_finals_are_kept_masked(wu, store):
    wu.begin()
    wu.send({**PIECE, "final": False, "text": "我电话13800138"})
    assert count(store, "hotline_piece", wu.call) == 0
    wu.send({**PIECE, "revision": 2, "text": "我电话13800138000"})
    with store.connect() as connection:
        kept = connection.execute(text("SELECT text FROM hotline_piece WHERE call = :c"), {"c": wu.call}).scalar()
    assert "13800138000" not in kept and "我电话" in kept


def test_agents_see_their_own_calls_alone_and_others_none(wu, store):
    wu.hears("核酸几点做")
    other, editor, nobody = Agent(wu.url, "li_agent"), Agent(wu.url, "writer"), Agent(wu.url)
    assert [one.ask(wu.call).status_code for one in (other, editor, nobody)] == [404, 403, 401]
    assert [one.post("calls", {}).status_code for one in (other, editor, nobody)] == [201, 403, 401]
    assert other.post(f"calls/{wu.call}/end", {}).status_code == 404


def test_forms_and_pages_of_other_sites_get_nothing(wu):
    assert wu.browser.post(f"{wu.url}/hotline/calls", data={"a": "b"}).status_code == 415
    assert wu.post("calls", {}, headers={"Origin": "https://elsewhere.example"}).status_code == 403


def test_only_the_console_of_this_installation_is_answered_inside(sample_city):
    asked = requests.post(f"{sample_city.url}/internal/hotline/suggest", json={"said": [], "facts": {}}, timeout=10)
    assert asked.status_code == 404


@pytest.mark.parametrize("body", ["[]", "{", '{"segment": NaN}', "\x00"], ids=repr)
def test_what_is_no_object_is_refused(wu, body):
    wu.begin()
    path, headers = f"{wu.url}/hotline/calls/{wu.call}/pieces", {"Content-Type": "application/json"}
    assert wu.browser.post(path, data=body, headers=headers).status_code == 400


def test_the_wrap_up_tells_what_was_asked_told_and_left_open(wu):
    cards = sorted(wu.hears("超市开不开门", "还有核酸几点做")["cards"], key=lambda card: card["topic"])
    assert [card["topic"] for card in cards] == ["screening_time", "venue_open"]
    for event in ("displayed", "clicked"):
        card = cards[0]["id"]
        assert wu.post(f"calls/{wu.call}/events", {"card": card, "event": event, "topic": None}).status_code == 204
    told = wu.post(f"calls/{wu.call}/end", {})
    assert told.status_code == 200 and told.json() == wu.post(f"calls/{wu.call}/end", {}).json()
    asked, said, sources, left = told.json()["summary"].split("\n")
    assert cards[0]["title"] in asked and "七点" in said and "153号" in sources and cards[1]["title"] in left
    assert wu.post(f"calls/{wu.call}/pieces", next(as_pieces(["喂"]))).status_code == 409


def test_a_wrong_card_comes_before_the_content_team(wu, sample_city):
    card = wu.hears("今天的核酸是几点做啊")["cards"][0]["id"]
    wrong = {"card": card, "event": "wrong", "topic": "result_speed"}
    assert wu.post(f"calls/{wu.call}/events", wrong).status_code == 204
    listed = sample_city.jumin("inbox", "list", "--json").stdout
    assert "今天的核酸是几点做啊" in listed and '"kind": "wrong"' in listed


def code_of(sample_city, *said: str) -> str:
    session = sample_city.session()
    for sentence in said:
        sample_city.say(sentence, session)
    return requests.post(f"{sample_city.url}/webhooks/web/code", json={"session": session}, timeout=10).json()["code"]


def test_a_code_shows_what_the_caller_was_told_once_and_is_recorded(wu, sample_city, store):
    code = code_of(sample_city, "核酸几点做", "饭店能堂食吗")
    wu.begin()
    turns = wu.post(f"calls/{wu.call}/code", {"code": code}).json()["turns"]
    assert [(turn["asked"], turn["topic"], turn["changed"]) for turn in turns] == [
        ("核酸几点做", "screening_time", False), ("饭店能堂食吗", "dine_in", False)]
    assert turns[0]["said"] == turns[0]["now"]
    assert wu.post(f"calls/{wu.call}/code", {"code": code}).status_code == 404
    with transaction(store) as session:
        seen = [(link.by, link.what) for link in all_links(session) if link.about == f"call {wu.call}"]
    assert seen == [("wu", "talk seen"), ("wu", "wrong code")]


def test_a_call_goes_with_its_caller_and_after_its_days(wu, sample_city, store):
    wu.hears("核酸几点做")
    wu.post(f"calls/{wu.call}/code", {"code": code_of(sample_city, "核酸几点做")})
    with store.connect() as connection:
        caller = connection.execute(text("SELECT caller FROM hotline_call WHERE call = :c"), {"c": wu.call}).scalar()
    assert erase(store, caller, personal_tables())["hotline"] == 2
    assert count(store, "hotline_call", wu.call) == count(store, "hotline_piece", wu.call) == 0
    wu.hears("核酸几点做")
    retain_calls(store, machine_utc(), personal_tables())
    assert count(store, "hotline_call", wu.call) == count(store, "hotline_piece", wu.call) == 0
