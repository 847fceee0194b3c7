"""Two processes on PostgreSQL and Redis behind nginx lose nothing; the short form of `make faults`."""
from __future__ import annotations

import pytest
from faults import model_changes, several
from faults.publications import published
from faults.racing import racing
from faults.redelivered import redelivered
from faults.topology import grown

from bench.services import ServiceMissing


@pytest.fixture(scope="module")
def town(tmp_path_factory, models):
    try:
        with grown(tmp_path_factory.mktemp("several"), models) as running:
            yield running
    except ServiceMissing as missing:
        pytest.skip(str(missing))


def test_pairs_that_race_on_one_conversation_lose_nothing(town):
    assert racing(town, pairs=40).broken == []


def test_a_wechat_message_that_is_delivered_again_is_one_turn(town):
    assert redelivered(town, messages=60).broken == []


def test_nothing_is_lost_when_one_of_two_is_stopped_for_longer_than_its_lease(town):
    assert several.stopped(town, times=1, seconds=6, rate=10).broken == []


def test_nothing_is_lost_when_one_of_two_is_killed(town):
    assert several.killed(town, kills=1, rate=10).broken == []


def test_nothing_is_lost_while_postgresql_is_away(town):
    assert several.away(town, town.postgres, "PostgreSQL", seconds=4, rate=10).broken == []


def test_nothing_is_lost_while_redis_is_away(town):
    outcome = several.away(town, town.redis, "Redis", seconds=3, rate=10)
    assert outcome.broken == [] and outcome.figures["slowest"] < 10


def test_a_rolling_restart_loses_nothing(town):
    assert several.rolling(town, rounds=1, rate=10).broken == []


def test_nobody_notices_a_change_of_the_model(town):
    assert model_changes.model_changed(town, changes=2, rate=5).broken == []


def test_nothing_is_stale_when_something_is_published(town):
    assert published(town, 2, 1, rate=10).broken == []
