"""One message to say, before its words are looked up."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """The name of its words and the values that fill them or go into the receipt."""

    words: str
    values: dict[str, Any] = field(default_factory=dict)
