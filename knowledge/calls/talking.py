"""What the console asks of the room that talks, for calls."""
from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Away(RuntimeError):
    """Whoever understands does not answer now; nothing is lost, and it can be asked again."""


class Refused(ValueError):
    """What an agent set is no fact; the message is the sentence to send back."""


@dataclass(frozen=True)
class Rejected:
    """A card that an agent found wrong, or a question that no notice answers, for the content team: ``topic`` is the
    right one, None where there is none; ``question`` is the caller's, ``about`` the civil instant."""

    call: str
    number: int
    topic: str | None
    question: str
    about: datetime
    at: datetime


class Talking(Protocol):
    """The room that talks. All that is asked of it raises Away."""

    def place(self) -> AbstractAsyncContextManager[Any]:
        """So many suggestions are made side by side; the others wait for a place, in their order."""

    async def suggest(self, said: Sequence[tuple[str, bool]], facts: dict[str, Any]) -> dict[str, Any]:
        """The state of a call. Raises Refused for a fact that cannot be set."""

    async def places(self, text: str) -> list[str]:
        """Places by a name."""

    async def talk(self, conversation: str) -> list[dict[str, Any]]:
        """What a resident's conversation was told, and what would be said now."""

    def mask(self, text: str) -> str:
        """A text without what tells who somebody is."""

    def report(self, session: Any, rejected: Rejected) -> None:
        """Into the content team's inbox, in the transaction of ``session``. Blocks."""
