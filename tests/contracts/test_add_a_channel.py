"""The page that tells how to add a channel is true: its two files are all that a newcomer writes."""
from __future__ import annotations

import asyncio

import pytest
from channel_residents import CHANNELS
from sanic import Sanic
from sms_channel import CREDENTIALS, SOURCE, TOKEN, AtSms
from wechat_bot import Answering, Bot

import bot.channels
import bot.serve.app
from bot.channels.protocol import Host
from bot.channels.registry import channel_names, personal_tables, registered
from bot.monitoring.metrics import Metrics
from bot.serve.app import mount_channels
from bot.serve.startup_checks import StartError, read_channels
from knowledge.database import Base

ROUTE = "webhooks/sms/messages"


@pytest.fixture
def newcomer(tmp_path, monkeypatch):
    """A folder beside bot/channels with the page's source, and the page's line as credentials.yml."""
    (tmp_path / "sms.py").write_text(SOURCE, encoding="utf-8")
    credentials = tmp_path / "credentials.yml"
    credentials.write_text(CREDENTIALS, encoding="utf-8")
    monkeypatch.setattr(bot.channels, "__path__", [*bot.channels.__path__, str(tmp_path)])
    monkeypatch.setattr(bot.serve.app, "CREDENTIALS", credentials)
    return credentials


def mounted(host: Host, name: str) -> set[str]:
    app = Sanic(name, configure_logging=False)
    mount_channels(app, host)
    return {route.path for route in app.router.routes}


def test_two_files_are_a_channel(newcomer, tmp_path, monkeypatch):
    host = Host(Bot(tmp_path / "bot.db", Answering()).turns, None, None)
    assert channel_names() == ("sms", "web", "wechat")
    assert mounted(host, "without-its-secret") == set()
    monkeypatch.setenv("SMS_GATEWAY_TOKEN", TOKEN)
    assert mounted(host, "with-its-secret") == {ROUTE}


def test_its_metrics_are_there_from_the_start(newcomer):
    assert Metrics(channel_names()).registry.get_sample_value("jumin_turns_received_total", {"channel": "sms"}) == 0


def test_an_option_that_it_does_not_take_refuses_the_start(newcomer):
    newcomer.write_text(CREDENTIALS.replace("token", "tokens"), encoding="utf-8")
    with pytest.raises(StartError, match="has no option 'tokens'; did you mean token"):
        read_channels(newcomer)


def test_its_texts_are_as_long_as_a_telephone_shows(tmp_path):
    bot = Bot(tmp_path / "bot.db", Answering(text=lambda question: "答" * 200))
    texts = asyncio.run(AtSms(bot, "13000000000").say("核酸几点", "1"))
    assert max(map(len, texts)) == 70 and "".join(texts).startswith("答" * 200)


def test_every_channel_has_a_resident():
    assert set(channel_names()) == set(CHANNELS) - {"sms"}


def test_every_channel_is_called_as_the_registry_calls_it():
    from bot.serve.startup_checks.classes import load_class

    assert all(load_class(channel.dotted).name() == channel.name for channel in registered())


def test_the_tables_of_every_channel_are_deleted_from_and_made(tmp_path):
    store = Bot(tmp_path / "bot.db", Answering()).store
    deleted = {table.name for table in personal_tables()}
    owned = {
        m.local_table for m in Base.registry.mappers
        if m.class_.__module__ in {t for c in registered() for t in c.tables}
    }
    assert {"wechat_late", "wechat_resident", "wechat_token"} <= {table.name for table in owned}
    assert {table.name for table in owned if "conversation" in table.c} <= deleted
    with store.engine.connect() as connection:
        made = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {table.name for table in owned} <= made


def test_credentials_name_every_channel():
    from bot.serve.startup_checks import CREDENTIALS as FILE

    assert [named.channel for named in read_channels(FILE)] == list(registered())
