"""Single sign-on: a proxy that the operator trusts says in a header who asks. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from knowledge.accounts.model import AccountRefused, known_name


def named_by_proxy(
    peer: str, values: Sequence[str], proxies: Sequence[IPv4Network | IPv6Network]
) -> str | None:
    """The name in the header's ``values`` where the other end of the connection (``peer``, an address) is a trusted
    proxy; None where it is none, whatever it says: then nobody is signed in by a header. Raises AccountRefused where a
    trusted proxy sends it twice or with what is no name: something in front of it added one of them."""
    if not values or not is_trusted(peer, proxies):
        return None
    if len(values) > 1:
        raise AccountRefused("The header of the sign-on came more than once; let the proxy replace it.")
    return known_name(values[0])


def is_trusted(peer: str, proxies: Sequence[IPv4Network | IPv6Network]) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in proxies)
