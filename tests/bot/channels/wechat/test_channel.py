"""What residents and the official server meet, delivery by delivery."""
from __future__ import annotations

import asyncio
import logging
import re
import time
from datetime import timedelta

import pytest
from content_folder import real_release
from sqlalchemy.exc import OperationalError
from wechat import event_of, fields_of, push, signature
from wechat_api import RESIDENT, client, official
from wechat_bot import Answering, Bot, run

from bot.channels.wechat import answers as answers_module
from bot.channels.wechat import inbound_store
from bot.guard.bad_request import BadRequest
from bot.monitoring.readiness import Degraded
from knowledge import clock

TOKEN = "a token of tests"


@pytest.fixture
def answering():
    return Answering()


@pytest.fixture
def bot(tmp_path, answering):
    return Bot(tmp_path / "bot.db", answering)


def asked(stamp=None, **more):
    stamp = stamp or str(int(time.time()))
    return {
        name: [value]
        for name, value in {
            "signature": signature(TOKEN, stamp, "n"), "timestamp": stamp, "nonce": "n", "echostr": "5927<b>", **more
        }.items()
    }


def test_verification_gives_the_echo_bare(bot):
    assert bot.channel.verifier.echo(asked(), clock.machine_utc()) == "5927<b>"


@pytest.mark.parametrize("wrong", [{"signature": "0" * 40}, {"nonce": "m"}, {"signature": ""}, {"stamp": "1410685589"}])
def test_any_other_verification_is_403(bot, wrong):
    with pytest.raises(BadRequest) as refused:
        bot.channel.verifier.echo(asked(**wrong), clock.machine_utc())
    assert refused.value.status == 403


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
@pytest.mark.parametrize("as_json", [False, True])
def test_a_question_is_answered_in_every_mode_and_format(tmp_path, answering, mode, as_json):
    bot = Bot(tmp_path / "bot.db", answering, mode)
    assert "「核酸几点」" in run(bot.say(push(fields_of("oA", Content="核酸几点"), mode, as_json)))
    assert answering.asked[0].conversation == "wechat:oA" and answering.asked[0].channel == "wechat"


def test_answers_name_their_format(bot):
    def kind(fields, as_json=False):
        delivery = push(fields, as_json=as_json)
        return run(bot.answer(delivery)).content_type
    assert kind(fields_of("oA", Content="甲")) == "text/xml; charset=utf-8"
    assert kind(fields_of("oA", Content="甲"), as_json=True) == "application/json"
    assert kind(event_of("oA", "VIEW"), as_json=True) == "text/plain; charset=utf-8"


def test_what_is_of_no_more_use_is_forgotten(bot):
    for fields in (fields_of("oA", Content="甲"), event_of("oB", "LOCATION", Latitude="34.7", Longitude="113.6")):
        run(bot.say(push(fields)))

    def left(later):
        run(bot.turns.store.batches.run(inbound_store.forget, clock.machine_utc() + timedelta(**later)))
        with bot.store.engine.connect() as connection:
            rows = connection.execute(inbound_store.RESIDENT.select()).all()
            return (
                len(connection.execute(inbound_store.NONCE.select()).all()), {row.conversation: row.lat for row in rows}
            )
    assert left({"minutes": 20}) == (2, {"wechat:oA": None, "wechat:oB": 34.7})
    assert left({"minutes": 70}) == (0, {"wechat:oA": None})
    assert left({"days": 4}) == (0, {})


def test_safe_mode_refuses_plain_messages(tmp_path, answering):
    bot = Bot(tmp_path / "bot.db", answering, "safe")
    assert run(bot.deliver(push(fields_of("oA", Content="甲"))))[0] == 403
    assert bot.trace() == (0, 0, 0, 0) and not answering.asked


def test_a_cipher_cannot_be_stripped_off_in_compatible_mode(tmp_path, answering):
    bot = Bot(tmp_path / "bot.db", answering, "compatible")
    closed = push(fields_of("oA", Content="甲"), "compatible")
    assert run(bot.deliver(closed.with_body(push(fields_of("oB", Content="乙")).body)))[0] == 403
    assert run(bot.say(push(fields_of("oA", Content="甲")))) is not None


def test_retries_join_the_turn_and_get_the_identical_reply(bot, answering):
    answering.slow = 0.3
    message = fields_of("oA", Content="核酸几点")

    async def story():
        at_once = await asyncio.gather(*(bot.say(push(message)) for _ in range(4)))
        return [*at_once, await bot.say(push(message))]
    replies = run(story())
    assert len(set(replies)) == 1 and replies[0] and len(answering.asked) == 1


def test_events_are_once_only_too(bot, answering):
    click = event_of("oA", "CLICK", "greet")
    assert run(bot.say(push(click))) == run(bot.say(push(click))) and len(answering.asked) == 1


def test_a_nonce_belongs_to_its_message(bot, answering):
    one = push(fields_of("oA", Content="甲"))
    first = run(bot.deliver(one))
    assert run(bot.deliver(one)) == first
    for other in (fields_of("oA", Content="乙"), fields_of("oB", Content="甲")):
        assert run(bot.deliver(one.with_body(push(other).body)))[0] == 403
    assert [question.text for question in answering.asked] == ["甲"] and bot.trace()[0] == 1


def test_a_hang_up_loses_nothing(bot, answering):
    message = fields_of("oA", Content="甲")

    async def story():
        answering.slow = 0.2
        task = asyncio.create_task(bot.deliver(push(message)))
        await asyncio.sleep(0.1)
        task.cancel()
        return await bot.say(push(message))
    assert "「甲」" in run(story()) and len(answering.asked) == 1


@pytest.mark.parametrize(("fields", "question"), [
    (fields_of("oA", MsgType="voice", MediaId="m", Recognition="核酸几点"), {"text": "核酸几点"}),
    (
        fields_of("oA", MsgType="location", Location_X="34.76", Location_Y="113.66"),
        {"text": "", "location": {"lat": 34.76, "lon": 113.66}}
    ),
    (event_of("oA", "CLICK", "screening_time"), {"payload": "topic:screening_time"}),
    (event_of("oA", "SCAN", "screening_time"), {"payload": "topic:screening_time"}),
    (event_of("oA", "subscribe", "qrscene_screening_time"), {"payload": "topic:screening_time"}),
    (fields_of("oA", Content="/restart"), {"text": "/restart"}),
])
def test_what_becomes_a_question(bot, answering, fields, question):
    assert run(bot.say(push(fields)))
    assert {name: getattr(answering.asked[0], name) for name in question} == question


@pytest.mark.parametrize("fields", [
    event_of("oA", "VIEW", "https://example.org"), event_of("oA", "unsubscribe"), event_of("oA", "SCAN", "nothing"),
    event_of("oA", "TEMPLATESENDJOBFINISH"), event_of("oA", "LOCATION", Latitude="34.7", Longitude="113.6"),
])
def test_what_is_only_noted(bot, answering, fields):
    assert run(bot.say(push(fields))) is None
    assert bot.trace() == (0, 0, 0, 0) and not answering.asked


@pytest.mark.parametrize(("fields", "words"), [
    (fields_of("oA", MsgType="image", PicUrl="http://x", MediaId="m"), "wechat_words_only"),
    (fields_of("oA", MsgType="video"), "wechat_words_only"),
    (fields_of("oA", MsgType="link", Title="t", Url="http://x"), "wechat_words_only"),
    (fields_of("oA", MsgType="somethingnew"), "wechat_words_only"),
    (fields_of("oA", Content="  "), "wechat_words_only"),
    (fields_of("oA", MsgType="voice", MediaId="m"), "wechat_no_voice"),
    (fields_of("oA", Content="问" * 2001), "too_long"), (event_of("oA", "CLICK", "nothing"), "wechat_menu_gone"),
])
def test_what_cannot_be_read_is_said_kindly_and_is_no_turn(bot, answering, fields, words):
    said = run(bot.say(push(fields)))
    assert said == bot.channel.answers.phrase(words) and said.startswith(real_release().words[words].text[:4])
    assert bot.trace() == (0, 0, 0, 0) and not answering.asked


def test_the_operator_is_told_once_how_to_switch_recognition_on(bot, caplog):
    with caplog.at_level(logging.WARNING, "bot.channels.wechat.answers"):
        for _ in range(3):
            run(bot.say(push(fields_of("oA", MsgType="voice", MediaId="m"))))
    assert [record.getMessage() for record in caplog.records] == [answers_module.VOICE_OFF]


@pytest.mark.parametrize("key", ["", "qrscene_nothing"])
def test_a_new_follower_is_greeted_with_buttons_that_stand(bot, answering, key):
    follow = event_of("oA", "subscribe", key)
    greeted = run(bot.say(push(follow)))
    assert greeted == run(bot.say(push(follow))) and "1. <a" in greeted and not answering.asked
    pressed = re.findall(r"msgmenuid=(\d+)", greeted)
    run(bot.say(push(fields_of("oA", Content="x", bizmsgmenuid=pressed[1]))))
    run(bot.say(push(fields_of("oA", Content="x", bizmsgmenuid=pressed[1]))))
    offered = [button["payload"] for button in bot.channel.answers.greeting["messages"][0]["buttons"]]
    assert [(q.text, q.payload) for q in answering.asked] == [("", offered[1]), ("x", None)]


def test_a_typed_number_after_the_greeting_is_its_button(bot, answering):
    run(bot.say(push(fields_of("oA", Content="甲"))))
    run(bot.say(push(event_of("oA", "subscribe"))))
    run(bot.say(push(fields_of("oA", Content="5"))))
    assert answering.asked[-1].payload == bot.channel.answers.greeting["messages"][0]["buttons"][4]["payload"]


def test_a_reported_place_is_kept_and_forgotten(bot, answering):
    run(bot.say(push(event_of("oA", "LOCATION", Latitude="34.7", Longitude="113.6"))))
    run(bot.say(push(fields_of("oA", Content="附近哪里能做核酸"))))
    run(bot.say(push(fields_of("oB", Content="附近哪里能做核酸"))))
    run(bot.say(push(event_of("oA", "unsubscribe"))))
    run(bot.say(push(fields_of("oA", Content="附近哪里能做核酸"))))
    assert [q.location for q in answering.asked] == [{"lat": 34.7, "lon": 113.6}, None, None]


def test_a_place_reported_two_hours_ago_says_nothing(bot, answering):
    run(
        bot.say(
            push(event_of("oA", "LOCATION", Latitude="34.7", Longitude="113.6", CreateTime=int(time.time()) - 7200))
        )
    )
    run(bot.say(push(fields_of("oA", Content="附近哪里能做核酸"))))
    assert answering.asked[0].location is None


def test_a_typed_number_is_a_button_while_it_stands(bot, answering):
    run(bot.say(push(fields_of("oA", Content="1"))))
    run(bot.say(push(fields_of("oA", Content="2"))))
    run(bot.say(push(fields_of("oB", Content="2"))))
    assert [(q.text, q.payload) for q in answering.asked] == [("1", None), ("", "topic:venue_open"), ("2", None)]


def test_a_pressed_link_of_an_older_reply_is_its_words(bot, answering):
    first = run(bot.say(push(fields_of("oA", Content="甲"))))
    old = re.search(r"msgmenuid=(\d+)", first)[1]
    run(bot.say(push(fields_of("oA", Content="查风险等级", bizmsgmenuid=old))))
    answering.text = lambda question: "没有按钮时"
    run(bot.say(push(fields_of("oA", Content="完全别的", bizmsgmenuid=old))))
    assert [(q.text, q.payload) for q in answering.asked] == [("甲", None), ("", "topic:zone_of_place"), ("完全别的", None)]


def test_a_retried_number_means_what_it_meant_the_first_time(bot, answering):
    run(bot.say(push(fields_of("oA", Content="甲"))))
    message = fields_of("oA", Content="1")
    assert run(bot.say(push(message))) == run(bot.say(push(message)))
    assert [q.payload for q in answering.asked] == [None, "topic:zone_of_place"]


def test_when_nothing_can_be_stored_it_says_so_in_time(bot, answering, caplog):
    async def refuse(*_arguments):
        raise OperationalError("insert", {}, Exception("disk full"))
    bot.channel.answers.dedup.run = refuse
    with caplog.at_level(logging.CRITICAL):
        said = run(bot.say(push(fields_of("oA", Content="甲"))))
    assert said == bot.channel.answers.phrase("wechat_not_stored") and not answering.asked


def test_a_locked_store_is_answered_before_the_official_server_hangs_up(bot, answering, caplog):
    async def story():
        with bot.store.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            started = time.monotonic()
            with caplog.at_level(logging.CRITICAL):
                said = await bot.say(push(fields_of("oA", Content="甲")))
            return said, time.monotonic() - started
    said, seconds = run(story())
    assert said == bot.channel.answers.phrase("wechat_not_stored") and seconds < 5


def test_ready_tells_what_only_an_operator_can_repair(tmp_path, bot, answering):
    assert bot.channel.checks() == {}
    with official() as weixin:
        api = client(weixin.url, tmp_path, secret="wrong")
        check = Bot(tmp_path / "other.db", answering, sender=api).channel.checks()["wechat"]
        assert run(check()) is None
        api.send_text(RESIDENT, "好")
        with pytest.raises(Degraded, match="JUMIN_WECHAT_SECRET"):
            run(check())
