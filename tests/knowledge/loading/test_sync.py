"""The list of a feed in the store: once until it changes, nothing after a failure, turns between processes."""
from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from feed_server import Answer, serving
from sqlalchemy import select

from knowledge import clock
from knowledge.database import migrate, open_engine, transaction
from knowledge.fetching import Patience
from knowledge.loading.sync import SyncError, sync
from knowledge.zones.feeds import feed_key, last_success, put_off, take_turn
from knowledge.zones.stored import hours
from knowledge.zones.tables import FeedRow, RiskListRow

AT_ONCE = Patience(seconds=5, pause=0)
CITY = "郑州市"


@pytest.fixture
def engine(tmp_path):
    made = open_engine(f"sqlite:///{tmp_path / 'sync.db'}")
    migrate(made)
    return made


@pytest.fixture
def body(reply):
    return json.dumps(reply("2022-11-07 9时", high=[("中原区", "秦岭路街道锦艺西社区")])).encode()


def test_a_list_is_fetched_once_until_it_changes(engine, body):
    with serving(Answer(503), Answer(200, body, {"ETag": '"one"'}), Answer(304)) as feed:
        assert sync(engine, feed.url, CITY, AT_ONCE).added == 1
        assert sync(engine, feed.url, CITY, AT_ONCE) is None
        assert sync(engine, feed.url, CITY, AT_ONCE) is None
    assert [asked.get("If-None-Match") for asked in feed.asked] == [None, None, '"one"', '"one"']


def test_another_city_asks_for_the_whole_list(engine, body):
    with serving(Answer(200, body, {"ETag": '"one"'})) as feed:
        sync(engine, feed.url, CITY, AT_ONCE)
        with pytest.raises(SyncError, match="names nothing in 洛阳市"):
            sync(engine, feed.url, "洛阳市", AT_ONCE)
    assert feed.asked[-1].get("If-None-Match") is None


@pytest.mark.parametrize("answer", [
    Answer(404), Answer(503), Answer(200, b"<html>"), Answer(200, b'{"data": 1}'), Answer(200, b"[" * 99999),
    Answer(200, b"\xff\xfe"),
    Answer(200, json.dumps({"data": {"end_update_time": "soon", "highlist": []}}).encode()),
])
def test_what_cannot_be_used_changes_nothing(engine, answer):
    with serving(answer) as feed, pytest.raises(SyncError) as error:
        sync(engine, feed.url.replace("//", "//bob:geheim@") + "?token=sesam", CITY, AT_ONCE)
    assert str(error.value).startswith(f"{feed.url}?…") and str(error.value).endswith(".")
    with transaction(engine) as session:
        assert hours(session) == [] and session.scalars(select(FeedRow)).all() == []


def test_nothing_secret_of_the_address_is_stored(engine, body):
    with serving(Answer(200, body)) as feed:
        sync(engine, feed.url.replace("//", "//bob:geheim@") + "?token=sesam", CITY, AT_ONCE)
    with transaction(engine) as session:
        kept = [session.scalars(select(FeedRow.url)).one(), session.scalars(select(RiskListRow.source)).one()]
    assert all(f"{feed.url}?…" in text and "geheim" not in text and "sesam" not in text for text in kept)


def test_one_process_at_a_time_has_its_turn_and_a_dead_one_keeps_it_no_longer_than_agreed(engine):
    key, now = feed_key("http://host/list", CITY), clock.machine_utc()
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: take_turn(engine, key, now, 180), range(12))) == 1
    assert not take_turn(engine, key, now + timedelta(seconds=179), 180)
    assert take_turn(engine, key, now + timedelta(seconds=180), 180)
    put_off(engine, key, now + timedelta(hours=1))
    assert (
        not take_turn(engine, key, now + timedelta(minutes=59), 180)
        and take_turn(engine, key, now + timedelta(hours=1), 180)
    )


def test_the_last_success_is_that_of_a_change_or_of_none(engine, body):
    with serving(Answer(200, body, {"ETag": '"one"'}), Answer(304), Answer(404)) as feed:
        key, seen = feed_key(feed.url, CITY), []
        for _ in range(2):
            sync(engine, feed.url, CITY, AT_ONCE)
            with transaction(engine) as session:
                seen.append(last_success(session, key))
        with pytest.raises(SyncError):
            sync(engine, feed.url, CITY, AT_ONCE)
        with transaction(engine) as session:
            assert seen[0] < seen[1] == last_success(session, key)
