"""The last word on what a turn leaves: where a silence holds, its sentence and nothing else. It is said within the
turn's commit, so that a silence that is set holds for every reply from then on, whichever process writes it.

Who sets or ends a silence counts ``content_lock`` ``publication`` up, and a turn is finished only under the count whose
silences are known here: no statement more in nearly all turns. FOR SHARE holds the count to the end of the commit;
SQLite leaves it out, there nobody else can write by then.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam
from sqlalchemy.engine import Connection, Engine

from bot.stores.turn_rows import (
    COUNT,
    FINISH,
    Finished,
    StoredTurn,
    add_rows,
    left_waiting,
    mark_done,
    with_fence,
)
from knowledge import clock
from knowledge.silences.model import Silence, silence_of
from knowledge.silences.standing import standing

MARK_UNDER = with_fence(FINISH.where(COUNT.scalar_subquery() == bindparam("count")))


@dataclass(frozen=True)
class Known:
    """The silences that held when the count stood so."""

    count: int
    silences: tuple[Silence, ...]


# No count is below nothing: the first turn finds that nothing is known yet.
NOTHING = Known(-1, ())
KNOWN: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()


def finish_unless_silenced(connection: Connection, turn: StoredTurn, finished: Finished) -> Finished | bool:
    """As turn_rows.finish; returns what was stored instead, under a silence. The talk then goes on as if the question
    had not been asked. Raises FinishedElsewhere."""
    known = KNOWN.get(connection.engine, NOTHING)
    left = unless(known.silences, turn, finished)
    if not mark_done(connection, turn, left, MARK_UNDER, count=known.count):
        # Only now, behind a statement that writes: SQLite then shows what is newest.
        known = KNOWN[connection.engine] = look(connection)
        left = unless(known.silences, turn, finished)
        if not mark_done(connection, turn, left, MARK_UNDER, count=known.count):
            return left_waiting(connection, turn)
    add_rows(connection, turn, left)
    return left is finished or left


def look(connection: Connection) -> Known:
    """The count, held to the end of the transaction, and then the silences."""
    count = connection.execute(COUNT).scalar_one()
    return Known(count, tuple(standing(connection, clock.machine_utc())))


def unless(silences: Iterable[Silence], turn: StoredTurn, finished: Finished) -> Finished:
    """What the turn leaves, or the sentence of the silence that it falls under."""
    channel, at = turn.request.get("channel", ""), clock.machine_utc()
    silence = silence_of(silences, finished.topics, channel, finished.is_danger, at)
    if silence is None:
        return finished
    origins = (("silence", str(silence.id), "", ""),)
    return replace(finished, reply=sentence_alone(finished.reply, silence), events=[], items=(), origins=origins)


def sentence_alone(reply: dict[str, Any], silence: Silence) -> dict[str, Any]:
    """The sentence in place of the answer, and a receipt that says so."""
    message = {"text": silence.sentence, "buttons": [], "card": None, "source": None}
    receipt = {**reply["receipt"], "verdict": None, "notices": [], "silence": silence.id}
    return {"messages": [message], "receipt": receipt}
