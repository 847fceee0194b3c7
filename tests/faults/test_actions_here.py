"""One process whose actions run in the serving process: nothing is lost, and there is no action server to tell of."""
from __future__ import annotations

import re

import pytest
import requests
from faults import single
from faults.questions import learn_answers
from faults.single import Single
from faults.town import Serving, environment, wait_until


@pytest.fixture(scope="module")
def town(tmp_path_factory, models):
    folder = tmp_path_factory.mktemp("here")
    file = folder / "jumin.db"
    serving = Serving(folder, environment(folder, models, JUMIN_DATABASE_URL=f"sqlite:///{file}", JUMIN_ACTIONS="here"))
    try:
        serving.start()
        yield Single(serving, file, learn_answers(serving.url))
    finally:
        serving.stop()


def test_nothing_is_lost_when_the_serving_process_is_killed_with_its_actions(town):
    assert single.killed(town, kills=1).broken == []


def test_it_is_ready_and_tells_of_no_action_server(town):
    wait_until(town.serving.is_ready, 60, "becoming ready")
    checks = requests.get(f"{town.serving.url}/ready", timeout=5).json()["checks"]
    told = requests.get(f"{town.serving.url}/metrics", timeout=5).text
    assert town.serving.action_server() == [] and checks["actions"]["state"] == "ok"
    assert re.findall(r'^jumin_restarts_total{part="(\w+)"}', told, re.M) == ["serving", "console"]
