"""The parts of the WeChat channel out of the settings."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.channels.wechat.composing import Composer
from bot.channels.wechat.connect import make_api
from bot.channels.wechat.crypto import MessageCipher
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.late import Compose
from bot.channels.wechat.menu import load_menu
from bot.channels.wechat.request_verifier import PLAIN, Gate
from bot.turns.turns import Turns
from knowledge.releases import Release
from knowledge.settings import Settings


def make_delivery(turns: Turns, settings: Settings, release: Callable[[], Release]) -> Delivery:
    """How late replies are told; by the official API when its secret is set."""
    sender = make_api(settings, turns.store.engine) if settings.wechat_secret else None
    return Delivery(turns, make_compose(release, settings.wechat_mark, sender is None), sender)


def make_gate(settings: Settings) -> Gate:
    """What comes in, by the account's mode."""
    box = None if settings.wechat_mode == PLAIN else MessageCipher(settings.wechat_aes_key, settings.wechat_appid)
    return Gate(settings.wechat_token, settings.wechat_mode, box)


def make_greeting(release: Release) -> dict[str, Any]:
    """What new followers are told, as a reply. Raises ContentError."""
    return {"id": "greeting", "messages": [load_menu(release.answers).greeting]}


def make_compose(release: Callable[[], Release], marked: bool, ask_on: bool) -> Callable[[], Compose]:
    """Gives how replies become messages, with the words of whatever release is current then."""
    return lambda: Composer.of(release().words, marked, ask_on)
