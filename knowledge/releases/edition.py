"""The publication that a turn is answered from, and its language, from its first step to its last, wherever the step
runs."""
from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from knowledge.releases.release import Release

# The header by which a call of an action names the release that its turn is answered from.
PINNED_BY = "X-Jumin-Release"
# The header by which it tells the language that the turn is answered in.
SPOKEN_BY = "X-Jumin-Language"
# The number of what is served while the store has no publication: the city's folder.
OF_FOLDER = 0


@dataclass(frozen=True)
class Edition:
    """A release with the number of the publication by which it is current, and the civil instant that the turn is
    understood and worded at; None where each step looks at the clock."""

    seq: int
    release: Release
    at: datetime | None = None


# What is set here is read by everything that is awaited, or run in a thread, for the turn.
PINNED: ContextVar[Edition | None] = ContextVar("edition", default=None)
# The language of the turn's words, empty for Chinese.
SPOKEN_IN: ContextVar[str] = ContextVar("language", default="")
