"""The channel that docs/tasks/add-a-channel.md shows, as a newcomer would have it, and one of its residents."""
from __future__ import annotations

import json
import re
import types
from types import SimpleNamespace
from typing import Any

from support import ROOT
from wechat_bot import Bot

from bot.channels.protocol import Host
from bot.guard.bad_request import BadRequest

PAGE = (ROOT / "docs/tasks/add-a-channel.md").read_text(encoding="utf-8")
SOURCE, CREDENTIALS = (re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL).group(1) for kind in ("python", "yaml"))
TOKEN = "gateway-of-tests"


def sms_module() -> types.ModuleType:
    """The page's source as a module."""
    module = types.ModuleType("sms")
    exec(compile(SOURCE, "docs/tasks/add-a-channel.md", "exec"), module.__dict__)
    return module


class AtSms:
    """Somebody with a telephone."""

    def __init__(self, bot: Bot, name: str) -> None:
        self.channel = sms_module().SmsChannel.from_credentials({"token": TOKEN}, Host(bot.turns, None, None))
        self.sender = name

    async def send(self, token: str = TOKEN, **body: Any) -> list[str] | None:
        """The texts of the reply, or None when the message was refused."""
        try:
            request = SimpleNamespace(body=json.dumps(body).encode(), token=token)
            return json.loads((await self.channel.take_message(request)).body)["texts"]
        except BadRequest:
            return None

    async def say(self, text: str, identifier: str) -> list[str] | None:
        return await self.send(**{"from": self.sender, "id": identifier, "text": text})

    async def press(self, button: str, identifier: str) -> list[str] | None:
        return await self.say(button, identifier)

    @staticmethod
    def buttons(reply: list[str]) -> list[str]:
        """The numbers to type."""
        return re.findall(r"^(\d+) ", "".join(reply), re.MULTILINE)

    async def misbehave(self) -> None:
        good = {"from": self.sender, "id": "bad", "text": "问"}
        assert await self.send("wrong", **good) is None and await self.send("", **good) is None
        for wrong in ({"text": ""}, {"text": 5}, {"text": "a\0b"}, {"text": "问" * 2001}, {"id": None}, {"from": " "}):
            assert await self.send(**{**good, **wrong}) is None
