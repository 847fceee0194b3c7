"""A session's token cannot be guessed and ends when it is not used."""
from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from itsdangerous import URLSafeSerializer
from wechat_bot import Answering, Bot

from bot.channels.web import WebChannel
from bot.guard.bad_request import BadRequest
from bot.guard.web_sessions import SALT, WebSessions, opened_at
from knowledge.clock import machine_utc, parse_instant

AT = parse_instant("2022-11-07T09:00:00+08:00")
SECRET, DAY = "secret of tests", timedelta(days=1)


@pytest.fixture
def channel(tmp_path):
    """The channel with sessions of this life, all on one store."""
    turns = Bot(tmp_path / "bot.db", Answering()).turns
    return lambda life=DAY: WebChannel(turns, SECRET, life)


def ask(channel: WebChannel, token: str, identifier: str = "1") -> int:
    body = json.dumps({"session": token, "id": identifier, "text": "核酸几点"}).encode()
    try:
        return asyncio.run(channel.take_message(SimpleNamespace(body=body, headers={}))).status
    except BadRequest as error:
        assert error.code == "unknown_session"
        return error.status


def test_a_token_names_one_conversation_and_when_it_was_opened():
    sessions = WebSessions(SECRET)
    one, other = sessions.open(AT), sessions.open(AT)
    assert sessions.name(one) != sessions.name(other) and opened_at(sessions.name(one)) == AT


SIGNED_ELSEWHERE = WebSessions("another secret").open(AT)


@pytest.mark.parametrize("token", ["", "x", None, 5, SIGNED_ELSEWHERE], ids=["empty", "x", "none", "five", "elsewhere"])
def test_what_was_not_signed_here_is_none(token):
    assert WebSessions(SECRET).name(token) is None


def test_one_that_was_never_used_ends(channel):
    fresh, old = channel().sessions.open(machine_utc()), channel().sessions.open(machine_utc() - 2 * DAY)
    assert (ask(channel(), fresh), ask(channel(), old)) == (200, 401)


def test_one_that_is_used_goes_on(channel):
    old = channel().sessions.open(machine_utc() - 2 * DAY)
    assert ask(channel(3 * DAY), old) == 200
    assert ask(channel(), old, "2") == 200
    assert ask(channel(timedelta(0)), old, "3") == 401


def test_one_from_before_sessions_had_an_end_goes_on_while_it_is_used(channel):
    former = URLSafeSerializer(SECRET, salt=SALT).dumps("1f0c")
    assert ask(channel(), former) == 401
    assert ask(channel(timedelta(days=365_000)), former) == 200 == ask(channel(), former, "2")
