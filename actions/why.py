"""On what does the last answer rest?"""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker

from actions.context import ActionContext, Message, world
from actions.history import last_answer
from actions.utter import say
from knowledge.answers import say_day


class ActionWhy(Action):
    """Names the notice and the clause of the last answer, and what would change a verdict."""

    def name(self) -> str:
        return "action_explain_source"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        said = last_answer(tracker)
        say(dispatcher, why_messages(world(), said) if said else [Message("why_nothing_said")])
        return []


def why_messages(world: ActionContext, said: dict[str, Any]) -> list[Message]:
    """The reason of what was ``said`` (topic, rests_on, verdict, at, card)."""
    words = "why_not_stated" if said.get("verdict") == "not_stated" else "why_rests_on"
    values = {name: said[name] for name in ("topic", "verdict", "at", "rests_on") if said.get(name)}
    reason = Message(words, {"sources": say_sources(world, said["rests_on"]), **values})
    others = (said.get("card") or {}).get("would_change") or ()
    return [reason, Message("why_would_change", {"zones": "、".join(others)})] if others else [reason]


def say_sources(world: ActionContext, rests_on: list[list[str]]) -> str:
    """Each notice with its day and the clauses that were used."""
    clauses: dict[str, list[str]] = {}
    for key, clause in rests_on:
        clauses.setdefault(key, []).append(world.release.notices[key].clauses[clause])
    return "；".join(
        world.words(
            "why_source", title=world.release.notices[key].title, day=say_day(world.release.notices[key].issued),
            clauses="、".join(dict.fromkeys(texts)),
        )
        for key, texts in clauses.items()
    )
