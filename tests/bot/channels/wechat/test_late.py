"""A reply that is too late is told once, by the API or with the next message, and never lost."""
from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
import requests
from content_folder import real_release
from wechat import APPID, event_of, fields_of, push
from wechat_bot import RECEIPT, Answering, Bot, Sender, run

from bot.answering.rendering import Reply
from bot.channels.wechat import answers as answers_module
from bot.channels.wechat import late
from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.results import Refused, Sent, Then, Unknown
from bot.channels.wechat.token import Credentials, TokenSource
from bot.channels.wechat.token_rows import WeChatTokens
from bot.model_rollout.current import NotHeld
from bot.turns.anew import Anew
from knowledge import clock
from knowledge.accounts.accounts import add_account
from knowledge.database import migrate, transaction
from knowledge.silences.store import silence
from labs.wechat.stand_in import running
from labs.wechat.stand_in_account import Account

IN_DOUBT = real_release().words["wechat_in_doubt"].text
CHANGED, ANEW = (real_release().words[name].text for name in ("wechat_changed", "wechat_anew"))
# The number of the publication that is current once something was published.
NEW = 2


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """A tenth of the official times."""
    monkeypatch.setattr(answers_module, "OWED_AFTER", 0.15)
    monkeypatch.setattr(answers_module, "REPLY_WITHIN", 0.3)
    monkeypatch.setattr(answers_module, "TYPING_AFTER", 0.1)


@pytest.fixture
def make(tmp_path):
    def bot(sender=None, slow=0.6):
        return Bot(tmp_path / "bot.db", Answering(slow=slow), sender=sender)
    return bot


async def settled(bot, *states, within=5.0):
    """Wait until the late replies are in these states."""
    end = time.monotonic() + within
    while [state for state, _ in bot.late()] != list(states):
        assert time.monotonic() < end, bot.late()
        await asyncio.sleep(0.02)


async def all_told(bot, within=10.0):
    """Wait until nothing is owed."""
    end = time.monotonic() + within
    while any(state not in ("sent", "given") for state, _ in bot.late()):
        assert time.monotonic() < end, bot.late()
        await asyncio.sleep(0.02)


def test_success_in_time_then_one_message_of_the_account(make):
    bot = make(sender := Sender())

    async def story():
        started = time.monotonic()
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        assert time.monotonic() - started < 0.45
        await settled(bot, "sent")
        await bot.delivery.look()
    run(story())
    assert [kind for kind, *_ in sender.sent] == ["menu"] and "「甲」" in sender.delivered()[0] and sender.typed == ["oA"]


def test_without_an_api_it_comes_with_the_next_message_once(make):
    bot = make()

    async def story():
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "to_give_with_next")
        bot.answering.slow = 0
        next_message = fields_of("oA", Content="乙")
        first, again = await bot.say(push(next_message)), await bot.say(push(next_message))
        assert first == again and first.index("「甲」") < first.index("「乙」")
        assert "「甲」" not in await bot.say(push(fields_of("oA", Content="丙")))
    run(story())


def published(bot, works=True) -> list[dict]:
    """From now on whatever was said is otherwise, and the same question gets another answer if it ``works``; returns
    the receipts that are asked about."""
    asked: list[dict] = []
    migrate(bot.store.engine)

    async def is_older(receipt):
        asked.append(receipt)
        return receipt["publication"] != NEW

    async def answer(question, _before):
        if not works:
            raise NotHeld("it is not held here")
        said = {"text": f"关于「{question.text}」的新回答。", "buttons": [], "card": None}
        return Reply((said,), replace(RECEIPT, publication=NEW), topics=("out_of_scope",)), []
    agent = SimpleNamespace(answer=answer, generator=SimpleNamespace(release=real_release()))
    bot.delivery.anew = Anew(agent, bot.store, is_older)
    return asked


def test_what_is_otherwise_by_now_is_said_anew_and_once(make):
    bot = make(sender := Sender())

    async def story():
        asked = published(bot)
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "sent")
        assert [receipt["publication"] for receipt in asked] == [None]
    run(story())
    assert sender.delivered() == [f"{ANEW}\n关于「甲」的新回答。"]


def test_what_is_otherwise_by_now_is_given_anew_with_the_next_message(make):
    bot = make()

    async def story():
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "to_give_with_next")
        asked = published(bot)
        for _ in range(2):
            await bot.delivery.hold_against_now("wechat:oA")
        assert [receipt["publication"] for receipt in asked] == [None, NEW]
        bot.answering.slow = 0
        said = await bot.say(push(fields_of("oA", Content="乙")))
        assert ANEW in said and "关于「甲」的新回答" in said and "关于「甲」的回答" not in said and "「乙」" in said
    run(story())


def test_what_cannot_be_said_anew_is_to_be_asked_again(make):
    bot = make(sender := Sender())

    async def story():
        published(bot, works=False)
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "sent")
    run(story())
    assert sender.delivered() == [CHANGED]


def test_of_a_long_reply_whose_beginning_was_sent_the_rest_is_not(make):
    bot = make(sender := Sender())
    bot.answering.text = lambda question: "第一。" * 400

    async def story():
        bot.answering.slow = 0
        assert await bot.say(push(fields_of("oA", Content="甲")))
        published(bot)
        await all_told(bot)
    run(story())
    assert sender.delivered() == [f"{ANEW}\n关于「甲」的新回答。"]


def test_what_is_silenced_before_it_was_told_is_not_told(make):
    bot = make(sender := Sender())

    async def story():
        async def nothing_newer(_receipt):
            return False

        async def silenced(_turn, _reply):
            silence(bot.store.engine, ("topic", "out_of_scope"), "正在核实。", "zhao", "写错了", None, now)
        published(bot)
        bot.delivery.anew.published = nothing_newer
        now = clock.machine_utc()
        with transaction(bot.store.engine) as session:
            add_account(session, "zhao", ["approver"], "柳絮 sieben Brücken", now, "shell")
        # Behind the turn's commit, which falls under it itself.
        bot.turns.on_done.append(silenced)
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "sent")
    run(story())
    assert sender.delivered() == [f"{ANEW}\n正在核实。"]


def test_a_retry_after_success_takes_the_reply_when_it_is_ready(make):
    bot = make(slow=0.5)
    message = fields_of("oA", Content="甲")

    async def story():
        assert await bot.say(push(message)) is None
        said = None
        while said is None:
            said = await bot.say(push(message))
        assert "「甲」" in said and await bot.say(push(message)) == said
        assert "「甲」" not in (await bot.say(push(fields_of("oA", Content="乙"))) or "")
    run(story())
    assert len(bot.answering.asked) == 2


def test_a_retry_after_the_account_has_written_says_nothing_more(make):
    bot = make(sender := Sender())
    message = fields_of("oA", Content="甲")

    async def story():
        assert await bot.say(push(message)) is None
        await settled(bot, "sent")
        assert await bot.say(push(message)) is None
    run(story())
    assert len(sender.delivered()) == 1


@pytest.mark.parametrize("result", [
    Refused(45015, "", "", Then.NEXT), Refused(48001, "", "", Then.REPAIR), Refused(43004, "", "", Then.GONE),
])
def test_what_was_refused_waits_for_the_next_message(make, result):
    bot = make(sender := Sender(result))

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "to_give_with_next")
        await bot.delivery.look()
        bot.answering.slow = 0
        return await bot.say(push(fields_of("oA", Content="乙")))
    assert "「甲」" in run(story()) and len(sender.sent) == 1


def test_what_may_have_arrived_is_offered_once_and_given_when_it_is_asked_for(make):
    bot = make(sender := Sender(Unknown("no answer"), Sent({})))

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "perhaps_sent")
        await bot.delivery.look()
        bot.answering.slow = 0
        offering, more = fields_of("oA", Content="乙"), fields_of("oA", Content="继续")
        offered, again = await bot.say(push(offering)), await bot.say(push(offering))
        plain = await bot.say(push(fields_of("oA", Content="丙")))
        given, given_again = await bot.say(push(more)), await bot.say(push(more))
        return offered, again, plain, given, given_again, await bot.say(push(fields_of("oA", Content="丁")))
    offered, again, plain, given, given_again, after = run(story())
    assert offered == again and "「乙」" in offered and "「甲」" not in offered and IN_DOUBT in offered
    assert IN_DOUBT not in plain + after and "「甲」" in given == given_again and "「甲」" not in plain + after
    assert (
        [text for _, text, _ in sender.sent] == ["关于「甲」的回答。"]
        and [q.text for q in bot.answering.asked] == ["甲", "乙", "丙", "丁"]
    )


def test_a_dropped_connection_after_the_api_took_the_message_tells_it_once(make):
    account = Account(APPID, "secret")
    with running(account) as address:
        bot = make()
        tokens = TokenSource(WeChatTokens(bot.store.engine, APPID), address, Credentials(APPID, "secret"))
        bot.delivery.sender = WeChatApi(address, tokens)
        account.act("oA", "message", time.monotonic())
        requests.post(f"{address}/faults", json={"path": "message/custom/send", "drop": "after"}, timeout=5)

        async def story():
            assert await bot.say(push(fields_of("oA", Content="甲"))) is None
            await settled(bot, "perhaps_sent", within=15)
            bot.answering.slow = 0
            return await bot.say(push(fields_of("oA", Content="乙")))
        said = run(story())
    assert str(account.sent).count("「甲」") == 1 and "「甲」" not in said and IN_DOUBT in said


def test_a_call_that_reached_nobody_is_made_again(make):
    bot = make(sender := Sender(Refused(None, "", "", Then.AGAIN, 0.05), Sent({})))

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "waiting")
        while len(sender.sent) < 2:
            await asyncio.sleep(0.1)
            await bot.delivery.look()
        await settled(bot, "sent")
    run(story())
    assert len(sender.delivered()) == 1


def test_an_api_that_stays_away_is_left_alone_after_some_tries(make):
    bot = make(sender := Sender(Refused(None, "", "", Then.AGAIN, 0.0)))

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "to_give_with_next")
    run(story())
    assert len(sender.sent) == 5


def test_an_account_without_menus_sends_links(make):
    bot = make(sender := Sender(Refused(40200, "", "", Then.AS_TEXT), Sent({})))

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "sent")
    run(story())
    assert [kind for kind, *_ in sender.sent] == ["menu", "text"] and "weixin://bizmsgmenu" in sender.delivered()[0]


def test_a_long_reply_is_followed_by_its_second_message(make):
    bot = make(sender := Sender(), slow=0)
    bot.answering.text = lambda question: "这是一句不短不长的话。" * 100

    async def story():
        message = fields_of("oA", Content="甲")
        first = await bot.say(push(message))
        assert await bot.say(push(message)) == first
        await settled(bot, "given", "sent")
        return first
    first = run(story())
    assert len(sender.delivered()) == 1 and first + sender.delivered()[0] == "这是一句不短不长的话。" * 100


def test_without_an_api_the_rest_is_asked_for(make):
    bot = make(slow=0)
    bot.answering.text = lambda question: "这是一句不短不长的话。" * 100

    async def story():
        first = await bot.say(push(fields_of("oA", Content="甲")))
        assert "继续" in first
        more = fields_of("oA", Content="继续")
        second, again = await bot.say(push(more)), await bot.say(push(more))
        assert second == again and second.count("这是一句不短不长的话。") + first.count("这是一句不短不长的话。") == 100
        assert len(bot.answering.asked) == 1
        await bot.say(push(fields_of("oA", Content="继续")))
    run(story())
    assert [q.text for q in bot.answering.asked] == ["甲", "继续"]


def test_when_every_turn_is_slow_what_is_owed_goes_with_the_next_late_reply(make):
    bot = make(sender := Sender(Refused(45047, "", "", Then.NEXT), Sent({})))

    async def story():
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "to_give_with_next")
        assert await bot.say(push(fields_of("oA", Content="乙"))) is None
        await settled(bot, "given", "sent")
    run(story())
    assert "「甲」" in sender.delivered()[0] and "「乙」" in sender.delivered()[0]


def test_when_every_turn_is_slow_what_may_be_missing_is_offered_with_the_next_late_reply(make):
    bot = make(sender := Sender(Unknown("no answer"), Sent({})))

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "perhaps_sent")
        await bot.say(push(fields_of("oA", Content="乙")))
        await settled(bot, "offered", "sent")
    run(story())
    assert "「甲」" not in sender.delivered()[0] and "「乙」" in sender.delivered()[0] and IN_DOUBT in sender.delivered()[0]


def test_buttons_of_a_reply_that_was_not_seen_do_not_stand(make):
    bot = make()

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "to_give_with_next")
        bot.answering.slow = 0
        await bot.say(push(fields_of("oA", Content="1")))
        await bot.say(push(fields_of("oA", Content="1")))
    run(story())
    assert [(q.text, q.payload) for q in bot.answering.asked] == [("甲", None), ("1", None), ("", "topic:zone_of_place")]


def test_five_messages_after_a_question_and_no_more(make):
    bot = make(sender := Sender(), slow=0)
    bot.answering.text = lambda question: "这是一句不短不长的话。" * 500

    async def story():
        first = await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "given", *["sent"] * 5, *["to_give_with_next"] * 3, within=10)
        bot.answering.text = lambda question: "好。"
        rest = await bot.say(push(fields_of("oA", Content="乙")))
        await all_told(bot)
        return first, rest
    first, rest = run(story())
    whole = first + "".join(sender.delivered()) + rest
    assert whole.count("这是一句不短不长的话。") == 500


def test_what_was_marked_and_never_settled_is_offered_and_not_sent_again(make, caplog):
    """A process that was killed during the call, seen by the next one."""
    bot = make(sender := Sender(), slow=0.4)

    async def story():
        bot.delivery.sender = None
        await bot.say(push(fields_of("oA", Content="甲")))
        await settled(bot, "to_give_with_next")
        with bot.store.engine.begin() as connection:
            connection.execute(
                late.LATE.update().values(state="sending", called_at=clock.machine_utc() - timedelta(minutes=5))
            )
        bot.delivery.sender = sender
        with caplog.at_level(logging.CRITICAL):
            await bot.delivery.look()
        assert bot.late()[0][0] == "perhaps_sent"
        bot.answering.slow = 0
        return await bot.say(push(fields_of("oA", Content="乙"))), await bot.say(push(fields_of("oA", Content="继续")))
    offered, given = run(story())
    assert IN_DOUBT in offered and "「甲」" not in offered and "「甲」" in given and not sender.sent


def test_words_that_were_ready_too_late_to_be_said_are_told(make, monkeypatch):
    """The passive reply was written down, but the five seconds were over."""
    bot, sender = make(Sender(), slow=0.2), None
    monkeypatch.setattr(answers_module, "ANSWER_WITHIN", 0.4)
    passive = bot.delivery.passive

    async def slow_store(*arguments):
        said = await passive(*arguments)
        await asyncio.sleep(0.5)
        return said
    bot.delivery.passive, sender = slow_store, bot.delivery.sender

    async def story():
        assert await bot.say(push(fields_of("oA", Content="甲"))) is None
        await settled(bot, "sent")
    run(story())
    assert "「甲」" in sender.delivered()[0] and len(sender.sent) == 1


def test_over_the_official_api(make, tmp_path):
    """Against the stand-in over HTTP: tokens, quotas, menus, typing."""
    account = Account(APPID, "secret")
    with running(account) as address:
        bot = make()
        tokens = TokenSource(WeChatTokens(bot.store.engine, APPID), address, Credentials(APPID, "secret"))
        bot.delivery.sender = WeChatApi(address, tokens)
        account.act("oA", "message", time.monotonic())

        async def story():
            assert await bot.say(push(fields_of("oA", Content="甲"))) is None
            await settled(bot, "sent", within=15)
            account.act("oA", "leave", time.monotonic())
            assert await bot.say(push(fields_of("oA", Content="乙"))) is None
            await settled(bot, "sent", "to_give_with_next", within=15)
        run(story())
    assert [m["msgmenu"]["head_content"] for m in account.sent] == ["关于「甲」的回答。"]
    assert [t["touser"] for t in account.typed] == ["oA"] and account.fetched == 1


@pytest.mark.parametrize("act", [
    lambda: event_of("oA", "CLICK", "greet"), lambda: fields_of("oA", Content="查风险等级", bizmsgmenuid="101"),
    lambda: event_of("oA", "SCAN", "greet"),
])
def test_a_click_on_a_menu_or_on_a_choice_of_a_reply_allows_less_than_a_message(make, act):
    bot = make(sender := Sender(), slow=0)
    bot.answering.text = lambda question: "这是一句不短不长的话。" * 400

    async def story():
        await bot.say(push(act()))
        await settled(bot, "given", *["sent"] * 3, *["to_give_with_next"] * 3, within=10)
    run(story())
    assert len(sender.sent) == 3
