"""What a past reply said and what its words came from, found by its receipt. Blocks."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.stores.context import EventData
from bot.stores.tables import EventRow, TurnRow
from knowledge.answers import Origin
from knowledge.database import transaction

# So many turns back somebody who calls still speaks of.
MOST_TOLD = 10


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


def receipts_of(engine: Engine, conversation: str, most: int = MOST_TOLD) -> list[str]:
    """The receipts of a conversation's last replies, oldest first."""
    with transaction(engine) as session:
        found = session.execute(
            select(TurnRow.receipt).where(TurnRow.conversation == conversation, TurnRow.receipt.is_not(None))
            .order_by(TurnRow.number.desc()).limit(most)
        ).scalars()
        return [*reversed([*found])]


def replies(engine: Engine, receipts: Iterable[str]) -> list[KeptReply]:
    """The replies with these receipts, as far as they are still kept."""
    return [kept for receipt in receipts if (kept := find_reply(engine, receipt))]
