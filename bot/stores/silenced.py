"""The last word on what a turn leaves: where a silence holds, its sentence and nothing else. Runs in the turn's commit,
so that a silence that is set holds for every reply from then on, whichever process writes it."""
from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.stores.turn_rows import Finished, StoredTurn
from knowledge import clock
from knowledge.audit.log import PUBLICATION
from knowledge.audit.tables import LockRow
from knowledge.silences.model import Silence, silence_of
from knowledge.silences.store import standing

# Held to the end of the commit: who sets a silence waits for it, and who comes later sees the silence. SQLite has one
# writer at a time and leaves FOR SHARE out.
HOLD = select(LockRow.taken).where(LockRow.name == PUBLICATION).with_for_update(read=True)


def silenced(connection: Connection, turn: StoredTurn, finished: Finished) -> Finished:
    """What the turn leaves; the conversation then goes on as if the question had not been asked."""
    connection.execute(HOLD)
    at = clock.machine_utc()
    silence = silence_of(
        standing(connection, at), finished.topics, turn.request.get("channel", ""), finished.is_danger, at
    )
    return finished if silence is None else kept_silent(finished, silence)


def kept_silent(finished: Finished, silence: Silence) -> Finished:
    """The sentence in place of the answer, and a receipt that says so."""
    message = {"text": silence.sentence, "buttons": [], "card": None, "source": None}
    receipt = {**finished.reply["receipt"], "verdict": None, "notices": [], "silence": silence.id}
    return replace(
        finished, reply={"messages": [message], "receipt": receipt}, events=[], items=(),
        origins=(("silence", str(silence.id), "", ""),),
    )
