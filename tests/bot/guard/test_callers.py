"""Details are for this machine; a proxy on this machine does not make its callers so."""
from __future__ import annotations

import re

import pytest

from bot.guard.callers import caller_of, is_from_loopback
from knowledge.settings import Settings, SettingsError, load_settings


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


TRUSTED = Settings(trusted_proxies="127.0.0.1, 10.0.0.0/8,2001:db8:1::/48").proxies


@pytest.mark.parametrize(("peer", "forwarded", "address", "exempt"), [
    ("203.0.113.5", [], "203.0.113.5", False),
    ("203.0.113.5", ["198.51.100.7"], "203.0.113.5", False),
    ("127.0.0.2", ["198.51.100.7"], "127.0.0.2", True),
    ("127.0.0.1", [], "127.0.0.1", True),
    ("10.1.2.3", [], "10.1.2.3", True),
    ("127.0.0.1", ["198.51.100.7"], "198.51.100.7", False),
    ("::ffff:127.0.0.1", ["::ffff:198.51.100.7"], "198.51.100.7", False),
    ("127.0.0.1", ["1.1.1.1, 198.51.100.7"], "198.51.100.7", False),
    ("127.0.0.1", ["127.0.0.1, 198.51.100.7"], "198.51.100.7", False),
    ("127.0.0.1", ["1.1.1.1", "198.51.100.7, 10.0.0.9"], "198.51.100.7", False),
    ("127.0.0.1", ["10.0.0.9"], "10.0.0.9", True),
    ("127.0.0.1", ["198.51.100.7:4711"], "198.51.100.7", False),
    ("127.0.0.1", ["[2001:db8:2::5]:4711"], "2001:db8:2::/64", False),
    ("127.0.0.1", ["2001:db8:2:0:aaaa::1"], "2001:db8:2::/64", False),
    ("127.0.0.1", ["198.51.100.7, unknown"], "unknown", False),
    ("127.0.0.1", [""], "unknown", False),
    ("2001:db8:1::9", ["2001:db8:9::1"], "2001:db8:9::/64", False),
    ("", [], "unknown", False),
])
def test_whom_a_limit_counts(peer, forwarded, address, exempt):
    assert caller_of(peer, forwarded, TRUSTED) == (address, exempt)


@pytest.mark.parametrize(("setting", "value", "sentence"), [
    (
        "trusted_proxies", "127.0.0.1,nginx",
        "JUMIN_TRUSTED_PROXIES cannot be used: 'nginx' is no address such as 127.0.0.1"
    ),
    ("trusted_proxies", "10.0.0.1/8", "JUMIN_TRUSTED_PROXIES cannot be used: '10.0.0.1/8' is no address"),
    ("origins", "*", "JUMIN_ORIGINS cannot be used: '*' is no origin such as https://www.example.gov.cn"),
    (
        "origins", "https://a.example, https://b.example/",
        "JUMIN_ORIGINS cannot be used: 'https://b.example/' is no origin"
    ),
    ("address_messages_a_minute", "0", "JUMIN_ADDRESS_MESSAGES_A_MINUTE cannot be used"),
])
def test_a_wrong_setting_refuses_with_a_sentence(monkeypatch, setting, value, sentence):
    monkeypatch.setenv(f"JUMIN_{setting.upper()}", value)
    with pytest.raises(SettingsError, match=re.escape(sentence)):
        load_settings()
