"""Deliveries that are not the official server's, or not as it sends them: each is one wrong thing behind a right
rest."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from labs.wechat.simulator.official_server import OfficialServer, seconds_now
from labs.wechat.simulator.pushes import Push, make_push, make_raw_push, stamp, written
from labs.wechat.simulator.trials import QUESTION

BOMB = ('<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<xml><ToUserName>x</ToUserName><FromUserName>{openid}</FromUserName><CreateTime>1</CreateTime>"
        "<MsgType>text</MsgType><Content>&b;</Content><MsgId>1</MsgId></xml>")


def forged(change: Callable[[Push], Push]) -> Callable:
    """A right delivery with something changed behind the signature."""
    return lambda server, openid: [change(server.push_of(server.say(openid, QUESTION)))]


def without(*names: str) -> Callable[[Push], Push]:
    return lambda push: replace(push, params={name: value for name, value in push.params.items() if name not in names})


def with_other_body(server: OfficialServer, openid: str) -> list[Push]:
    """Two messages under one stamp."""
    now = seconds_now()
    return [
        make_push(server.identity, server.say(openid, words), now, f"once{openid[-8:]}", server.as_json)
        for words in ("你好", QUESTION)
    ]


def as_plain(server: OfficialServer, openid: str) -> list[Push]:
    """A plain body under a right signature."""
    return [Push(stamp(server.identity, seconds_now(), openid[-8:]), written(server.say(openid, QUESTION)).encode())]


def of_other_account(server: OfficialServer, openid: str) -> list[Push]:
    """Right key and signature, another appid."""
    other = replace(server, identity=replace(server.identity, appid="wx1111111111111111"))
    return [other.push_of(server.say(openid, QUESTION))]


def flipped(push: Push) -> Push:
    """One character of the cipher changed."""
    at = push.body.index(b"Encrypt") + 40
    return replace(push, body=push.body[:at] + (b"A" if push.body[at:at + 1] != b"A" else b"B") + push.body[at + 1:])


def raw(make_text: Callable[[OfficialServer, str], str]) -> Callable:
    """Any body, signed and encrypted as it should be."""
    def make(server: OfficialServer, openid: str) -> list[Push]:
        fields = server.say(openid, QUESTION)
        return [
            make_raw_push(
                server.identity, make_text(server, openid), fields, seconds_now(), openid[-8:], server.as_json
            )
        ]
    return make
