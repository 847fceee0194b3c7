"""Addresses of HTTP as they may be shown: they may hold a user, a password or a token."""
from __future__ import annotations

from urllib.parse import urlsplit


def is_address(url: str) -> bool:
    """Whether something can be fetched from there over HTTP."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def spoken_url(url: str) -> str:
    """An address for people and logs: without user, password, query and fragment, where secrets stand."""
    if not is_address(url):
        return "The address"
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}" + ("?…" if parts.query else "")
