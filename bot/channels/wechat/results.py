"""Results of a call to the official API. Only ``Refused`` says for certain that nobody got the message."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Then(Enum):
    """What the caller does with a message that was refused."""

    AGAIN = "again"  # the same call may succeed after ``Refused.pause`` seconds
    NEXT = "next"  # keep it and give it with the resident's next message
    AS_TEXT = "as_text"  # this account may not send this kind: send it as plain text at once
    GONE = "gone"  # the resident cannot be reached: left the account or blocked it
    REPAIR = "repair"  # an operator has to act; keep it and give it with the next message


@dataclass(frozen=True)
class Sent:
    """The official server took it; ``data`` is the rest of its answer."""

    data: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """It was not taken: the official ``code`` (None: the server was not reached), why, and what to do.

    ``pause``: seconds in which the same call would be refused again.
    """

    code: int | None
    reason: str
    todo: str
    then: Then
    pause: float = 0.0

    @property
    def retry(self) -> bool:
        """Whether the same call may be tried again later."""
        return self.then is Then.AGAIN

    def __str__(self) -> str:
        return f"{self.reason} {self.todo}".strip()


@dataclass(frozen=True)
class Unknown:
    """The call was sent and no answer came: it may have been delivered, so it is never sent again."""

    reason: str

    def __str__(self) -> str:
        return self.reason


Result = Sent | Refused | Unknown
