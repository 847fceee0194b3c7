"""Details are for this machine; a proxy on this machine does not make its callers so."""
from __future__ import annotations

import pytest

from bot.guard.callers import is_from_loopback


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine(peer):
    assert is_from_loopback(peer, {})


@pytest.mark.parametrize("peer", ["10.0.0.8", "::ffff:10.0.0.8", "203.0.113.5", "fe80::1", "", "unix", "localhost"])
def test_another_machine_or_nobody_knows_which(peer):
    assert not is_from_loopback(peer, {})


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-host"])
@pytest.mark.parametrize("value", ["203.0.113.5", "127.0.0.1", ""])
def test_whoever_comes_through_a_proxy(header, value):
    assert not is_from_loopback("127.0.0.1", {header: value})
