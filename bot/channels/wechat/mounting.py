"""The WeChat channel out of the settings, and its place in the app."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sanic import Sanic

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


def mount_wechat(app: Sanic, turns: Turns, settings: Settings, release: Callable[[], Release], constants: dict[str, str]) -> None:
    """Serve the official account, when there is one. Raises ContentError for a greeting that cannot be used."""
    if not settings.wechat_token:
        return
    sender = make_api(settings, turns.store.engine) if settings.wechat_secret else None
    delivery = Delivery(turns, make_compose(release, settings.wechat_mark, sender is None), sender)
    channel = WeChatChannel(turns, make_gate(settings), delivery, release, make_greeting(release()), constants)
    app.blueprint(channel.blueprint(), url_prefix=f"/webhooks/{channel.name()}")
    app.register_listener(partial(start_watching, delivery), "after_server_start")


async def start_watching(delivery: Delivery, app: Sanic, _loop: Any) -> None:
    """Tell what a stopped process has left untold, now and for as long as the app runs."""
    app.add_task(delivery.watch())


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
