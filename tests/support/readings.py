"""The written readings of counts, times and negation (tests/cases/readings), and how the bot reads the same."""
from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from conversation_play import Askers
from reading import sample_lexicon
from ruamel.yaml import YAML
from support import MORNING, ROOT

from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.rasa_engine.agent import Question
from knowledge.clock import SHANGHAI, parse_instant

FOLDER = ROOT / "tests" / "cases" / "readings"
BRANCHES = ("one_unit", "many", "both", "no_cases")
NONE = "-"


@dataclass(frozen=True)
class Heard:
    """What is left at the end of what was said: the slots, the receipt of the last reply and its words."""

    slots: dict[str, Any]
    receipt: dict[str, Any]
    words: str


def written(kind: str) -> list[dict[str, Any]]:
    """The cases of counts, times or negation."""
    return YAML(typ="safe").load((FOLDER / f"{kind}.yml").read_text(encoding="utf-8"))


def turns(case: dict[str, Any]) -> list[str]:
    """What is said, turn by turn."""
    return case["q"] if isinstance(case["q"], list) else [case["q"]]


def instant(value: Any) -> datetime:
    """An instant of a case; without an offset it is Asia/Shanghai."""
    return parse_instant(str(value))


def hear(askers: Askers, case: dict[str, Any]) -> Heard:
    """The case told to the real model and actions."""
    asker = askers.at(instant(case.get("now", MORNING)).isoformat())
    name = f"reading:{uuid.uuid4().hex}"
    for said in turns(case):
        reply = asyncio.run(asker.turn(Question(name, "web", said)))
    slots: dict[str, Any] = {}
    for event in asker.contexts[name].events:
        if event.get("event") == "slot":
            slots[event["name"]] = event["value"]
    asker.forget(name)
    return Heard(slots, reply["receipt"], "\n".join(message["text"] for message in reply["messages"]))


def named_instant(text: str, now: datetime) -> datetime | None:
    """The instant that one message names, now where it says so; None where it names none."""
    spans = find_facts(normalise(text), replace(sample_lexicon(), now=now))
    at = next((span.value for span in spans if span.entity == "at"), None)
    return parse_instant(at) if at else now if any(span.entity == "now" for span in spans) else None


def is_meant(case: dict[str, Any], read: datetime | None, now: datetime) -> bool:
    """Whether an instant is the one that the case means; where none is read, it is about now."""
    if case.get("at") == NONE:
        return read is None or read == now
    read = read or now
    if "at" in case:
        return read == instant(case["at"])
    if "on" in case:
        return read.astimezone(SHANGHAI).date() == instant(f"{case['on']}T00:00").date()
    first, last = map(instant, case["between"])
    return first <= read <= last


def right_time(askers: Askers, case: dict[str, Any]) -> bool:
    """Whether the instant of a case is read as it is meant."""
    now = instant(case.get("now", MORNING))
    if len(turns(case)) == 1:
        return is_meant(case, named_instant(turns(case)[0], now), now)
    asked = hear(askers, case).slots.get("asked_instant")
    return is_meant(case, parse_instant(asked) if asked else None, now)


def right_verdict(askers: Askers, case: dict[str, Any]) -> bool:
    """Whether the branch of the outbreak rule follows that must, or the question back where the readings disagree."""
    heard = hear(askers, case)
    verdict, outbreak = heard.receipt["verdict"], heard.receipt["topic"]
    if case["v"] == NONE:
        return verdict not in BRANCHES and heard.slots.get("cases") is None
    if case["v"] == "ask":
        return verdict is None and ("几例" in heard.words or "单元" in heard.words)
    if case["v"] == "no_cases":
        return verdict in (None, "no_cases") and "没有" in heard.words and outbreak is not None
    return verdict == case["v"]


def right_negation(askers: Askers, case: dict[str, Any]) -> bool:
    """Whether what is left of zone, venue, trade, time or cases is what the case says."""
    if "v" in case:
        return right_verdict(askers, case)
    if "at" in case:
        return right_time(askers, case)
    slots = hear(askers, case).slots
    if "courier" in case:
        return bool(slots.get("courier")) == case["courier"]
    zone = None if case["zone"] == "none" else case["zone"]
    return slots.get("zone_kind") == zone and slots.get("venue_kind") == case["venue"]


RIGHT = {"counts": right_verdict, "times": right_time, "negation": right_negation}
