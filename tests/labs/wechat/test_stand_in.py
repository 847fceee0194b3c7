"""The stand-in is as strict as the official side: tokens, forms, typing."""
from __future__ import annotations

import pytest
import requests
from wechat_api import APPID, RESIDENT, SECRET, official

from labs.wechat.stand_in_account import Account
from labs.wechat.stand_in_forms import Fault, check_menu, check_message
from labs.wechat.stand_in_routes import answered

ASK = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}


@pytest.fixture()
def account() -> Account:
    return Account(APPID, SECRET)


def code_of(work, *arguments) -> int:
    with pytest.raises(Fault) as fault:
        work(*arguments)
    return fault.value.code


def test_令牌到最后五分钟才换_新旧一起好用五分钟(account):
    first = account.stable_token(ASK, 0.0)
    assert first["expires_in"] == 7200 and account.stable_token(ASK, 6899.0)["access_token"] == first["access_token"]
    second = account.stable_token(ASK, 6901.0)
    assert second["access_token"] != first["access_token"]
    for token in (first, second):
        account.check_token(token["access_token"], 7100.0)
    assert code_of(account.check_token, first["access_token"], 7201.0) == 42001


def test_强制换令牌_旧的马上作废_三十秒内不换_一天二十次(account):
    first = account.stable_token(ASK, 0.0)["access_token"]
    second = account.stable_token({**ASK, "force_refresh": True}, 1.0)["access_token"]
    assert code_of(account.check_token, first, 1.0) == 42001
    assert account.stable_token({**ASK, "force_refresh": True}, 20.0)["access_token"] == second
    for n in range(19):
        account.stable_token({**ASK, "force_refresh": True}, 100.0 + 40 * n)
    assert code_of(account.stable_token, {**ASK, "force_refresh": True}, 5000.0) == 45009


@pytest.mark.parametrize(("body", "code"), [
    ({}, 40002), ({**ASK, "appid": "wx1"}, 40013), ({**ASK, "secret": "x"}, 40125),
])
def test_身份不对就没有令牌(account, body, code):
    assert code_of(account.stable_token, body, 0.0) == code


def test_没有令牌_不认识的令牌(account):
    assert code_of(account.check_token, None, 0.0) == 41001
    assert code_of(account.check_token, "x", 0.0) == 40001


@pytest.mark.parametrize(("message", "code"), [
    ({"msgtype": "text", "text": {"content": ""}}, 44004),
    ({"msgtype": "text", "text": {"content": "a" * 2001}}, 45002),
    ({"msgtype": "news", "news": {"articles": []}}, 45008),
    ({"msgtype": "news", "news": {"articles": [{}, {}]}}, 45008),
    ({"msgtype": "msgmenu", "msgmenu": {"head_content": "头", "list": []}}, 47001), ({"msgtype": "smoke"}, 40008),
])
def test_不成样子的消息(message, code):
    assert code_of(check_message, message, True) == code


@pytest.mark.parametrize(("menu", "code"), [
    ({"button": []}, 40016), ({"button": [{"name": "长" * 6, "type": "click", "key": "k"}]}, 40018),
    ({"button": [{"name": "好", "type": "click", "key": "k" * 129}]}, 40019),
    ({"button": [{"name": "好", "type": "x"}]}, 40017),
    ({"button": [{"name": "好", "sub_button": []}]}, 40023),
    ({"button": [{"name": "好", "sub_button": [{"name": "长" * 21}]}]}, 40025),
])
def test_不成样子的菜单(menu, code):
    assert code_of(check_menu, menu) == code


def test_转义的汉字会被原样显示_所以不收():
    assert answered(b'{"a": "\\u4e2d"}', None, {}, lambda *_: {})["errcode"] == 40033
    assert answered(b'{"a": "\\\\u4e2d"}', None, {}, lambda *_: {})["errcode"] == 0


def test_正在输入只在三十秒之内(account):
    account.act(RESIDENT, "message", 0.0)
    account.typing({"touser": RESIDENT, "command": "Typing"}, 10.0)
    assert code_of(account.typing, {"touser": RESIDENT, "command": "Typing"}, 20.0) == 45081
    assert code_of(account.typing, {"touser": RESIDENT, "command": "Typing"}, 31.0) == 45080
    assert code_of(account.typing, {"touser": RESIDENT, "command": "Shout"}, 10.0) == 45072


def test_没有的事说不得_没有的路错不得():
    with official() as weixin:
        assert requests.post(f"{weixin.url}/acts", json={"openid": "o", "kind": "shout"}, timeout=5).status_code == 400
        assert requests.post(f"{weixin.url}/faults", json={"path": "nothing", "code": -1}, timeout=5).status_code == 400
        assert requests.post(f"{weixin.url}/cgi-bin/stable_token", data="no json", timeout=5).json()["errcode"] == 47001


def test_送到的可以按人来看(account):
    with official(any_resident=True) as weixin:
        token = requests.post(f"{weixin.url}/cgi-bin/stable_token", json=ASK, timeout=5).json()["access_token"]
        for openid in ("oOne", "oOther"):
            body = f'{{"touser": "{openid}", "msgtype": "text", "text": {{"content": "好"}}}}'.encode()
            requests.post(
                f"{weixin.url}/cgi-bin/message/custom/send", params={"access_token": token}, data=body, timeout=5
            )
        assert len(weixin.sent()) == 2
        assert [b["touser"] for b in requests.get(f"{weixin.url}/sent?openid=oOne", timeout=5).json()] == ["oOne"]
