"""What is kept of calls: statements in the caller's transaction. ``at`` is machine time; texts come masked."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from knowledge.calls.pieces import Piece
from knowledge.calls.tables import CallEventRow, CallPieceRow, CallRow

CALL, PIECE, EVENT = CallRow.__table__, CallPieceRow.__table__, CallEventRow.__table__
# How the conversation of a call is named beside those of residents.
PREFIX = "hotline:"


@dataclass(frozen=True)
class KeptCall:
    """A call as it is kept, its final pieces masked."""

    call: str
    agent: str
    begun_at: datetime
    ended_at: datetime | None
    facts: dict[str, Any]
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class PieceOfCall:
    """A final piece, masked, of the call with this id."""

    call: str
    piece: Piece
    at: datetime

    @property
    def row(self) -> dict[str, Any]:
        """As it stands in the store."""
        names = ("segment", "revision", "speaker", "start", "end", "text")
        return {"call": self.call, "at": self.at, **{name: getattr(self.piece, name) for name in names}}


def begin(session: Session, call: str, agent: str, at: datetime) -> None:
    session.execute(insert(CALL), [{"call": call, "agent": agent, "begun_at": at, "facts": {}}])


def find(session: Session, call: str) -> KeptCall | None:
    """A call with its pieces; None where there is none, or none any longer."""
    columns = (CALL.c.call, CALL.c.agent, CALL.c.begun_at, CALL.c.ended_at, CALL.c.facts)
    row = session.execute(select(*columns).where(CALL.c.call == call)).one_or_none()
    if row is None:
        return None
    pieces = session.execute(select(PIECE).where(PIECE.c.call == call)).all()
    kept = (Piece(one.segment, one.revision, one.speaker, True, one.start, one.end, one.text) for one in pieces)
    return KeptCall(**row._mapping, pieces=tuple(kept))


def keep_pieces(session: Session, pieces: Sequence[PieceOfCall]) -> None:
    """Keep final pieces, each in place of earlier ones of its segment; of several the last."""
    last = {(one.call, one.piece.segment): one for one in pieces}
    session.execute(delete(PIECE).where(tuple_(PIECE.c.call, PIECE.c.segment).in_([*last])))
    session.execute(insert(PIECE), [one.row for one in last.values()])


def keep_facts(session: Session, call: str, facts: dict[str, Any]) -> None:
    session.execute(update(CALL).where(CALL.c.call == call).values(facts=facts))


def keep_event(
    session: Session, call: str, card: str, event: str, topic: str | None, shown: dict[str, Any] | None, at: datetime
) -> int:
    """``shown`` is the card as it stood. Returns the event's number."""
    values = {"call": call, "card": card, "event": event, "topic": topic, "shown": shown, "at": at}
    return session.execute(insert(EVENT).values(**values)).inserted_primary_key[0]


def events_of(session: Session, call: str) -> list[Any]:
    """What became of a call's cards, in order."""
    return session.execute(select(EVENT).where(EVENT.c.call == call).order_by(EVENT.c.number)).all()


def keep_caller(session: Session, call: str, conversation: str) -> None:
    """Whose call it is: what is erased of that conversation is erased of the call."""
    session.execute(update(CALL).where(CALL.c.call == call).values(caller=conversation))


def end(session: Session, call: str, at: datetime) -> None:
    """The first end holds."""
    session.execute(update(CALL).where(CALL.c.call == call, CALL.c.ended_at.is_(None)).values(ended_at=at))


def calls_of(session: Session, conversation: str) -> list[str]:
    """The calls of a resident, by the conversation that was shown in them or by that of the call itself."""
    own = CALL.c.call == conversation.removeprefix(PREFIX) if conversation.startswith(PREFIX) else False
    return list(session.execute(select(CALL.c.call).where((CALL.c.caller == conversation) | own)).scalars())


def begun_before(session: Session, at: datetime) -> list[str]:
    """Calls that began before an instant."""
    return list(session.execute(select(CALL.c.call).where(CALL.c.begun_at < at)).scalars())


def erase_call(session: Session, call: str) -> int:
    """Nothing is left of the call; how many rows went."""
    return sum(session.execute(delete(table).where(table.c.call == call)).rowcount for table in (EVENT, PIECE, CALL))
