"""The API side of WeChat for tests: a real stand-in over loopback, and the client on a store of its own."""
from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import requests

from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.token import Credentials, TokenSource
from bot.channels.wechat.token_rows import WeChatTokens
from bot.stores.turn_store import MIGRATIONS
from knowledge.database import migrate, open_engine
from labs.wechat.stand_in import running
from labs.wechat.stand_in_account import Account

APPID, SECRET, RESIDENT = "wx0000000000000000", "a-secret-that-no-log-shows", "oResident-1"


@dataclass
class Official:
    """A running stand-in, told what happens."""

    url: str
    account: Account

    def act(self, kind: str, openid: str = RESIDENT) -> None:
        assert requests.post(f"{self.url}/acts", json={"openid": openid, "kind": kind}, timeout=5).ok

    def fault(self, path: str, **fault) -> None:
        assert requests.post(f"{self.url}/faults", json={"path": path, **fault}, timeout=5).ok

    def expire(self) -> None:
        requests.post(f"{self.url}/expire", timeout=5)

    def sent(self) -> list[dict]:
        return requests.get(f"{self.url}/sent", timeout=5).json()

    def calls(self) -> dict[str, int]:
        return requests.get(f"{self.url}/calls", timeout=5).json()["calls"]


@contextmanager
def official(**account) -> Iterator[Official]:
    """The stand-in of one account."""
    known = Account(APPID, SECRET, **account)
    with running(known) as url:
        yield Official(url, known)


@lru_cache(maxsize=1)
def empty_store() -> Path:
    """A store with its tables, made once: each test starts from a copy."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    engine = open_engine(f"sqlite:///{folder / 'empty.db'}")
    migrate(engine, MIGRATIONS, "bot_version")
    engine.dispose()
    return folder / "empty.db"


def token_source(url: str, folder: Path, secret: str = SECRET) -> TokenSource:
    """A token source on the SQLite store of a folder; several processes may share it."""
    file = folder / "jumin.db"
    if not file.exists():
        shutil.copy(empty_store(), file)
    engine = open_engine(f"sqlite:///{file}")
    return TokenSource(WeChatTokens(engine, APPID), url, Credentials(APPID, secret))


def client(url: str, folder: Path, secret: str = SECRET) -> WeChatApi:
    """The client as the channel has it, but with short waits."""
    return WeChatApi(url, token_source(url, folder, secret), first_wait=0.02)
