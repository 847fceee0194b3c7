"""The WeChat channel out of the settings, ."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.answering.nlg import ReleaseGenerator
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.composing import Part, compose
from bot.channels.wechat.connect import make_api
from bot.channels.wechat.crypto import Box
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.gate import PLAIN, Gate
from bot.channels.wechat.late import Compose
from bot.channels.wechat.menu import load_menu
from bot.turns.turns import Turns
from knowledge.releases import Release
from knowledge.settings import Settings


def make_channel(turns: Turns, settings: Settings, generator: ReleaseGenerator) -> WeChatChannel | None:
    """The official account's channel; None when there is no account. Raises ContentError for a greeting that cannot be
    used."""
    if not settings.wechat_token:
        return None
    sender = make_api(settings, turns.store.engine) if settings.wechat_secret else None
    delivery = Delivery(turns, make_compose(lambda: generator.release, settings.wechat_mark, sender is None), sender)
    greeting = make_greeting(generator.release)
    return WeChatChannel(turns, make_gate(settings), delivery, lambda: generator.release, greeting, generator.constants())


def make_gate(settings: Settings) -> Gate:
    """What comes in, by the account's mode."""
    box = None if settings.wechat_mode == PLAIN else Box(settings.wechat_aes_key, settings.wechat_appid)
    return Gate(settings.wechat_token, settings.wechat_mode, box)


def make_greeting(release: Release) -> dict[str, Any]:
    """What new followers are told, as a reply. Raises ContentError."""
    return {"id": "greeting", "messages": [load_menu(release.answers).greeting]}


def make_compose(release: Callable[[], Release], marked: bool, ask_on: bool) -> Compose:
    """How replies become messages, with the words of whatever release is current then."""
    def composed(client_id: str, reply: dict[str, Any], earlier: Sequence[str]) -> list[Part]:
        return compose(client_id, reply, release().words, earlier, marked, ask_on)
    return composed
