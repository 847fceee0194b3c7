"""The parts of the WeChat channel, and the client of the official API, out of the settings. The client needs no Rasa:
`jumin wechat menu push` is quick."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Engine

from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.composing import Composer
from bot.channels.wechat.crypto import MessageCipher
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.menu import check_menu
from bot.channels.wechat.request_verifier import PLAIN, RequestVerifier
from bot.channels.wechat.token import Credentials, TokenSource
from bot.channels.wechat.token_rows import WeChatTokens
from bot.stores.turn_store import MIGRATIONS
from knowledge.database import migrate, open_engine
from knowledge.releases import Release
from knowledge.settings import Settings

if TYPE_CHECKING:
    from bot.turns.anew import Anew
    from bot.turns.turns import Turns


def make_delivery(
    turns: Turns, settings: Settings, release: Callable[[], Release], anew: Anew | None
) -> Delivery:
    """The delivery of late replies; by the official API when its secret is set."""
    sender = make_api(settings, turns.store.engine) if settings.wechat_secret else None
    return Delivery(turns, make_compose(release, settings.wechat_mark, sender is None), sender, anew)


def make_verifier(settings: Settings) -> RequestVerifier:
    """The verifier of requests, by the account's mode."""
    cipher = None if settings.wechat_mode == PLAIN else MessageCipher(settings.wechat_aes_key, settings.wechat_appid)
    return RequestVerifier(settings.wechat_token, settings.wechat_mode, cipher)


def make_greeting(release: Release) -> dict[str, Any]:
    """The greeting of new followers, as a reply. Raises ContentError."""
    return {"id": "greeting", "messages": [check_menu(release.answers, release.menu).greeting]}


def make_compose(release: Callable[[], Release], marked: bool, ask_on: bool) -> Callable[[], Composer]:
    """A maker of composers, each with the words of the release that is current then."""
    return lambda: Composer.of(release().words, marked, ask_on)


def make_api(settings: Settings, engine: Engine | None = None) -> WeChatApi:
    """The client; it shares its token with every other process on the same store. ``engine``: a store with its
    tables."""
    if engine is None:
        engine = open_engine(settings.url)
        migrate(engine, MIGRATIONS, "bot_version")
    credentials = Credentials(settings.wechat_appid, settings.wechat_secret)
    tokens = TokenSource(WeChatTokens(engine, settings.wechat_appid), settings.wechat_api, credentials)
    return WeChatApi(settings.wechat_api, tokens, marked=settings.wechat_mark)
