"""The part of the official API that the channel needs; an account may be without it."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.channels.wechat.results import Refused, Result


class Sender(Protocol):
    """bot.channels.wechat.api.WeChatApi; every method but the last blocks and ends in a result."""

    def send_text(self, openid: str, text: str) -> Result: ...

    def send_menu(self, openid: str, head: str, choices: Sequence[tuple[str, str]], tail: str = "") -> Result: ...

    def typing(self, openid: str, on: bool) -> Result: ...

    def needs_repair(self) -> Refused | None: ...
