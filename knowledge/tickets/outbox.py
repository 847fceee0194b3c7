"""The texts in the store. Blocks; ``at`` is machine time."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.engine import Engine

from knowledge.database import transaction
from knowledge.tickets.model import WAITING, Ticket
from knowledge.tickets.tables import TicketRow

ROWS = TicketRow.__table__


def is_there(engine: Engine) -> bool:
    """Whether the store has the table; it is made when the service starts."""
    return inspect(engine).has_table(ROWS.name)


def put(engine: Engine, ticket: Ticket) -> None:
    """Keep a new text; it is posted soon."""
    with transaction(engine) as session:
        session.execute(insert(ROWS), [vars(ticket)])


def of_call(engine: Engine, conversation: str) -> list[Ticket]:
    """The texts of a call, oldest first."""
    with transaction(engine) as session:
        return [ticket_of(row) for row in session.execute(
            select(ROWS).where(ROWS.c.conversation == conversation).order_by(ROWS.c.made_at)
        )]


def claim(engine: Engine, at: datetime) -> Ticket | None:
    """The text that has been due longest, for whoever calls to post; None when none is due. Of several processes that
    ask at once one alone gets it."""
    due = select(ROWS).where(ROWS.c.state == WAITING, ROWS.c.next_at <= at).order_by(ROWS.c.next_at).limit(1)
    with transaction(engine) as session:
        row = session.execute(due).first()
        if row is None:
            return None
        was = ticket_of(row)
        return was.begun(at) if moved(session, was, was.begun(at)) else None


def settle(engine: Engine, was: Ticket, becomes: Ticket) -> bool:
    """Write down what became of a text; False where somebody else has it in hand by now."""
    with transaction(engine) as session:
        return moved(session, was, becomes)


def moved(session, was: Ticket, becomes: Ticket) -> bool:
    still = (ROWS.c.key == was.key, ROWS.c.state == was.state, ROWS.c.tries == was.tries)
    return session.execute(update(ROWS).where(*still).values(**vars(becomes))).rowcount == 1


def ticket_of(row) -> Ticket:
    return Ticket(**row._mapping)
