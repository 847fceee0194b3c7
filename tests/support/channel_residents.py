"""One resident at each channel, alike to the tests of the contract that every channel passes."""
from __future__ import annotations

import json
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sms_channel import AtSms
from wechat import fields_of, push, reply_text
from wechat_bot import Bot

from bot.channels.web import WebChannel
from bot.guard.bad_request import BadRequest
from knowledge.clock import machine_utc


class AtWeb:
    """A session of the web channel."""

    def __init__(self, bot: Bot, name: str) -> None:
        self.channel = WebChannel(bot.turns, "secret of tests", timedelta(days=1))
        self.session = self.channel.sessions.open(machine_utc())

    async def send(self, identifier: str, **content: Any) -> dict[str, Any] | None:
        """The reply, or None when the message was refused."""
        try:
            body = json.dumps({"session": self.session, "id": identifier, **content}).encode()
            return json.loads((await self.channel.take_message(SimpleNamespace(body=body, headers={}))).body)
        except BadRequest:
            return None

    async def say(self, text: str, identifier: str) -> dict[str, Any] | None:
        return await self.send(identifier, text=text)

    async def press(self, button: Any, identifier: str) -> dict[str, Any] | None:
        return await self.send(identifier, payload=button)

    @staticmethod
    def buttons(reply: dict[str, Any]) -> list[str]:
        """What one sends to press the buttons of a reply."""
        return [button["payload"] for message in reply["messages"] for button in message["buttons"]]

    async def misbehave(self) -> None:
        """Everything that must be refused."""
        for body in (
            b"", b"{", b"[]", b"\xff", b'{"session": "x", "id": "1", "text": "a"}', b'{"a": NaN}', b"x" * 70_000
        ):
            try:
                await self.channel.take_message(SimpleNamespace(body=body, headers={}))
            except BadRequest:
                continue
            raise AssertionError(body)
        for content in (
            {"text": ""}, {"text": 5}, {"text": "a\0b"}, {"payload": "topic:greet"},
            {"location": {"lat": 99, "lon": 0}}, {"text": "问" * 2001}
        ):
            assert await self.send("bad", **content) is None


class AtWeChat:
    """A follower of the official account."""

    def __init__(self, bot: Bot, name: str) -> None:
        self.bot, self.openid = bot, name

    async def send(self, identifier: str, **content: Any) -> str | None:
        number = str(int.from_bytes(identifier.encode(), "big"))
        status, body = (
            await self.bot.deliver(push(fields_of(self.openid, MsgId=number, CreateTime=1_700_000_000, **content)))
        )
        return reply_text(body) if status == 200 else None

    async def say(self, text: str, identifier: str) -> str | None:
        return await self.send(identifier, Content=text)

    async def press(self, button: Any, identifier: str) -> str | None:
        return await self.send(identifier, Content=button[1], bizmsgmenuid=button[0])

    @staticmethod
    def buttons(reply: str) -> list[tuple[str, str]]:
        return re.findall(r'msgmenuid=(\d+)">([^<]+)</a>', reply)

    async def misbehave(self) -> None:
        for body in (
            b"", b"<xml>", b"{", b"\xff", b"<!DOCTYPE x><xml/>", b"x" * 70_000,
            b"<xml><FromUserName>oA</FromUserName></xml>"
        ):
            assert (
                await self.bot.deliver(push(fields_of(self.openid, Content="a")).with_body(body))
            )[0] in (400, 403, 413)
        good = push(fields_of(self.openid, Content="a"))
        for wrong in (
            good.with_query(signature="0" * 40), good.with_query(timestamp="1"), push(fields_of("o A", Content="a"))
        ):
            assert (await self.bot.deliver(wrong))[0] in (400, 403)


CHANNELS = {"sms": AtSms, "web": AtWeb, "wechat": AtWeChat}
