"""Syncing by itself: when it is due, once for all processes, failures told and tried again, its age in /ready."""
from __future__ import annotations

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from feed_server import Answer, drip, serving

from bot.monitoring.metrics import Metrics
from bot.monitoring.readiness import Readiness
from bot.serve import zone_sync
from bot.serve.zone_sync import sync_if_due, sync_while_serving, zones_check
from bot.stores.turn_store import TurnStore
from knowledge.clock import machine_seconds, machine_utc
from knowledge.database import migrate, open_engine, transaction
from knowledge.fetching import Patience
from knowledge.settings import Settings
from knowledge.zones.feeds import feed_key, note_success, put_off
from knowledge.zones.stored import hours

REPLY = {"data": {"end_update_time": "2022-11-07 9时", "middlelist": [], "lowlist": [], "highlist": [
    {"province": "河南省", "city": "郑州市", "county": "中原区", "communitys": ["秦岭路街道锦艺西社区"]}]}}
GOOD = Answer(200, json.dumps(REPLY).encode())


@pytest.fixture
def store(tmp_path):
    url = f"sqlite:///{tmp_path / 'zones.db'}"
    migrate(open_engine(url))
    return TurnStore(open_engine(url))


def settings_for(url: str, every: float = 10) -> Settings:
    return Settings(zones_url=url.replace("//", "//bob:geheim@"), zones_every=every)


def listed(store) -> int:
    with transaction(store.engine) as session:
        return len(hours(session))


def look(store, settings: Settings, metrics: Metrics):
    readiness = Readiness({"zones": zones_check(store, settings, metrics.zones_synced_at)}, metrics)
    return asyncio.run(readiness.look())["zones"]


def test_several_processes_fetch_once_and_not_before_it_is_due(store):
    with serving(GOOD) as feed, ThreadPoolExecutor(4) as pool:
        tried = list(pool.map(lambda _: sync_if_due(store.engine, settings_for(feed.url)), range(8)))
        assert sum(tried) == 1 and len(feed.asked) == 1 and listed(store) == 1
        key = feed_key(settings_for(feed.url).zones_url, "郑州市")
        put_off(store.engine, key, machine_utc())
        assert sync_if_due(store.engine, settings_for(feed.url)) and len(feed.asked) == 2


def test_a_failure_is_told_without_a_secret_and_tried_again(store, caplog, monkeypatch):
    monkeypatch.setattr(zone_sync, "AGAIN_AFTER_SECONDS", 0.0)
    with serving(Answer(404), GOOD) as feed, caplog.at_level(logging.ERROR, "bot.serve.zone_sync"):
        assert sync_if_due(store.engine, settings_for(feed.url)) and listed(store) == 0
        told = "".join(str(record.msg) for record in caplog.records)
        assert "zones_sync_failed" in told and "answers with status 404" in told and "geheim" not in told
        assert sync_if_due(store.engine, settings_for(feed.url)) and listed(store) == 1


def test_a_slow_feed_holds_up_neither_the_loop_nor_the_end(store, monkeypatch):
    monkeypatch.setattr(zone_sync, "PATIENCE", Patience(seconds=30))

    async def serve_a_while(feed) -> float:
        work = asyncio.create_task(sync_while_serving(store.engine, settings_for(feed.url, 0.05)))
        latest = 0.0
        while not feed.asked or latest == 0.0:
            before = machine_seconds()
            await asyncio.sleep(0.01)
            latest = max(latest, machine_seconds() - before) if feed.asked else 0.0
        work.cancel()
        return latest

    with serving(Answer(200, drip)) as feed:
        before = machine_seconds()
        assert asyncio.run(asyncio.wait_for(serve_a_while(feed), 20)) < 0.5
        assert machine_seconds() - before < 10


def test_the_check_tells_how_old_the_list_is_and_degrades_when_it_is_late(store):
    settings, metrics, now = settings_for("http://host/list"), Metrics(), machine_utc()
    key = feed_key(settings.zones_url, settings.city)
    assert look(store, settings, metrics).as_json()["age_seconds"] is None
    for minutes, state in ((29, "ok"), (31, "degraded")):
        with transaction(store.engine) as session:
            note_success(session, key, now - timedelta(minutes=minutes), None)
        found = look(store, settings, metrics)
        assert (
            found.state == state == found.as_json()["state"]
            and found.as_json()["age_seconds"] == pytest.approx(minutes * 60, abs=20)
        )
    assert "zones_sync_failed" in found.why
    value = metrics.registry.get_sample_value
    assert value(
        "jumin_zones_last_success_timestamp_seconds"
    ) == pytest.approx((now - timedelta(minutes=31)).timestamp())
    assert value("jumin_check_ok", {"check": "zones"}) == 0


def test_a_list_that_was_never_fetched_is_late_some_time_after_the_start(store, monkeypatch):
    check = zones_check(store, settings_for("http://host/list", 0.05), Metrics().zones_synced_at)
    monkeypatch.setattr("knowledge.clock.machine_utc", lambda now=machine_utc(): now + timedelta(seconds=10))
    found = asyncio.run(Readiness({"zones": check}, Metrics()).look())["zones"]
    assert found.state == "degraded" and "was never fetched" in found.why
