"""What several settings are alike in. Each check returns the value, or raises ValueError with a sentence."""
from __future__ import annotations

import re

PREFIX = "JUMIN_"
# In hours or seconds; beyond it datetime can no longer count.
LONGEST_SPAN = 100_000
# As browsers send it: in lower case, the port only where it is not the usual one.
ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")


def listed(value: str) -> list[str]:
    """The parts of a comma separated setting."""
    return [part.strip() for part in value.split(",") if part.strip()]


def is_span(value: float) -> float:
    """A span of time in the setting's own unit."""
    if not 0 < value <= LONGEST_SPAN:
        raise ValueError(f"{value} is not a number above 0 and up to {LONGEST_SPAN}.")
    return value


def is_port(value: int) -> int:
    """A port, 0 for any that is free."""
    if not 0 <= value <= 65535:
        raise ValueError(f"{value} is not a port between 0 and 65535.")
    return value


def are_origins(value: str) -> str:
    """Origins, comma separated."""
    for text in listed(value):
        if not ORIGIN.fullmatch(text):
            raise ValueError(f"{text!r} is no origin such as https://www.example.gov.cn, without a path.")
    return value
