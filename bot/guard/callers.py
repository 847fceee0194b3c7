"""Who may see details: callers from this machine. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address

# What proxies add. A caller who comes through one is not on this machine, whatever address stands in it.
FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-host")


def is_from_loopback(peer: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine itself: its peer is loopback and nobody passed it on.

    It does not matter whether the proxy is one of JUMIN_TRUSTED_PROXIES: a header takes rights away here, and gives none.
    """
    if any(name in headers for name in FORWARDED):
        return False
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
