"""Giving a code out and taking it back. Statements in the caller's transaction; ``secret`` is the service's, ``at``
machine time."""
from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from knowledge.talk_codes.tables import TalkCodeRow

CODE = TalkCodeRow.__table__
DIGITS, GOOD_FOR = 6, timedelta(minutes=10)
# Of a million codes few are out at a time; that this many are all taken is past belief.
TRIES = 20


class NoCodeFree(RuntimeError):
    """Every code that was tried is out."""


@dataclass(frozen=True)
class TalkCode:
    """``code`` as the resident reads it out, good until ``ends``."""

    code: str
    ends: datetime


def give(connection: Connection | Session, conversation: str, secret: str, at: datetime) -> TalkCode:
    """A new code for a conversation; one that it had is good no longer. Raises NoCodeFree."""
    connection.execute(delete(CODE).where(or_(CODE.c.conversation == conversation, CODE.c.ends <= at)))
    for _ in range(TRIES):
        new = TalkCode(f"{secrets.randbelow(10 ** DIGITS):0{DIGITS}}", at + GOOD_FOR)
        kept = hidden(new.code, secret)
        if connection.execute(select(CODE.c.ends).where(CODE.c.code == kept)).first() is None:
            connection.execute(insert(CODE).values(conversation=conversation, code=kept, ends=new.ends))
            return new
    raise NoCodeFree(f"{TRIES} codes were tried, and all are out.")


def take(connection: Connection | Session, code: str, secret: str, at: datetime) -> str | None:
    """The conversation that a code shows; None for one that is not out, was used or has ended. It is used up by this:
    of two who try at once one alone gets it."""
    here = (CODE.c.code == hidden(code, secret), CODE.c.ends > at)
    row = connection.execute(select(CODE.c.conversation).where(*here)).first()
    return row.conversation if row and connection.execute(delete(CODE).where(*here)).rowcount == 1 else None


def hidden(code: str, secret: str) -> str:
    """A code as it is kept."""
    return hmac.new(secret.encode(), code.encode(), "sha256").hexdigest()
