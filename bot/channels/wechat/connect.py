"""From the settings to the client of the official API."""
from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.token import Credentials, TokenSource
from bot.channels.wechat.token_rows import WeChatTokens
from bot.stores.turn_store import MIGRATIONS
from knowledge.database import migrate, open_engine
from knowledge.settings import Settings


def make_api(settings: Settings, engine: Engine | None = None) -> WeChatApi:
    """The client; it shares its token with every other process on the same store. ``engine``: a store with its tables."""
    if engine is None:
        engine = open_engine(settings.url)
        migrate(engine, MIGRATIONS, "bot_version")
    credentials = Credentials(settings.wechat_appid, settings.wechat_secret)
    tokens = TokenSource(WeChatTokens(engine, settings.wechat_appid), settings.wechat_api, credentials)
    return WeChatApi(settings.wechat_api, tokens, marked=settings.wechat_mark)
