"""The client against the stand-in, over real HTTP."""
from __future__ import annotations

import logging

import pytest
from wechat_api import APPID, RESIDENT, SECRET, client, official

from bot.channels.wechat.api import MACHINE_MADE
from bot.channels.wechat.errors import MEANINGS, TOKEN_CODES
from bot.channels.wechat.results import Refused, Sent, Then, Unknown
from labs.wechat.stand_in_routes import SEND, TOKEN, TYPING

AT_ONCE = sorted(
    int(code) for code in MEANINGS if int(code) not in TOKEN_CODES and MEANINGS[code].then is not Then.AGAIN
)


@pytest.fixture()
def weixin():
    with official() as running:
        running.act("message")
        yield running


@pytest.fixture()
def api(weixin, tmp_path):
    return client(weixin.url, tmp_path)


def test_文字原样送到_表情和四字节字也在(api, weixin):
    text = "金水区是高风险区😷𠮷 ]]> ‏مرحبا\n第二行 \\u4e2d"
    assert isinstance(api.send_text(RESIDENT, text), Sent)
    assert weixin.sent() == [{"touser": RESIDENT, "msgtype": "text", "text": {"content": text}}]


def test_标明机器生成的消息带官方标记(api, weixin):
    api.mark = MACHINE_MADE
    assert isinstance(api.send_text(RESIDENT, "金水区是高风险区"), Sent)
    assert isinstance(api.send_menu(RESIDENT, "您问的是？", [("1", "采样屋")]), Sent)
    assert [message["aimsgcontext"] for message in weixin.sent()] == [{"is_ai_msg": 1}] * 2


def test_按钮送成菜单消息(api, weixin):
    assert isinstance(api.send_menu(RESIDENT, "您问的是？", [("1", "采样屋"), ("2", "风险区")], "也可以直接打字"), Sent)
    assert weixin.sent()[0]["msgmenu"]["list"] == [{"id": "1", "content": "采样屋"}, {"id": "2", "content": "风险区"}]


def test_地点送成一张卡片(api, weixin):
    assert isinstance(api.send_news(RESIDENT, "最近的采样屋", "步行三百米", "https://example.org/map"), Sent)
    assert weixin.sent()[0]["news"]["articles"][0]["title"] == "最近的采样屋"


def test_正在输入_十五秒内不重复_发了消息就取消(api, weixin):
    assert isinstance(api.typing(RESIDENT, on=True), Sent)
    assert api.typing(RESIDENT, on=True).code == 45081
    assert isinstance(api.typing(RESIDENT, on=False), Sent)
    api.typing(RESIDENT, on=True)
    api.send_text(RESIDENT, "好")
    assert isinstance(api.typing(RESIDENT, on=True), Sent)


def test_第六条被拒_留到下一句话(api, weixin):
    assert [type(api.send_text(RESIDENT, str(n))) for n in range(5)] == [Sent] * 5
    refused = api.send_text(RESIDENT, "第六条")
    assert (refused.code, refused.then) == (45047, Then.NEXT)
    weixin.act("message")
    assert isinstance(api.send_text(RESIDENT, "第六条"), Sent)


def test_没说过话的人_取关的人_拒收的人(api, weixin):
    assert api.send_text("oStranger", "好").code == 45015
    weixin.act("leave")
    assert (api.send_text(RESIDENT, "好").code, api.send_text(RESIDENT, "好").then) == (43004, Then.GONE)
    weixin.act("block")
    assert api.send_text(RESIDENT, "好").code == 48002


def test_太长的文字被拒(api, weixin):
    assert isinstance(api.send_text(RESIDENT, "中" * 666), Sent)
    assert api.send_text(RESIDENT, "中" * 667).code == 45002
    assert len(weixin.sent()) == 1


@pytest.mark.parametrize("code", AT_ONCE)
def test_每个错误码_只问一次_没有人收到(api, weixin, code):
    weixin.fault(SEND, code=code)
    refused = api.send_text(RESIDENT, "好")
    expected = MEANINGS[code].then
    assert isinstance(refused, Refused) and refused.code == code
    assert refused.then is (Then.NEXT if expected is Then.AS_TEXT else expected)
    assert weixin.sent() == [] and weixin.calls()[SEND] == 1


@pytest.mark.parametrize("code", AT_ONCE)
def test_说好要等的错误_等的时候不再去问(api, weixin, code):
    weixin.fault(SEND, code=code)
    api.send_text(RESIDENT, "好")
    again = api.send_text(RESIDENT, "好")
    if MEANINGS[code].pause:
        assert again.code == code and weixin.calls()[SEND] == 1
    else:
        assert isinstance(again, Sent)


@pytest.mark.parametrize("code", sorted(TOKEN_CODES))
def test_令牌被拒_换一次令牌_再发一次(api, weixin, code):
    weixin.fault(SEND, code=code)
    assert isinstance(api.send_text(RESIDENT, "好"), Sent)
    assert weixin.calls()[SEND] == 2 and len(weixin.sent()) == 1


@pytest.mark.parametrize("code", sorted(TOKEN_CODES))
def test_换了令牌还被拒_就不再换了(api, weixin, code):
    weixin.fault(SEND, code=code, times=5)
    refused = api.send_text(RESIDENT, "好")
    assert (refused.code, refused.then) == (code, Then.REPAIR)
    assert weixin.calls()[SEND] == 2


def test_令牌在别处作废_换来新的_只送一次(api, weixin):
    api.send_text(RESIDENT, "一")
    weixin.expire()
    assert isinstance(api.send_text(RESIDENT, "二"), Sent)
    assert [body["text"]["content"] for body in weixin.sent()] == ["一", "二"]


def test_系统繁忙_过一会儿再试就好了(api, weixin):
    weixin.fault(SEND, code=-1, times=3)
    assert isinstance(api.send_text(RESIDENT, "好"), Sent)
    assert weixin.calls()[SEND] == 4 and len(weixin.sent()) == 1


def test_一直繁忙_试四次就停(api, weixin):
    weixin.fault(SEND, code=-1, times=9)
    refused = api.send_text(RESIDENT, "好")
    assert refused.code == -1 and refused.retry
    assert weixin.calls()[SEND] == 4


def test_正在输入不值得再试(api, weixin):
    weixin.fault(TYPING, code=-1, times=9)
    assert api.typing(RESIDENT, on=True).code == -1
    assert weixin.calls()[TYPING] == 1


@pytest.mark.parametrize("drop", ["before", "after"])
def test_断了线就不知道送没送到_绝不再送(api, weixin, drop):
    api.typing(RESIDENT, on=True)
    weixin.fault(SEND, drop=drop)
    assert isinstance(api.send_text(RESIDENT, "好"), Unknown)
    assert weixin.calls()[SEND] == 1
    assert len(weixin.sent()) == (drop == "after")


@pytest.mark.parametrize("body", [
    '{"errcode": 45015, "errcode": 0}', '{"errcode": 0, "errcode": 0, "errmsg": "ok"}', '{"errcode": 0.5}',
    '{"errcode": true}', '{"errcode": null}',
    '{"errcode": "0 or 1"}', '{"errcode": 1e400}', '[0]', "ok", "", '{"errcode": NaN}', "[" * 5000, "\xff",
])
def test_回答看不懂_就算不知道_绝不再送(api, weixin, body):
    weixin.fault(SEND, body=body)
    assert isinstance(api.send_text(RESIDENT, "好"), Unknown)
    assert len(weixin.sent()) == 1 and weixin.calls()[SEND] == 1


def test_太慢也算不知道_绝不再送(api, weixin):
    weixin.fault(SEND, slow=1.0)
    result = api._call(SEND, {"touser": RESIDENT, "msgtype": "text", "text": {"content": "好"}}, timeout=(1.0, 0.3))
    assert isinstance(result, Unknown) and weixin.calls()[SEND] == 1


def test_五百错也算不知道(api, weixin):
    weixin.fault(SEND, status=502)
    assert isinstance(api.send_text(RESIDENT, "好"), Unknown)


def test_连不上就一定没送到(tmp_path, weixin):
    refused = client("http://127.0.0.1:9", tmp_path).send_text(RESIDENT, "好")
    assert isinstance(refused, Refused) and refused.code is None and refused.retry


def test_地址填错了_说是地址的事(tmp_path, weixin):
    refused = client(f"{weixin.url}/nothing", tmp_path).send_text(RESIDENT, "好")
    assert isinstance(refused, Refused) and "JUMIN_WECHAT_API" in str(refused)


@pytest.mark.parametrize("code", [40164, 89503])
def test_地址不在名单里_说出要放行哪一个(api, weixin, code):
    weixin.fault(TOKEN, code=code)
    refused = api.send_text(RESIDENT, "好")
    assert refused.code == code and "203.0.113.7" in refused.todo and "IP白名单" in refused.todo
    assert SEND not in weixin.calls()


def test_密码错了_说是哪个设置(tmp_path, weixin):
    refused = client(weixin.url, tmp_path, secret="wrong").send_text(RESIDENT, "好")
    assert refused.code == 40125 and "JUMIN_WECHAT_SECRET" in refused.reason


def test_只有人能修好的才叫人来修(tmp_path, weixin, api):
    api.send_text(RESIDENT, "好")
    weixin.act("block")
    api.send_text(RESIDENT, "好")
    assert api.needs_repair() is None
    (tmp_path / "wrong").mkdir()
    wrong = client(weixin.url, tmp_path / "wrong", secret="wrong")
    refused = wrong.send_text(RESIDENT, "好")
    assert wrong.needs_repair() == refused and "JUMIN_WECHAT_SECRET" in str(refused)


def test_不能发菜单的号_只有菜单不再试_文字照发(tmp_path):
    with official(may_send_menus=False) as weixin:
        weixin.act("message")
        api = client(weixin.url, tmp_path)
        assert [api.send_menu(RESIDENT, "头", [("1", "一")]).then for _ in range(2)] == [Then.AS_TEXT] * 2
        assert isinstance(api.send_text(RESIDENT, "头"), Sent)
        assert weixin.calls()[SEND] == 2


def test_日志里没有令牌_没有密码_没有人(api, weixin, caplog):
    caplog.set_level(logging.DEBUG)
    for code in (40001, 48001):
        weixin.fault(SEND, code=code)
        api.send_text(RESIDENT, "好")
    weixin.fault(SEND, drop="after")
    api._paused.clear()
    api.send_text(RESIDENT, "好")
    token = weixin.account.current
    said = caplog.text + repr(api.tokens.tokens.read()) + repr(api.tokens.credentials)
    assert "access_token=***" in said
    assert token not in said and SECRET not in said and RESIDENT not in said and APPID in said
