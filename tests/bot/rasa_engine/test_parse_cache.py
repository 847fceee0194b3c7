"""Parse data are cached for a minute, never shared between turns, and never when they depend on the moment."""
from __future__ import annotations

from bot.rasa_engine.parse_cache import ParseCache

PARSED = {
    "text": "核酸几点做", "intent": {"name": "screening_hours"}, "entities": [{"entity": "place", "value": {"name": "甲"}}]
}


def test_a_turn_that_changes_what_it_reads_does_not_change_what_the_next_one_reads():
    cache = ParseCache()
    cache.put("a", PARSED)
    cache.get("a")["entities"].clear()
    assert cache.get("a") == PARSED


def test_what_names_an_instant_is_understood_anew():
    cache = ParseCache()
    cache.put("a", {**PARSED, "entities": [{"entity": "at", "value": "2022-11-08T09:00:00+08:00"}]})
    assert cache.get("a") is None


def test_a_text_is_understood_anew_each_minute_however_often_it_is_asked():
    seconds = iter((0.0, 30.0, 59.0, 61.0))
    cache = ParseCache(timer=lambda: next(seconds))
    cache.put("a", PARSED)
    assert [cache.get("a") is not None for _ in range(3)] == [True, True, False]


def test_the_texts_longest_unused_go_when_there_are_too_many():
    cache = ParseCache(kept=2)
    for key in ("a", "b"):
        cache.put(key, PARSED)
    cache.get("a")
    cache.put("c", PARSED)
    assert cache.get("a") and cache.get("c") and cache.get("b") is None
