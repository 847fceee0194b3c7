"""Where a request comes from: the only reading of the caller's address. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

# What proxies add. A caller who comes through one is not on this machine, whatever address stands in it.
FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-host")
Networks = Iterable[IPv4Network | IPv6Network]


class Caller(NamedTuple):
    """``address`` tells callers apart: IPv4, or the /64 network that one IPv6 line has. Limits by the minute do not
    hold for callers that are ``exempt``: this machine and trusted proxies on their own behalf."""

    address: str
    exempt: bool


def caller_of(peer: str, forwarded: Iterable[str], trusted: Networks) -> Caller:
    """Who asks, by the peer of the connection and the values of X-Forwarded-For in their order.

    What is forwarded counts only as far as trusted proxies wrote it: the last address that is not one of theirs.
    """
    trusted = tuple(trusted)
    address = read_address(peer)
    hops = [hop.strip() for value in forwarded for hop in value.split(",")]
    while address is not None and is_in(address, trusted):
        if not hops:
            return Caller(told_apart(address), exempt=True)
        address = read_address(hops.pop())
    if address is None:
        return Caller("unknown", exempt=False)
    return Caller(told_apart(address), exempt=address.is_loopback)


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, perhaps with the port that some proxies add; None for anything else."""
    bare = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    try:
        address = ip_address(bare.partition(":")[0] if bare.count(":") == 1 else bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_in(address: IPv4Address | IPv6Address, networks: Networks) -> bool:
    return any(address in network for network in networks)


def told_apart(address: IPv4Address | IPv6Address) -> str:
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)


def is_from_loopback(peer: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine itself: its peer is loopback and nobody passed it on.

    It does not matter whether the proxy is one of JUMIN_TRUSTED_PROXIES: a header takes rights away here, and gives
    none.
    """
    address = read_address(peer)
    return address is not None and address.is_loopback and not any(name in headers for name in FORWARDED)
