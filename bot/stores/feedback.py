"""What residents think of replies: kept with the turn, and with its reason in the content team's inbox. Statements in
the caller's transaction; all block."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from bot.stores.inbox import OPEN, InboxItem, add_items
from bot.stores.tables import FeedbackRow, InboxRow
from bot.stores.turn_rows import StoredTurn
from knowledge import clock

# Why a reply did not help; the last where no reason is named.
REASONS = ("wrong", "outdated", "unclear", "not_asked")
NO_REASON = "not_helpful"
KINDS = (*REASONS, NO_REASON)
FEEDBACK, INBOX = FeedbackRow.__table__, InboxRow.__table__


@dataclass(frozen=True)
class Feedback:
    """``reason``: one of REASONS, or None; ``words``: a resident's own, personal details masked, or None."""

    helpful: bool
    reason: str | None = None
    words: str | None = None

    @property
    def kind(self) -> str:
        """What kind of question for the content team it makes of the turn."""
        return self.reason or NO_REASON


def judge(connection: Connection, turn: StoredTurn, feedback: Feedback, item: InboxItem | None) -> None:
    """Keep what is thought of a reply in the place of what was thought before, and likewise its item in the inbox. One
    that the content team has dealt with stays done."""
    here = {"conversation": turn.conversation, "turn": turn.number}
    values = {**vars(feedback), "at": clock.machine_utc()}
    if not connection.execute(update(FEEDBACK).where(*at(FEEDBACK, here)).values(values)).rowcount:
        connection.execute(insert(FEEDBACK), {**here, **values})
    connection.execute(delete(INBOX).where(*at(INBOX, here), INBOX.c.kind.in_(KINDS), INBOX.c.state == OPEN))
    done = set(connection.execute(select(INBOX.c.kind).where(*at(INBOX, here))).scalars())
    if item and item.kind not in done:
        add_items(connection, turn.conversation, turn.number, (item,))


def at(table, here: dict) -> list:
    """The rows of one turn."""
    return [table.c[name] == value for name, value in here.items()]
