"""What turns leave in the metrics and in the log: how they ended and how long they took, and nothing of who said
what."""
from __future__ import annotations

import asyncio
import json
import logging
import sqlite3

import pytest
from content_folder import EVENT
from sqlalchemy.exc import OperationalError

from bot.answering.rendering import Receipt, Reply
from bot.channels.registry import channel_names
from bot.monitoring.logs import as_line
from bot.monitoring.metrics import Metrics
from bot.monitoring.turn_metrics import TurnObserver, conversation_mark
from bot.rasa_engine.agent import Question
from bot.stores.turn_store import TurnStore
from bot.turns.turns import TRIES, Turns
from knowledge.database import open_engine

PRIVATE = "我叫张三，电话13800138000"
WHO = "wechat:oABCD-openid"


def reply(*kinds: str) -> Reply:
    receipt = Receipt("dine_in", None, (), EVENT.isoformat(), "release", "model")
    return Reply(({"text": "甲", "buttons": [], "card": None},), receipt, kinds)


@pytest.fixture
def store(tmp_path):
    return TurnStore(open_engine(f"sqlite:///{tmp_path / 'turns.db'}"))


@pytest.fixture
def ask(store):
    """ask(answer, deadline) -> the metrics after one message of 张三 that ``answer`` answers."""
    def ask(answer, deadline: float = 5.0) -> Metrics:
        seen = TurnObserver(Metrics(channel_names()), "secret")

        async def run():
            turns = Turns(store, answer, lambda: reply("failed"), deadline, seen=seen)
            await turns.submit(Question(WHO, "wechat", PRIVATE), "1")
            await asyncio.gather(*turns._running.values())

        asyncio.run(run())
        return seen.metrics
    return ask


@pytest.fixture
def lines(caplog):
    """lines() -> what was logged, as it is written."""
    caplog.set_level(logging.INFO, "bot.turns")
    return lambda: [as_line(None, "", {**record.msg, "_record": record}) for record in caplog.records]


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels)


def ends(metrics: Metrics) -> dict[str, float]:
    """How many turns of WeChat ended in which way, those that are not none."""
    outcomes = ("answered", "refused", "failed", "not_stored")
    counts = {outcome: value(metrics, "jumin_turns_total", channel="wechat", outcome=outcome) for outcome in outcomes}
    return {outcome: count for outcome, count in counts.items() if count}


def answering(*kinds: str, after: float = 0.0, failures: int = 0):
    left = [failures]

    async def answer(question, before):
        await asyncio.sleep(after)
        if left[0]:
            left[0] -= 1
            raise RuntimeError(f"cannot make anything of {question.text} of {question.conversation}")
        return reply(*kinds), []
    return answer


def test_an_answer(ask):
    metrics = ask(answering())
    assert ends(metrics) == {"answered": 1}
    assert value(metrics, "jumin_turns_received_total", channel="wechat") == 1
    assert value(metrics, "jumin_turns_pending_total", channel="wechat") == 0


def test_a_refusal_is_counted_by_its_kinds(ask):
    metrics = ask(answering("not_stated", "disagree"))
    assert ends(metrics) == {"refused": 1}
    assert [
        value(metrics, "jumin_refusals_total", kind=kind) for kind in ("not_stated", "disagree", "lapsed")
    ] == [1, 1, 0]


def test_a_turn_that_fails_each_time(ask):
    metrics = ask(answering(failures=TRIES))
    assert ends(metrics) == {"failed": 1}
    assert value(metrics, "jumin_turn_attempts_failed_total", channel="wechat") == TRIES


def test_a_turn_that_fails_once_is_answered(ask):
    metrics = ask(answering(failures=1))
    assert (
        ends(metrics) == {"answered": 1} and value(metrics, "jumin_turn_attempts_failed_total", channel="wechat") == 1
    )


def test_a_late_answer_was_pending_first(ask):
    metrics = ask(answering(after=0.2), deadline=0.05)
    assert ends(metrics) == {"answered": 1} and value(metrics, "jumin_turns_pending_total", channel="wechat") == 1


def test_what_cannot_be_stored(ask, store):
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE turn")
    seen = TurnObserver(Metrics(channel_names()), "secret")
    turns = Turns(store, answering(), lambda: reply("failed"), 5, seen=seen)
    with pytest.raises(Exception, match="no such table"):
        asyncio.run(turns.submit(Question(WHO, "wechat", PRIVATE), "1"))
    assert ends(seen.metrics) == {"not_stored": 1}
    assert value(seen.metrics, "jumin_turns_received_total", channel="wechat") == 0


def test_a_store_that_fails_in_a_turn_ends_no_turn(ask, store, lines, monkeypatch):
    async def away(turn, finished, context=None):
        raise OperationalError(f"UPDATE turn {PRIVATE}", {"said": PRIVATE}, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(store, "finish", away)
    metrics = ask(answering())
    assert ends(metrics) == {} and value(metrics, "jumin_turn_attempts_failed_total", channel="wechat") == 1
    assert value(metrics, "jumin_turns_pending_total", channel="wechat") == 1
    assert lines()[0]["event"] == "turn_store_failed" and lines()[0]["error"][0]["why"] == "disk I/O error"
    assert "张三" not in json.dumps(lines(), ensure_ascii=False)


def test_each_stage_takes_its_own_time(ask):
    metrics = ask(answering(after=0.2))
    took = {
        s: value(metrics, "jumin_turn_stage_seconds_sum", stage=s)
        for s in ("received", "waited", "answered", "committed")
    }
    assert took["answered"] >= 0.2 > took["waited"] and took["received"] > 0 and took["committed"] > 0
    whole = value(metrics, "jumin_turn_seconds_sum", channel="wechat")
    assert whole == pytest.approx(took["waited"] + took["answered"] + took["committed"], abs=1e-6)


def test_a_line_for_each_turn_with_the_mark_of_its_conversation(ask, lines):
    ask(answering("not_stated"))
    (line,) = lines()
    assert line["event"] == "turn_done" and line["turn"] == f"{conversation_mark('secret', WHO)}-1"
    assert (
        line["outcome"], line["refusals"], line["topic"], line["channel"]
    ) == ("refused", ["not_stated"], "dine_in", "wechat")
    assert line["ms"] >= line["answered_ms"] >= 0


def test_failures_are_logged_without_what_was_said_or_by_whom(ask, lines):
    ask(answering(failures=TRIES))
    written = json.dumps(lines(), ensure_ascii=False)
    assert [line["event"] for line in lines()] == ["turn_attempt_failed"] * TRIES + ["turn_done"]
    assert "RuntimeError" in written and "test_turn_metrics.py" in written
    assert not any(private in written for private in ("张三", "13800138000", "openid", "cannot make"))


def test_a_mark_cannot_be_told_without_the_secret():
    assert conversation_mark("secret", WHO) != conversation_mark("other", WHO)
    assert WHO not in conversation_mark("secret", WHO) and len(conversation_mark("secret", WHO)) == 16


def test_the_inbox_keeps_the_question_without_the_person(ask, store):
    from bot.stores.inbox import open_items

    ask(answering("not_stated"))
    assert [item.question for item in open_items(store.engine)] == ["我叫[姓名]，电话[手机号]"]
