"""Calls at the hotline as they stand in the store."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from knowledge.calls import store
from knowledge.clock import parse_instant
from knowledge.database import transaction


def keep_call(
    engine: Engine, call: str, begun: str, *events: tuple[str, str, str, float], agent: str = "吴坐席", wrong: str = ""
) -> None:
    """A call with its events as (card, topic, event, seconds after the beginning); ``wrong`` is the topic that a card
    that was wrong should have been."""
    at = parse_instant(begun)
    with transaction(engine) as session:
        store.begin(session, call, agent, at)
        for card, topic, event, seconds in events:
            meant = wrong if event == "wrong" else None
            store.keep_event(session, call, card, event, meant, {"topic": topic}, at + timedelta(seconds=seconds))
