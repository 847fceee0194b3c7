"""Whether cases that are supposed lie in a unit that has some already (再查出一个, 隔壁单元也出一例)."""
from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.history import backwards
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import arabic

NUMBER = r"(?:\d+|[<numerals.cardinal>]{1,3})"
UNIT = pattern(f"(?<!同)(?:{NUMBER}(?:号楼|栋))?(?:{NUMBER}|[<units.side>])头?单元")
# 我住五单元 names the asker's unit, not one with cases.
LIVED_IN = re.compile(r"(?:[我俺咱][们家]?|自己)[^,，。;；!！?？\s]{0,3}$")
# 隔壁单元也出一例: 也 tells of another unit than the one with cases; without it 隔壁 is another where the cases are one's own.
ALSO = re.compile(r"也")
SAME_UNIT = re.compile(r"还(?:是)?在|也[都是]?在|同一?个?单元|(?:那|这)个?单元")
OTHER_UNIT, OWN_UNIT = pattern("<units.other_entrance>"), pattern("<units.own_entrance>")


def in_the_same_unit(text: str, told: set[str], whose: str | None) -> bool | None:
    """Whether the cases of a message are supposed in a unit that had some; None where it does not say.

    told: the units that were named with cases; whose: own or other, whose unit these are in.
    """
    named = affected_units(text)
    if SAME_UNIT.search(text) or (named and named <= told):
        return True
    if named:
        return False if told or ALSO.search(text) else None
    for said, which in ((OTHER_UNIT, "other"), (OWN_UNIT, "own")):
        if said.search(text):
            return False if ALSO.search(text) or whose not in (None, which) else whose == which or None
    return None


def units_told(tracker: Tracker) -> set[str]:
    """The units with cases named earlier in this session; those only supposed where no other was named."""
    users = [event for event in backwards(tracker) if event.get("event") == "user"][1:]
    told: dict[bool, set[str]] = {True: set(), False: set()}
    for event in users:
        said = {entity["entity"] for entity in (event.get("parse_data") or {}).get("entities") or ()}
        if "more_cases" not in said:
            told["supposed" in said] |= affected_units(event.get("text") or "")
    return told[False] or told[True]


def affected_units(text: str) -> set[str]:
    """The units a message names, as 2单元, apart from the one its writer lives in."""
    return {arabic(found.group().replace("栋", "号楼")) for found in UNIT.finditer(text) if not LIVED_IN.search(text[:found.start()])}
