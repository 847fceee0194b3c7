"""Checks run side by side, each within its time, and never twice at once."""
from __future__ import annotations

import asyncio
import math
import sqlite3
import time

import pytest
from sqlalchemy.exc import OperationalError

from bot.monitoring import readiness as module
from bot.monitoring.loop_lag import LoopLag
from bot.monitoring.metrics import Metrics
from bot.monitoring.readiness import Degraded, NotReady, Readiness
from bot.monitoring.routes import unfinished
from bot.serve.readiness_checks import write_and_read
from bot.stores.turn_store import TurnStore
from knowledge.clock import machine_seconds
from knowledge.database import open_engine


async def passes():
    pass


async def refuses():
    raise NotReady("It is not there.")


async def breaks():
    raise ValueError("张三")


@pytest.fixture
def brief(monkeypatch):
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.1)
    monkeypatch.setattr(module, "GOOD_FOR_SECONDS", 0.0)


def test_each_check_is_told_by_itself():
    metrics = Metrics()
    found = asyncio.run(Readiness({"a": passes, "b": refuses, "c": breaks}, metrics).look())
    assert [outcome.why for outcome in found.values()] == ["", "It is not there.", "ValueError"]
    assert (
        found["a"].as_json()["state"] == "ok"
        and found["b"].as_json() == {**found["b"].as_json(), "state": "failed", "why": "It is not there."}
    )
    assert [metrics.registry.get_sample_value("jumin_check_ok", {"check": name}) for name in "abc"] == [1, 0, 0]


def test_what_the_database_refuses_is_told_and_not_what_was_asked_of_it():
    async def full():
        raise OperationalError("INSERT 张三", {"said": "张三"}, sqlite3.OperationalError("database or disk is full"))

    assert asyncio.run(
        Readiness({"store": full}, Metrics()).look()
    )["store"].why == "OperationalError: database or disk is full"


def test_what_is_not_as_it_should_be_puts_the_process_out_of_service_only_when_it_cannot_answer():
    async def late():
        raise Degraded("It is late.", {"age_seconds": 7})

    async def figures():
        return {"age_seconds": 1}

    metrics = Metrics()
    found = asyncio.run(Readiness({"a": late, "b": figures}, metrics).look())
    assert found["a"].as_json() == {
        "state": "degraded", "ms": found["a"].milliseconds, "age_seconds": 7, "why": "It is late."
    }
    assert found["b"].as_json() == {"state": "ok", "ms": found["b"].milliseconds, "age_seconds": 1}
    assert [metrics.registry.get_sample_value("jumin_check_ok", {"check": name}) for name in "ab"] == [0, 1]


@pytest.mark.usefixtures("brief")
def test_a_check_that_hangs_holds_nobody_up_and_is_not_started_again():
    started = []

    async def hangs():
        started.append(1)
        await asyncio.sleep(60)

    async def look_three_times():
        readiness = Readiness({"a": hangs, "b": passes}, Metrics())
        return [await readiness.look() for _ in range(3)]

    before = machine_seconds()
    for found in asyncio.run(look_three_times()):
        assert not found["a"].passed and found["b"].passed
    assert machine_seconds() - before < 5 and started == [1]


def test_callers_within_a_second_share_one_look():
    looks = []

    async def counts():
        looks.append(1)
        await asyncio.sleep(0.05)

    async def many():
        readiness = Readiness({"a": counts}, Metrics())
        await asyncio.gather(*(readiness.look() for _ in range(50)))
        await readiness.look()

    asyncio.run(many())
    assert looks == [1]


def test_a_caller_who_hangs_up_ends_the_look_for_nobody_else():
    async def two():
        async def slow():
            await asyncio.sleep(0.1)

        readiness = Readiness({"a": slow}, Metrics())
        hasty, patient = (asyncio.ensure_future(readiness.look()) for _ in range(2))
        await asyncio.sleep(0.02)
        hasty.cancel()
        return await patient

    assert asyncio.run(two())["a"].passed


def test_the_store_is_written_and_read_and_its_queue_counted(tmp_path):
    store = TurnStore(open_engine(f"sqlite:///{tmp_path / 'turns.db'}"))

    async def ask():
        await store.receive("web:a", "1", {"text": "甲", "channel": "web"})
        return [await write_and_read(store, name) for name in ("host:1", "host:1", "host:2")]

    assert asyncio.run(ask()) == [1, 1, 1]


def test_a_store_that_keeps_nothing_is_not_ready(tmp_path):
    store = TurnStore(open_engine(f"sqlite:///{tmp_path / 'turns.db'}"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER forget AFTER INSERT ON readiness BEGIN DELETE FROM readiness; END")
    with pytest.raises(NotReady, match="something else"):
        asyncio.run(write_and_read(store, "host:1"))


def test_an_unknown_queue_is_no_empty_one():
    metrics = Metrics()
    metrics.unfinished.set(math.nan)
    assert unfinished(metrics) is None
    metrics.unfinished.set(7)
    assert unfinished(metrics) == 7


def test_what_blocks_the_loop_is_seen():
    async def block() -> float:
        lag = LoopLag(Metrics().loop_lag)
        task = asyncio.ensure_future(lag.watch())
        await asyncio.sleep(0.01)
        time.sleep(0.6)
        await asyncio.sleep(0.05)
        task.cancel()
        return lag.worst

    assert asyncio.run(block()) > 0.3
