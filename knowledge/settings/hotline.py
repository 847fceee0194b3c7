"""Settings of the hotline's desk."""
from __future__ import annotations

from pydantic import BaseSettings, validator

from knowledge.addresses import is_address
from knowledge.settings.values import are_origins, is_span, listed

# Of the key that wrap-up texts are signed with.
SHORTEST_KEY = 16


class HotlineSettings(BaseSettings):
    """``tickets_url`` is where the hotline's wrap-up texts are posted, signed with ``tickets_key``; ``desk_ancestors``
    are the origins whose pages may show the desk in a frame, comma separated; ``hotline_days`` is how long is kept what
    was said in calls."""

    tickets_key: str = ""
    tickets_url: str = ""
    desk_ancestors: str = ""
    hotline_days: float = 30.0

    _spans = validator("hotline_days", allow_reuse=True)(is_span)
    _origins = validator("desk_ancestors", allow_reuse=True)(are_origins)

    @validator("tickets_key")
    def _tickets_key_is_long(cls, value: str) -> str:
        if value and len(value) < SHORTEST_KEY:
            raise ValueError(f"it has {len(value)} characters; a key has at least {SHORTEST_KEY}.")
        return value

    @validator("tickets_url")
    def _tickets_are_signed(cls, value: str, values: dict) -> str:
        # The address is not told: it may hold a password.
        if value and not is_address(value):
            raise ValueError("it is no address such as https://host/tickets.")
        if value and not values.get("tickets_key"):
            raise ValueError("what is posted there is signed; set JUMIN_TICKETS_KEY too.")
        return value

    @property
    def desk_sites(self) -> tuple[str, ...]:
        """The origins whose pages may show the hotline's desk in a frame and hand it calls."""
        return tuple(listed(self.desk_ancestors))
