"""Which of the proposals of a notice are right, one by one: a wrong one that is marked sure is taken without a look."""
from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from intake_score import cases, digits, instant, is_same, keys_of, read, verdict, wanted_verdict, within

from knowledge.intake.model import CHANGE, PHONE, ROW, SITE, WINDOW, ZONE, Proposal
from knowledge.intake.names import Names
from knowledge.rulebook.model import NOT_STATED
from knowledge.text.folding import fold

PERCENT, HOURS = re.compile(r"(\d{1,2})%"), re.compile(r"(\d{2,3})小时")
EVERYWHERE = {"any"}


def judged(text: str, expect: dict) -> Iterator[tuple[Proposal, str]]:
    """Each with what is wrong about it; empty where it is right."""
    found, names = read(text)
    start, end = (f"{at:%Y-%m-%dT%H:%M}" if at else "" for at in (found.head.start, found.head.end))
    given = windows_of(expect)
    for one in found.proposals:
        if one.kind == ROW:
            said = row_fault(one, expect["kinds"], names) or window_fault(within(one.says, start, end), given, end)
        elif one.kind == WINDOW:
            said = window_fault(within(one.says, start, end), given, end)
        elif one.kind in (ZONE, SITE):
            said = "" if any(is_same(each, one, names) for each in expect["places"]) else "no such place"
        elif one.kind == PHONE:
            said = "" if digits(one.says["phone"]) in {digits(each["phone"]) for each in expect["phones"]} else "phone"
        else:
            said = ""
        yield one, said


def windows_of(expect: dict) -> set[tuple[str, str]]:
    """Those that a right reading may have: an end that is a mere day is its beginning or its midnight."""
    told = [one for one in (*expect["windows"], expect["head"])
            if not one["from"] or len(str(one["from"])) > len("22:00")]
    return {(instant(one["from"]), end) for one in told for end in ends_of(one["to"])}


def ends_of(said: object) -> set[str]:
    if said is None or len(str(said)) > len("2022-12-01"):
        return {instant(said)}
    return {instant(said), instant(date.fromisoformat(str(said)) + timedelta(days=1))}


def window_fault(own: tuple[str, str], given: set[tuple[str, str]], last: str) -> str:
    """Whether the text names no such window; one of which it does not say from when may begin at any time, and one
    without an end of its own ends with the text."""
    first, end = own
    since_ever = {some for begins, some in given if not begins and some}
    return "" if {(first, end), (first, end or last)} & given or end in since_ever else f"window {own}"


def row_fault(one: Proposal, kinds: list[dict], names: Names) -> str:
    """A row is right where the key has each of its kinds so, in such a zone, with this share and these hours."""
    says = one.says
    if says["verdict"] == NOT_STATED:
        return ""
    for venue in says["venues"]:
        same = [each for each in kinds if venue in keys_of(each, names) and wanted_verdict(each) == verdict(says)]
        if not same:
            return f"{venue} is not {verdict(says)}"
        faults = [cell_fault(each, says, names) for each in same]
        if all(faults):
            return f"{venue}: {faults[0]}"
    return ""


def cell_fault(wanted: dict, says: dict, names: Names) -> str:
    zone, told = fold(str(wanted.get("zone") or "")), "、".join(map(str, wanted["conditions"]))
    zones = {each.key for each in names.zones_in(zone, 0, len(zone))}
    percent, hours = PERCENT.search(told), HOURS.search(told)
    if zones and not {*says["zones"]} & zones:
        return f"zones {says['zones']}"
    if says["verdict"] == "open" and (says["capacity"] or 0) != (int(percent[1]) if percent else says["capacity"] or 0):
        return f"capacity {says['capacity']}"
    if says["verdict"] in ("open", "entry") and (says["proof"] or 0) != (int(hours[1]) if hours else 0):
        return f"proof {says['proof']}"
    return ""


def main(folder: str) -> None:
    """Prints the wrong ones that are sure, and how many of the right ones are."""
    made = {(is_right, is_sure): 0 for is_right in (True, False) for is_sure in (True, False)}
    for name, text, expect in cases(Path(folder)):
        for one, fault in judged(text, expect):
            if one.kind == CHANGE:
                continue
            made[not fault, one.sure] += 1
            if fault or ("-v" in sys.argv and not one.sure):
                print(name, "SURE" if one.sure else "??", fault, {key: each for key, each in one.says.items() if each})
    right, wrong = (made[is_right, True] + made[is_right, False] for is_right in (True, False))
    print(f"wrong and sure: {made[False, True]} of {made[False, True] + made[True, True]} sure; "
          f"right and sure: {made[True, True]} of {right} ({made[True, True] / right:.0%}); wrong {wrong}")


if __name__ == "__main__":
    main(sys.argv[1])
