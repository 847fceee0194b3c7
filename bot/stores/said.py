"""What a past reply said and what its words came from, found by its receipt. Blocks."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.stores.context import EventData
from bot.stores.tables import EventRow, TurnRow
from knowledge.answers import Origin
from knowledge.database import transaction


@dataclass(frozen=True)
class KeptReply:
    """A turn with its reply, the machine instant (Asia/Shanghai) at which it was given, what its words came from, and
    the tracker events of the turns before it, oldest first."""

    conversation: str
    request: dict[str, Any]
    reply: dict[str, Any]
    at: datetime
    origins: tuple[Origin, ...]
    before: tuple[EventData, ...]


def find_reply(engine: Engine, receipt: str) -> KeptReply | None:
    """The reply with this receipt; None where there is none, or none any longer."""
    with transaction(engine) as session:
        turn = session.execute(select(TurnRow).where(TurnRow.receipt == receipt)).scalar_one_or_none()
        if turn is None:
            return None
        events = select(EventRow.data).where(
            EventRow.conversation == turn.conversation, EventRow.turn < turn.number
        ).order_by(EventRow.turn, EventRow.position)
        return KeptReply(
            turn.conversation, turn.request, turn.reply, turn.done_at,
            tuple(Origin(*origin) for origin in turn.said), tuple(session.execute(events).scalars()),
        )
