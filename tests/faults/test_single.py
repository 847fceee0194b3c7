"""One process on SQLite loses nothing, whatever happens to it; the short form of `make faults`."""
from __future__ import annotations

import pytest
from faults import single
from faults.page_talk import talked
from faults.publications import published
from faults.questions import learn_answers
from faults.single import Single
from faults.small_disk import NoSmallDisk, small_disk
from faults.town import Serving, environment

from bench.services import ServiceMissing

STORE_MEGABYTES = 48


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """A small disk, or a folder that cannot become full."""
    folder = tmp_path_factory.mktemp("disk")
    try:
        with small_disk(folder, STORE_MEGABYTES) as mounted:
            yield mounted, ""
    except NoSmallDisk as reason:
        yield folder, str(reason)


@pytest.fixture(scope="module")
def town(tmp_path_factory, models, disk):
    folder, file = tmp_path_factory.mktemp("single"), disk[0] / "jumin.db"
    serving = Serving(folder, environment(folder, models, JUMIN_DATABASE_URL=f"sqlite:///{file}"))
    try:
        serving.start()
        yield Single(serving, file, learn_answers(serving.url))
    finally:
        serving.stop()


def test_nothing_is_lost_when_the_serving_process_is_killed(town):
    assert single.killed(town, kills=2).broken == []


def test_nothing_is_lost_when_the_action_server_is_killed(town):
    outcome = single.actions_killed(town, kills=2)
    assert outcome.broken == [] and town.serving.action_server()


def test_nothing_is_lost_when_the_process_of_the_store_is_killed(town):
    outcome = single.store_killed(town, kills=3)
    assert outcome.broken == [] and town.serving.store()


def test_nothing_is_lost_of_a_talk_on_the_page_whose_network_is_cut_and_whose_server_is_killed(town):
    try:
        outcome = talked(town, cuts=10, kills=1, turns=8)
    except ServiceMissing as missing:
        pytest.skip(str(missing))
    assert outcome.broken == [] and outcome.findings.messages == 8


def test_nothing_is_lost_while_the_action_server_is_mute(town):
    assert single.actions_mute(town, seconds=4).broken == []


def test_nothing_is_lost_when_others_take_the_places_of_two_that_are_mute_for_good(town):
    outcome = single.both_mute(town, times=1)
    assert outcome.broken == [] and town.serving.answering() and town.serving.action_server()


def test_nothing_is_stale_when_something_is_published(town):
    assert published(town, 2, 1, rate=10).broken == []


def test_nothing_is_lost_while_sqlite_is_locked(town):
    assert single.locked(town, seconds=6).broken == []


def test_nothing_is_lost_while_the_disk_is_full(town, disk):
    if disk[1]:
        pytest.skip(disk[1])
    outcome = single.disk_full(town, seconds=3)
    assert outcome.broken == [] and outcome.figures["tries more"] > 0


def test_nothing_is_lost_while_a_quota_is_used_up(town):
    outcome = single.quota_used_up(town, seconds=3)
    assert outcome.broken == [] and outcome.figures["tries more"] > 0
