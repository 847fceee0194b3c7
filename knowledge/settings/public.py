"""Settings of what is public: the pages, who may show and call them, and how much one may send."""
from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_network

from pydantic import BaseSettings, Field, validator

from knowledge.settings.values import ORIGIN, are_origins, is_span, listed

HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
ANY_SITE = "*"
# An origin with the path below which a proxy serves the pages.
PAGES_ADDRESS = re.compile(ORIGIN.pattern + r"(?:/[A-Za-z0-9._~-]+)*/?")


class PublicSettings(BaseSettings):
    """``public_address`` is where residents find the pages, with the path that a proxy puts before them;
    ``frame_ancestors`` are the origins whose pages may show the chat in a frame, comma separated, ``*`` for any;
    ``origins`` other pages' origins that may call it, ``trusted_proxies`` addresses and networks, comma separated;
    ``login_header`` is the header in which trusted proxies name the account that asks (single sign-on).
    ``web_session_hours`` is how long a web session lives after it was last used, ``web_deadline`` in seconds;
    ``web_messages_a_minute`` what one session may send, ``address_..._a_minute`` what one address may."""

    origins: str = ""
    public_address: str = ""
    frame_ancestors: str = ""
    web_session_hours: float = 24.0
    trusted_proxies: str = ""
    login_header: str = ""
    web_deadline: float = 10.0
    web_messages_a_minute: int = Field(240, ge=1)
    address_messages_a_minute: int = Field(3000, ge=1)
    address_sessions_a_minute: int = Field(600, ge=1)

    _spans = validator("web_session_hours", "web_deadline", allow_reuse=True)(is_span)
    _origins = validator("origins", allow_reuse=True)(are_origins)

    @validator("frame_ancestors")
    def _frames_stand_on_origins(cls, value: str) -> str:
        for text in listed(value):
            if not ORIGIN.fullmatch(text) and value.strip() != ANY_SITE:
                raise ValueError(
                    f"{text!r} is no origin such as https://www.example.gov.cn, without a path; * alone is any."
                )
        return value

    @validator("public_address")
    def _pages_have_an_address(cls, value: str) -> str:
        if value and not PAGES_ADDRESS.fullmatch(value):
            raise ValueError(f"{value!r} is no address such as https://www.example.gov.cn/ask/.")
        return value and f"{value.rstrip('/')}/"

    @validator("trusted_proxies")
    def _proxies_are_networks(cls, value: str) -> str:
        for text in listed(value):
            try:
                ip_network(text)
            except ValueError:
                raise ValueError(
                    f"{text!r} is no address such as 127.0.0.1 and no network such as 10.0.0.0/8."
                ) from None
        return value

    @validator("login_header")
    def _login_header_comes_from_a_proxy(cls, value: str, values: dict) -> str:
        if value and not HEADER.fullmatch(value):
            raise ValueError(f"{value!r} is no name of a header such as X-Remote-User.")
        if value and not values.get("trusted_proxies"):
            raise ValueError("anybody could send that header; set JUMIN_TRUSTED_PROXIES to the proxies that may.")
        return value

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The proxies whose word on the caller's address is taken."""
        return tuple(ip_network(text) for text in listed(self.trusted_proxies))

    @property
    def allowed_origins(self) -> frozenset[str]:
        """The origins, beside our own, whose pages may call the web channel."""
        return frozenset(listed(self.origins))

    @property
    def framing_sites(self) -> tuple[str, ...]:
        """The origins, beside our own, whose pages may show the chat in a frame; ``*`` alone is any."""
        return tuple(listed(self.frame_ancestors))
