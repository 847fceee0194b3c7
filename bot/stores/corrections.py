"""Turns that are corrections: nobody asked them, and whoever fetches the talk has been given them. Statements in the
caller's transaction; all block."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.stores.tables import TurnRow

# How the id of such a turn begins; no resident's message has it.
CORRECTION = "correction:"
TURN = TurnRow.__table__


def is_correction(client_id: str) -> bool:
    return client_id.startswith(CORRECTION)


def is_given(request: dict[str, Any]) -> bool:
    """Whether it was fetched."""
    return bool(request.get("given"))


def mark_given(connection: Connection, conversation: str) -> None:
    """All corrections of a conversation were fetched now."""
    here = (TURN.c.conversation == conversation, TURN.c.client_id.startswith(CORRECTION))
    for row in connection.execute(select(TURN.c.id, TURN.c.request).where(*here)).all():
        if not is_given(row.request):
            connection.execute(update(TURN).where(TURN.c.id == row.id).values(request={**row.request, "given": True}))
