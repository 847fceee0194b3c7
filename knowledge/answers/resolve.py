"""An answer for one instant and one channel."""
from __future__ import annotations

from datetime import datetime

from knowledge.answers.model import Answer, Part, Said
from knowledge.notices.model import Notice, in_force


def resolve(answer: Answer, notices: dict[str, Notice], at: datetime, channel: str = "web") -> Said:
    """The parts valid at ``at``, joined in their order. A part also needs its notice to be in force."""
    valid = [part for part in answer.parts if is_valid(part, notices, at)]
    sources = dict.fromkeys((p.notice, p.clause) for p in valid if p.notice)
    lapsed = any(part.window and part.window.is_over(at) for part in answer.parts)
    return Said("".join(part.words(channel) for part in valid), tuple(sources), lapsed)


def is_valid(part: Part, notices: dict[str, Notice], at: datetime) -> bool:
    """Words of conversation always are; others in their own window while their notice is in force."""
    if part.notice is None:
        return True
    return part.window.contains(at) and in_force(notices[part.notice], notices, at)
