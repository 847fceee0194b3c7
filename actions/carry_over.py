"""What a new question leaves standing of what was known before."""
from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.context import world
from actions.conversation_state import mentioned
from actions.history import before_message, intent_of
from actions.hypotheticals import suppose
from knowledge.clock import parse_instant
from knowledge.text.lexicon import pattern

# The notice does not say how cases of several days, or after earlier ones, add up.
EARLIER = r"(?:之前|以前|原先|原来|从前|过去|早先|本来|向来|从来|历来|一直)"
ADDS_UP_UNSTATED = pattern(
    r"之前|以前|上周|上个?月|前几天|前两天|又(?:<cases.has_some>|<cases.added>|[<numerals.first_three>两<numerals.contracted>\d])"
    "|陆续|几天(?:内|里)?|接连|连着|原先就?有|原来就?有|已经有过|本来就?有"
)
# 以前没有过, 原先干干净净: no earlier case, so that the notice's rule holds. 以前没有这么多 says the opposite.
IN_CLAUSE = r"[^,，。;；!！?？\s]"
NO_EARLIER = pattern(
    rf"{EARLIER}(?:(?!不){IN_CLAUSE}){{0,8}}?"
    r"(?:没有?(?:发生|出现|<cases.detected>|<cases.certain>|出|羊|得|有)?过|没出(?!门)|没[阳羊]|没事|没动静|干干净净|干净|好好的|太平|清零|[零0]感染"
    r"|没有?(?:一[例个])?(?:疫情|病例|病号|阳性|感染者?|阳的)|没有(?=$|[,，。;；!！?？\s]|然后|这(?!么)|就|现在(?!多)|今[天儿](?!多)|昨[天儿晚](?!多)))"
    rf"(?!{IN_CLAUSE}{{0,4}}(?:[这那]么|恁么?|几个|多少|严重))"
)
DAY = re.compile(r"大?前[天儿]|昨[天儿晚日]|今[天儿晚早日]|刚[刚才]|上午|现在|\d{1,2}[号日](?!楼|院|线|门|地)")
# What tells of cases, so that a day beside it is one on which some were found.
FOUND = pattern(
    r"<cases.found>|病例|病号|出[了现来]|[<numerals.counting><numerals.contracted>几\d][例个名位]"
)
# A question (no button) without any of these goes on with the cases told before (对我来说意味着啥); with one it may be about others.
TOLD_ANEW = pattern(r"^/|多|几|阳|羊|例|病|<cases.certain>|小区|院|另|别的|其他|朋友|同事|亲戚|[姐妹哥弟爸妈娘姑舅姨叔]")
CLAUSE = re.compile(r"[,，。;；!！?？\s]+")


class ActionTakeFacts(Action):
    """Starts a computed question: facts of its own message replace older ones that would contradict them."""

    def name(self) -> str:
        return "action_start_question"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        return [SlotSet("question", intent), *slots_of_message(tracker)]


def slots_of_message(tracker: Tracker) -> list[dict[str, Any]]:
    """Counts and the instant hold for one question; a place replaces an earlier bare zone, and the other way round."""
    said = mentioned(tracker)
    slots = {name: said.get(name) for name in ("cases", "units", "whose_unit")} | {"at": instant_named(said)}
    slots["adds_up_unstated"] = adds_up_unstated(tracker) or None
    slots |= {name: value for name, value in kept(tracker).items() if slots[name] is None} | counts_of_message(tracker)
    slots.update(replaced(said))
    return [SlotSet(name, value) for name, value in suppose(world(), tracker, slots).items()]


def instant_named(said: dict[str, Any]) -> str | None:
    """The instant that a message is about; None, which goes on with the clock, when it says today or now."""
    at = said.get("at")
    return None if at is None or world().is_now(parse_instant(at)) else at


def kept(tracker: Tracker) -> dict[str, Any]:
    """What was told of an outbreak and holds on: the message goes on with it, or puts one of its numbers right."""
    text = tracker.latest_message.get("text") or ""
    # 辟谣了，就一个单元: what it does not name stays as it was said before.
    goes_on = "puts_right" in mentioned(tracker) if counts_of_message(tracker) else not TOLD_ANEW.search(text)
    about_cases = world().release.topics.is_a(tracker.get_slot("question"), "outbreak")
    if not about_cases or tracker.get_slot("known") or not goes_on:
        return {}
    names = ("cases", "units", "whose_unit", *(() if NO_EARLIER.search(text) else ("adds_up_unstated",)))
    return {name: value for name in names if (value := before_message(tracker, name))}


def replaced(said: dict[str, Any]) -> dict[str, None]:
    """What the latest way of saying where takes the place of: a place, a bare zone or a shared location."""
    ways = ("place", "zone_kind", "location")
    named = [way for way in ways if way in said]
    # A bare zone says nothing about where a location is, and the other way round.
    apart = {"zone_kind": "location", "location": "zone_kind"}
    return {way: None for way in ways if named and way not in named and named != [apart.get(way)]}


def counts_of_message(tracker: Tracker) -> dict[str, int]:
    """Cases named in one message are added up (「一单元俩，东头那单元还有一个」); units are the largest count."""
    entities = tracker.latest_message.get("entities") or ()
    cases = [e["value"] for e in entities if e["entity"] == "cases"]
    units = [e["value"] for e in entities if e["entity"] == "units"]
    return {**({"cases": sum(cases)} if cases else {}), **({"units": max(units)} if units else {})}


def adds_up_unstated(tracker: Tracker) -> bool:
    """Whether the message speaks of cases of several days or of earlier ones."""
    return tells_of_earlier_cases(tracker.latest_message.get("text") or "")


def tells_of_earlier_cases(text: str) -> bool:
    """Whether cases were found on several days, or before; one day alone, and no case before, leave the rule clear."""
    text = NO_EARLIER.sub("", text)
    if ADDS_UP_UNSTATED.search(text):
        return True
    days = {day for clause in CLAUSE.split(text) if FOUND.search(clause) for day in days_in(clause)}
    return len(days) > 1


def days_in(clause: str) -> set[str]:
    """The days of a clause, each by one name."""
    return {"今" if day[0] in "今刚上现" else day.rstrip("天儿晚日早") for day in DAY.findall(clause)}
