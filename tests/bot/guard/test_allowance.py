"""What an address asks for beyond its share of a second waits while others ask; nobody else does, and nobody for
long."""
from __future__ import annotations

import asyncio
from ipaddress import ip_network

import pytest

from bot.guard import allowance as module
from bot.guard.allowance import HELD_SECONDS, Shares

POST, GET = b"POST /webhooks/web/messages HTTP/1.1\r\n", b"GET / HTTP/1.1\r\n"
PUSH = b"POST /webhooks/wechat/webhook?signature=1 HTTP/1.1\r\n"
PROXY = (ip_network("192.0.2.1"),)


class Waits:
    """How long requests were made to wait, in a second that does not pass."""

    def __init__(self, monkeypatch):
        self.now, self.slept = 1000.5, []
        monkeypatch.setattr(module, "machine_seconds", lambda: self.now)
        monkeypatch.setattr(module.asyncio, "sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def ask(
        self, shares: Shares, peer: str, head: bytes = GET, count: int = 1, forwarded: str = "", refused: bool = False
    ) -> int:
        """How many of ``count`` requests were held."""
        before = len(self.slept)

        async def requests() -> None:
            for _ in range(count):
                await shares.wait(peer, [forwarded] if forwarded else [], head, refused)
        asyncio.run(requests())
        return len(self.slept) - before


@pytest.fixture
def waits(monkeypatch):
    return Waits(monkeypatch)


def test_alone_nobody_waits(waits):
    assert waits.ask(Shares(a_second=3), "192.0.2.7", POST, 50) == 0


@pytest.mark.parametrize("head", [GET, b"PUT /nowhere HTTP/1.1\r\n", POST, b"", b"\x16\x03\x01", b"no request at all"])
def test_beside_another_each_has_its_share_of_a_second(waits, head):
    shares = Shares(a_second=3)
    waits.ask(shares, "198.51.100.1", POST)
    assert waits.ask(shares, "192.0.2.7", head, 10) == 7 and set(waits.slept) == {HELD_SECONDS}
    assert waits.ask(shares, "198.51.100.1", POST) == 0
    waits.now += 1
    assert waits.ask(shares, "192.0.2.7", head, 3) == 0


def test_who_only_looks_is_nobody_to_wait_for(waits):
    shares = Shares(a_second=3)
    waits.ask(shares, "198.51.100.1", GET, 3)
    assert waits.ask(shares, "192.0.2.7", POST, 50) == 0


def test_who_asked_minutes_ago_is_nobody_to_wait_for(waits):
    shares = Shares(a_second=3)
    waits.ask(shares, "198.51.100.1", POST)
    waits.now += module.ASKS_SECONDS + 1
    assert waits.ask(shares, "192.0.2.7", GET, 50) == 0


def test_behind_a_trusted_proxy_the_caller_is_the_one_it_names(waits):
    shares = Shares(PROXY, a_second=3)
    waits.ask(shares, "192.0.2.1", POST, forwarded="198.51.100.1")
    assert waits.ask(shares, "192.0.2.1", GET, 10, forwarded="203.0.113.5") == 7
    assert waits.ask(shares, "192.0.2.1", GET, 3, forwarded="203.0.113.6") == 0


def test_what_is_forwarded_by_somebody_else_makes_no_new_caller(waits):
    shares = Shares(a_second=3)
    waits.ask(shares, "198.51.100.1", POST)
    assert sum(waits.ask(shares, "192.0.2.7", GET, forwarded=f"203.0.113.{number}") for number in range(10)) == 7


def test_the_official_server_is_never_held(waits):
    shares = Shares(a_second=3)
    waits.ask(shares, "198.51.100.1", POST)
    assert waits.ask(shares, "192.0.2.7", PUSH, 50) == 0


def test_residents_who_ask_by_wechat_are_waited_for_too(waits):
    shares = Shares(a_second=3)
    waits.ask(shares, "198.51.100.1", PUSH)
    assert waits.ask(shares, "192.0.2.7", GET, 10) == 7


def test_pushes_that_are_refused_by_their_head_are_held_whoever_asks(waits):
    assert waits.ask(Shares(), "192.0.2.7", PUSH, 50, refused=True) == 50 - module.REFUSED_A_SECOND
