"""Each code is told as what it is, with what to do."""
from __future__ import annotations

import re

import pytest
from support import ROOT
from wechatpy.constants import WeChatErrorCode

from bot.channels.wechat.errors import MEANINGS, address_in, refusal
from bot.channels.wechat.results import Then


@pytest.mark.parametrize("code", sorted(map(int, MEANINGS)))
def test_每个错误码都有两句完整的话(code):
    refused = refusal(code, "invalid ip 203.0.113.7, not in whitelist")
    assert refused.code == code
    for sentence in (refused.reason, refused.todo):
        assert sentence.endswith(".") and "{" not in sentence


@pytest.mark.parametrize(("code", "then"), [
    (-1, Then.AGAIN), (45011, Then.AGAIN), (45009, Then.NEXT), (45015, Then.NEXT), (45047, Then.NEXT),
    (48001, Then.NEXT),
    (48002, Then.GONE), (43004, Then.GONE), (40200, Then.AS_TEXT), (40164, Then.REPAIR), (89503, Then.REPAIR),
    (40125, Then.REPAIR),
])
def test_错误码各自怎么办(code, then):
    assert refusal(code).then is then


def test_没见过的错误码也说清楚_留到下一句话再给():
    refused = refusal(12345, "what")
    assert "12345" in refused.reason and refused.then is Then.NEXT


@pytest.mark.parametrize(("message", "address"), [
    (
        "invalid ip 182.150.41.147 ipv6 ::ffff:182.150.41.147, not in whitelist rid: 68231586-663e56da-1e04e5eb",
        "182.150.41.147"
    ),
    ("invalid ip 2001:db8::7, not in whitelist rid: 64f4444a-5f19e663-62c00404", "2001:db8::7"),
    ("此次调用需要管理员确认，请耐心等候 rid: 64f4444a-5f19e663-62c00404", "it calls from"),
    ("", "it calls from"),
])
def test_说出要放行哪个地址(message, address):
    assert address_in(message) == address
    assert address in str(refusal(40164, message))


def test_只在名单里的码用自己的名字():
    """The table keeps to the names of the library where it has one."""
    named = set(map(int, WeChatErrorCode))
    assert {int(code) for code in MEANINGS if int(code) not in named} == {
        40164, 40200, 45072, 45080, 45081, 89501, 89503, 89506, 89507
    }


def test_文档里的错误码_和表里的一个不差():
    text = (ROOT / "docs/tasks/connect-wechat.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (-?\d[-\d, ]*) \|", text, re.MULTILINE)
    listed = [int(code) for row in rows for code in row.split(",")]
    assert sorted(listed) == sorted({int(code) for code in MEANINGS})
