"""What an operator sees of a running server: /live, /ready and /metrics."""
from __future__ import annotations

import re
import sqlite3
import time
import uuid
from pathlib import Path

import pytest
import requests
from faults.town import wait_until

CHECKS = {"store", "lock", "model", "release", "actions", "loop"}


def get(served, path: str, **headers: str) -> requests.Response:
    return requests.get(f"{served.url}{path}", headers=headers, timeout=15)


def metric(served, series: str) -> float:
    """The value of one series, 0 while there is none."""
    found = re.search(rf"^{re.escape(series)} (\S+)$", get(served, "/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


@pytest.fixture
def grown(sample_city):
    """grown(series) -> how much it has grown since it was asked for first."""
    before: dict[str, float] = {}

    def grown(series: str) -> float:
        now = metric(sample_city, series)
        return now - before.setdefault(series, now)
    return grown


def test_ready_tells_each_check_and_what_is_served(sample_city):
    ready = get(sample_city, "/ready")
    told = ready.json()
    assert (ready.status_code, told["status"], set(told["checks"])) == (200, "ready", CHECKS)
    assert all(check["state"] == "ok" and check["ms"] >= 0 for check in told["checks"].values())
    receipt = sample_city.say("四定是哪四定")["receipt"]
    assert (told["model"], told["release"]) == (receipt["model"], receipt["release"]) and told["unfinished"] >= 0


@pytest.mark.parametrize("forwarded", ["203.0.113.5", "127.0.0.1"])
def test_through_a_proxy_nothing_but_the_state_is_told(sample_city, forwarded):
    ready, metrics = (get(sample_city, path, **{"X-Forwarded-For": forwarded}) for path in ("/ready", "/metrics"))
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert metrics.status_code == 403 and "jumin_" not in metrics.text
    assert get(sample_city, "/live", **{"X-Forwarded-For": forwarded}).json() == {"status": "live"}


def test_turns_are_counted_as_they_end_and_timed_by_stage(sample_city, grown):
    answered, refused = (f'jumin_turns_total{{channel="web",outcome="{end}"}}' for end in ("answered", "refused"))
    timed = [
        f'jumin_turn_stage_seconds_count{{stage="{stage}"}}'
        for stage in ("received", "waited", "answered", "committed")
    ]
    series = [answered, refused, 'jumin_refusals_total{kind="not_stated"}', *timed]
    assert [grown(one) for one in series] == [0] * len(series)
    session = sample_city.session()
    sample_city.say("四定是哪四定", session)
    sample_city.say("狗粮在哪里买便宜", session)
    assert [grown(one) for one in series] == [1, 1, 1, 2, 2, 2, 2]


def test_what_is_served_and_checked_is_in_the_metrics(sample_city):
    told = get(sample_city, "/ready").json()
    assert metric(sample_city, f'jumin_serving_info{{model="{told["model"]}",release="{told["release"]}"}}') == 1
    assert all(metric(sample_city, f'jumin_check_ok{{check="{name}"}}') == 1 for name in CHECKS)
    # It is looked at four times a second.
    wait_until(lambda: metric(sample_city, "jumin_event_loop_lag_seconds_count") > 0, 5, "looking at the event loop")
    assert metric(sample_city, "process_resident_memory_bytes") > 0


def test_refused_requests_are_counted_by_status(sample_city, grown):
    series = ['jumin_http_refusals_total{status="401"}', 'jumin_http_refusals_total{status="404"}']
    assert [grown(one) for one in series] == [0, 0]
    sample_city.post({"session": "no", "id": "1", "text": "好"})
    get(sample_city, f"/{uuid.uuid4().hex}")
    assert [grown(one) for one in series] == [1, 1]


def test_no_label_comes_from_outside(sample_city):
    sample_city.say("我叫张三，住3号楼2单元501，四定是哪四定")
    get(sample_city, "/我叫张三")
    labels = set(re.findall(r'(\w+)="', get(sample_city, "/metrics").text))
    assert labels == {"channel", "outcome", "kind", "stage", "check", "status", "model", "release", "part", "le"}
    assert "张三" not in get(sample_city, "/metrics").text


def test_a_store_that_cannot_be_written_is_not_ready_and_comes_back(sample_city):
    other = sqlite3.connect(Path(sample_city.environment["JUMIN_VAR"]) / "jumin.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(1.1)
    try:
        ready = get(sample_city, "/ready")
        outside = get(sample_city, "/ready", **{"X-Forwarded-For": "203.0.113.5"})
    finally:
        other.execute("ROLLBACK")
        other.close()
    told = ready.json()
    assert (ready.status_code, told["status"], told["unfinished"]) == (503, "not ready", None)
    assert {name for name, check in told["checks"].items() if check["state"] == "failed"} == {"store"}
    assert (outside.status_code, outside.json()) == (503, {"status": "not ready"})
    assert wait_until_ready(sample_city) == "ready"


def wait_until_ready(served) -> str:
    for _ in range(20):
        status = get(served, "/ready").json()["status"]
        if status == "ready":
            break
        time.sleep(1)
    return status
