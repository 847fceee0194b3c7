"""The last word on what a turn leaves: where a silence holds, its sentence and nothing else. Runs in the turn's commit,
so that a silence that is set holds for every reply from then on, whichever process writes it."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.stores.turn_rows import Finished, StoredTurn
from knowledge import clock
from knowledge.audit.log import PUBLICATION
from knowledge.audit.tables import LockRow
from knowledge.silences.model import Silence, silence_of
from knowledge.silences.standing import standing

# Held to the end of the commit: who sets a silence waits for it, and who comes later sees the silence. SQLite has one
# writer at a time and leaves FOR SHARE out.
HOLD = select(LockRow.taken).where(LockRow.name == PUBLICATION).with_for_update(read=True)


def silenced(connection: Connection, turn: StoredTurn, finished: Finished) -> Finished:
    """What the turn leaves; under a silence the conversation goes on as if the question had not been asked."""
    connection.execute(HOLD)
    at = clock.machine_utc()
    silence = silence_of(
        standing(connection, at), finished.topics, turn.request.get("channel", ""), finished.is_danger, at
    )
    if silence is None:
        return finished
    origins = (("silence", str(silence.id), "", ""),)
    return replace(finished, reply=sentence_alone(finished.reply, silence), events=[], items=(), origins=origins)


def sentence_alone(reply: dict[str, Any], silence: Silence) -> dict[str, Any]:
    """The sentence in place of the answer, and a receipt that says so."""
    message = {"text": silence.sentence, "buttons": [], "card": None, "source": None}
    receipt = {**reply["receipt"], "verdict": None, "notices": [], "silence": silence.id}
    return {"messages": [message], "receipt": receipt}
