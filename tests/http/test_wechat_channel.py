"""The official account over HTTP, with the real model: the same answers as the web channel, in WeChat's form."""
from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from conftest import environment_for, start, stop
from ruamel.yaml import YAML
from support import ROOT
from wechat import AES_KEY, APPID, TOKEN, event_of, fields_of, push, reply_text

CASES = YAML(typ="safe").load((ROOT / "tests/cases/topics.yml").read_text(encoding="utf-8"))
WECHAT = {"JUMIN_WECHAT_TOKEN": TOKEN, "JUMIN_WECHAT_APPID": APPID, "JUMIN_WECHAT_AES_KEY": AES_KEY, "JUMIN_WECHAT_MODE": "safe"}


@pytest.fixture(scope="module")
def account(tmp_path_factory, models):
    """A city with an official account in safe mode."""
    served = start(environment_for(tmp_path_factory.mktemp("wechat"), models, **WECHAT))
    yield served
    stop(served)


def deliver(served, fields: dict, mode: str = "safe", as_json: bool = False) -> requests.Response:
    delivery = push(fields, mode, as_json)
    return requests.post(f"{served.url}{delivery.path}", data=delivery.body, timeout=10)


def say(served, openid: str, text: str) -> str:
    return answer(served, fields_of(openid, Content=text))


def answer(served, fields: dict) -> str:
    """The words in return; on a busy machine a retry of the official server gets what was not ready in time."""
    for _ in range(10):
        if said := reply_text(deliver(served, fields).text):
            return said
    raise AssertionError("not answered")


@pytest.mark.parametrize("case", CASES[::3], ids=[case["q"] for case in CASES[::3]])
def test_a_resident_asks_and_hears_what_the_web_page_says(account, case):
    said = say(account, f"oTopic{CASES.index(case)}", case["q"])
    on_the_page = account.say(case["q"])["messages"][0]["text"]
    assert said.startswith(on_the_page.replace("\r", "").strip()[:600])


def test_a_conversation_with_numbers_and_links(account):
    sites = say(account, "oWalk", "金水区哪里有采样屋")
    assert len(re.findall(r'<a href="https://[^"]+">第\d处</a>', sites)) == 3
    more = say(account, "oWalk", re.search(r"(\d)\. <a href=\"weixin[^>]+>还有吗", sites)[1])
    assert more.startswith("金水区的另外几处") and "4. " in more


def test_a_location_finds_the_nearest_sites(account):
    fields = fields_of("oPlace", MsgType="location", Location_X="34.762", Location_Y="113.665", Scale="20", Label="x")
    assert answer(account, fields).startswith("您附近的采样屋")


def test_a_reported_place_answers_nearby(account):
    assert deliver(account, event_of("oNear", "LOCATION", Latitude="34.762", Longitude="113.665", Precision="30")).text == "success"
    assert "在您" in say(account, "oNear", "附近哪里能做核酸")


@pytest.mark.parametrize("as_json", [False, True])
def test_many_deliveries_at_once_are_one_turn(account, as_json):
    fields = fields_of(f"oOnce{as_json}", Content="志愿者怎么报名")
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: reply_text(deliver(account, fields, as_json=as_json).text), range(12)))
    assert len({reply for reply in replies if reply} | {answer(account, fields)}) == 1


def test_plain_and_unsigned_deliveries_are_refused(account):
    assert deliver(account, fields_of("oA", Content="甲"), "plain").status_code == 403
    assert requests.post(f"{account.url}/webhooks/wechat/webhook", data=b"<xml/>", timeout=5).status_code == 403
    assert requests.get(f"{account.url}/webhooks/wechat/webhook?echostr=1", timeout=5).status_code == 403


def test_the_simulator_finds_no_fault(account):
    outcome = account.jumin("wechat", "simulate", f"{account.url}/webhooks/wechat/webhook")
    assert outcome.returncode == 0, outcome.stdout


def test_without_a_token_there_is_no_account(sample_city):
    assert requests.get(f"{sample_city.url}/webhooks/wechat/webhook", timeout=5).status_code == 404


@pytest.mark.parametrize(("settings", "sentence"), [
    ({"JUMIN_WECHAT_AES_KEY": ""}, "JUMIN_WECHAT_MODE cannot be used: safe mode encrypts; set JUMIN_WECHAT_AES_KEY too."),
    ({"JUMIN_WECHAT_AES_KEY": "short"}, "JUMIN_WECHAT_AES_KEY cannot be used: it has 5 characters; EncodingAESKey has 43 letters and digits."),
    ({"JUMIN_WECHAT_APPID": ""}, "JUMIN_WECHAT_MODE cannot be used: safe mode encrypts; set JUMIN_WECHAT_APPID too."),
    ({"JUMIN_WECHAT_MODE": "secure"}, "JUMIN_WECHAT_MODE cannot be used: 'secure' is none of plain, compatible, safe."),
    ({"JUMIN_WECHAT_APPID": "", "JUMIN_WECHAT_MODE": "plain", "JUMIN_WECHAT_SECRET": "s"}, "JUMIN_WECHAT_SECRET cannot be used: the secret belongs to an account; set JUMIN_WECHAT_APPID too."),
])
def test_a_wrong_combination_refuses_to_start(tmp_path, models, settings, sentence):
    environment = environment_for(tmp_path, models, **{**WECHAT, **settings})
    outcome = subprocess.run([sys.executable, "-m", "bot.cli", "serve"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert (outcome.returncode, outcome.stderr.strip().splitlines()[-1]) == (1, sentence)
