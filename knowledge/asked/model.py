"""One question and what became of it. Values only."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AskedTurn:
    """``at``: when it came, Asia/Shanghai (machine time); ``topic`` as it was understood; ``unanswered``: the kinds of
    knowledge.answers.REFUSALS that its reply amounted to; ``helpful``: what the resident said of it, None for nothing;
    ``seconds`` until the reply stood; ``publication`` that it was answered from, None for none; ``districts`` that its
    words name."""

    at: datetime
    channel: str
    topic: str
    unanswered: tuple[str, ...] = ()
    helpful: bool | None = None
    seconds: float | None = None
    publication: int | None = None
    districts: tuple[str, ...] = ()
