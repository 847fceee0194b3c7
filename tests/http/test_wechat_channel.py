"""The official account over HTTP, with the real model: the same answers as the web channel, in WeChat's form."""
from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
import requests
from conftest import environment_for, start, stop
from ruamel.yaml import YAML
from support import ROOT
from wechat import AES_KEY, APPID, TOKEN, encrypt, event_of, fields_of, push, reply_text, signature

CASES = YAML(typ="safe").load((ROOT / "tests/cases/topics.yml").read_text(encoding="utf-8"))
WECHAT = {
    "JUMIN_WECHAT_TOKEN": TOKEN, "JUMIN_WECHAT_APPID": APPID, "JUMIN_WECHAT_AES_KEY": AES_KEY,
    "JUMIN_WECHAT_MODE": "safe"
}


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
    assert deliver(
        account, event_of("oNear", "LOCATION", Latitude="34.762", Longitude="113.665", Precision="30")
    ).text == "success"
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


@pytest.mark.parametrize("change", [
    {"CreateTime": 253402300800}, {"CreateTime": -1}, {"CreateTime": ""}, {"CreateTime": "１６６７７８２８００"},
    {"CreateTime": "9" * 300},
    {"MsgId": None},
    {"MsgId": "9" * 300},
    {"MsgId": None, "MsgID": 77, "MsgType": "voice", "Recognition": "核酸几点", "Content": None},
])
@pytest.mark.parametrize("as_json", [False, True])
def test_an_odd_field_costs_no_answer(account, change, as_json):
    fields = {
        name: value for name, value in {**fields_of(f"oOdd{as_json}", Content="核酸几点"), **change}.items()
        if value is not None
    }
    response = deliver(account, fields, as_json=as_json)
    assert response.status_code == 200 and "采样" in (reply_text(response.text) or answer(account, fields))


@pytest.mark.parametrize("place", [("nan", "0"), ("1e400", "0"), ("北纬34度", "113"), ("", "")])
def test_a_place_that_is_none_is_answered_honestly(account, place):
    assert "位置我读不出来" in answer(
        account, fields_of("oPlace", MsgType="location", Location_X=place[0], Location_Y=place[1])
    )


def test_odd_signed_pushes_are_refused_and_never_an_error_of_ours(account):
    good = push(fields_of("oOdd", Content="甲"), "safe")
    cipher, stamp = ElementTree.fromstring(good.body).findtext("Encrypt"), good.query["timestamp"]
    for nonce in ("\0", "7\n", "甲", ""):
        odd = good.with_query(
            nonce=nonce, signature=signature(TOKEN, stamp, nonce), msg_signature=signature(TOKEN, stamp, nonce, cipher)
        )
        # What stands in no address is refused before anybody looks whose it is.
        assert requests.post(
            f"{account.url}{odd.path}", data=odd.body, timeout=10
        ).status_code == (400 if nonce == "\0" else 403)
    for more in ("&signature=0", "&signature=", "&nonce=1", "&msg_signature=1"):
        assert requests.post(f"{account.url}{good.path}{more}", data=good.body, timeout=10).status_code == 403
    for inside in (
        '{"FromUserName": "oA", "FromUserName": "oB"}', "<xml><Encrypt>YQ==</Encrypt></xml>",
        "<!DOCTYPE xml [<!ENTITY a 'b'>]><xml>&a;</xml>"
    ):
        closed, nonce = encrypt(inside), good.query["nonce"]
        odd = good.with_query(msg_signature=signature(TOKEN, stamp, nonce, closed)).with_body(
            f"<xml><Encrypt> <![CDATA[{closed}]]> </Encrypt></xml>".encode()
        )
        assert requests.post(f"{account.url}{odd.path}", data=odd.body, timeout=10).status_code == 400


def test_an_unsigned_body_is_not_waited_for(account):
    """The address is looked at first: what it announces never comes, and is refused all the same."""
    with socket.create_connection(("127.0.0.1", int(account.url.rpartition(":")[2])), timeout=5) as connection:
        connection.sendall(
            b"POST /webhooks/wechat/webhook?signature=0&timestamp=1&nonce=1 HTTP/1.1\r\nHost: x\r\nContent-Length: "
            b"60000\r\n\r\n<xml>"
        )
        answered = connection.recv(1000)
    assert answered.startswith(b"HTTP/1.1 403") and b"connection: close" in answered.lower()


def test_who_is_refused_again_and_again_is_refused_slowly_and_nobody_else_waits(account):
    def refused(_number):
        began = time.monotonic()
        response = requests.post(
            f"{account.url}/webhooks/wechat/webhook?signature=0&timestamp=1&nonce=1", data=b"<xml>" + b"x" * 50_000,
            timeout=20
        )
        return response.status_code, response.headers["Connection"], time.monotonic() - began
    with ThreadPoolExecutor(30) as pool:
        refusals = pool.map(refused, range(30))
        waits = []
        for number in range(5):
            began = time.monotonic()
            say(account, f"oBeside{number}", "核酸几点")
            waits.append(time.monotonic() - began)
        outcomes = list(refusals)
    assert {(status, connection) for status, connection, _ in outcomes} == {(403, "close")}
    assert sum(seconds >= 1 for *_, seconds in outcomes) >= 15 and min(waits) < 1


def test_the_simulator_finds_no_fault(account):
    outcome = account.jumin("wechat", "simulate", f"{account.url}/webhooks/wechat/webhook")
    assert outcome.returncode == 0, outcome.stdout


def test_without_a_token_there_is_no_account(sample_city):
    assert requests.get(f"{sample_city.url}/webhooks/wechat/webhook", timeout=5).status_code == 404


@pytest.mark.parametrize(("settings", "sentence"), [
    (
        {"JUMIN_WECHAT_AES_KEY": ""},
        "JUMIN_WECHAT_MODE cannot be used: safe mode encrypts; set JUMIN_WECHAT_AES_KEY too."
    ),
    (
        {"JUMIN_WECHAT_AES_KEY": "short"},
        "JUMIN_WECHAT_AES_KEY cannot be used: it has 5 characters; EncodingAESKey has 43 letters and digits."
    ),
    ({"JUMIN_WECHAT_APPID": ""}, "JUMIN_WECHAT_MODE cannot be used: safe mode encrypts; set JUMIN_WECHAT_APPID too."),
    ({"JUMIN_WECHAT_MODE": "secure"}, "JUMIN_WECHAT_MODE cannot be used: 'secure' is none of plain, compatible, safe."),
    (
        {"JUMIN_WECHAT_APPID": "", "JUMIN_WECHAT_MODE": "plain", "JUMIN_WECHAT_SECRET": "s"},
        "JUMIN_WECHAT_SECRET cannot be used: the secret belongs to an account; set JUMIN_WECHAT_APPID too."
    ),
])
def test_a_wrong_combination_refuses_to_start(tmp_path, models, settings, sentence):
    environment = environment_for(tmp_path, models, **{**WECHAT, **settings})
    outcome = subprocess.run(
        [sys.executable, "-m", "bot.cli", "serve"], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=120
    )
    assert (outcome.returncode, outcome.stderr.strip().splitlines()[-1]) == (1, sentence)
