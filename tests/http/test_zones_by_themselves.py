"""A serving process fetches the list by itself, and residents are told the new one without a restart."""
from __future__ import annotations

import json
import time

import pytest
import requests
from conftest import environment_for, start, stop
from feed_server import Answer, serving
from support import words

PLACE = "市场街社区"
QUESTION = f"中原区建设路街道{PLACE}是什么风险区"


def reply(hour: str, text: str) -> Answer:
    area = {"province": "河南省", "city": "郑州市", "county": "中原区", "communitys": [text]}
    rest = {**area, "communitys": ["中原区除高中风险区以外的其他区域"]}
    data = {"end_update_time": f"2022-11-07 {hour}时", "highlist": [area], "middlelist": [], "lowlist": [rest]}
    return Answer(200, json.dumps({"data": data}).encode())


@pytest.fixture
def fed(tmp_path, models):
    """A served city and the feed it fetches every three seconds."""
    with serving(reply("8", f"建设路街道{PLACE}")) as feed:
        url = feed.url.replace("//", "//bob:geheim@")
        served = start(environment_for(tmp_path, models, JUMIN_ZONES_URL=url, JUMIN_ZONES_EVERY="0.05"))
        yield served, feed
        stop(served)


def until(seconds: float, found) -> bool:
    end = time.monotonic() + seconds
    while not found() and time.monotonic() < end:
        time.sleep(0.1)
    return found()


def test_a_new_list_is_told_within_two_seconds_of_its_fetching(fed):
    served, feed = fed
    assert until(15, lambda: "高风险区" in words(served.say(QUESTION)))
    feed.answers = [reply("9", "建设路街道煤仓街社区")]
    asked = len(feed.asked)
    assert until(10, lambda: len(feed.asked) > asked)
    assert until(2, lambda: "低风险区" in words(served.say(QUESTION)))
    ready = requests.get(f"{served.url}/ready", timeout=10).json()
    assert ready["status"] == "ready" and ready["checks"]["zones"]["age_seconds"] < 10
    feed.answers = [Answer(500)]
    assert until(30, lambda: requests.get(f"{served.url}/ready", timeout=10).json()["status"] == "degraded")
    late = requests.get(f"{served.url}/ready", timeout=10)
    assert (
        late.status_code == 200 and "was last fetched" in late.json()["checks"]["zones"]["why"]
        and "geheim" not in late.text
    )
