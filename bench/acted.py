"""Whether the questions that need an action got one: a side that takes them for others is fast at the wrong thing."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from bench.questions import COMPUTED
from bench.records import ANSWERED, Record
from bench.sides import Side

# Actions that Rasa runs in its own process begin alike; only these are the project's.
RASAS_OWN = (
    "action_listen", "action_session_start", "action_default_fallback", "action_unlikely_intent",
    "action_extract_slots", "action_back", "action_restart"
)
Event = tuple[str, str, str]


def last_event(side: Side) -> int:
    """The newest event in stock's tracker store; 0 where there is none, and for this project."""
    return query(side, "select coalesce(max(id), 0) from events")[0][0] if side.channel == "rest" else 0


def events_after(side: Side, newest: int) -> list[Event]:
    """Sender, type and action of stock's later events, in order."""
    return query(
        side, f"select sender_id, type_name, coalesce(action_name, '') from events where id > {newest:d} order by id"
    )


def query(side: Side, sql: str) -> list:
    connection = sqlite3.connect(f"file:{side.database}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def share_with_action(events: Iterable[Event]) -> float:
    """The share of messages after which an action of the project ran before the next one. Pure."""
    turns: dict[str, int] = {}
    messages, acted = 0, set()
    for sender, kind, action in events:
        if kind == "user":
            turns[sender], messages = turns.get(sender, 0) + 1, messages + 1
        elif kind == "action" and action.startswith("action_") and action not in RASAS_OWN:
            acted.add((sender, turns.get(sender, 0)))
    return len(acted) / messages if messages else 0.0


def share_computed(records: Sequence[Record]) -> float:
    """The share of answers whose receipt names a computed topic. Pure."""
    answered = [record for record in records if record.outcome == ANSWERED]
    return sum(record.topic in COMPUTED for record in answered) / max(len(answered), 1)
