"""What was understood is kept, never shared between turns, and never when it depends on the moment."""
from __future__ import annotations

from bot.rasa_engine.parse_cache import Understood

PARSED = {"text": "核酸几点做", "intent": {"name": "screening_hours"}, "entities": [{"entity": "place", "value": {"name": "甲"}}]}


def test_a_turn_that_changes_what_it_reads_does_not_change_what_the_next_one_reads():
    understood = Understood()
    understood.put("a", PARSED)
    understood.get("a")["entities"].clear()
    assert understood.get("a") == PARSED


def test_what_names_an_instant_is_understood_anew():
    understood = Understood()
    understood.put("a", {**PARSED, "entities": [{"entity": "at", "value": "2022-11-08T09:00:00+08:00"}]})
    assert understood.get("a") is None
