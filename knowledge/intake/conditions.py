"""Under which conditions a text opens: in percent, in hours of a test, and in its own words. Pure."""
from __future__ import annotations

import re
from dataclasses import replace

from knowledge.intake.cues import LOOP, OPEN, TAKEAWAY, cues_of
from knowledge.intake.names import Names
from knowledge.intake.ruled import Ruled
from knowledge.intake.words import pattern, values
from knowledge.rulebook.model import ENTRY
from knowledge.text.numerals import to_number

BOUND_TO = (OPEN, ENTRY, TAKEAWAY, LOOP)
CONDITION, TAKES_AWAY = pattern("<verdicts.conditional>"), pattern("<verdicts.takes_away>")
CAPACITY = pattern(
    r"(?P<percent>\d{1,2})%|(?P<whole>[<outline.numeral>]{1,2})分之(?P<parts>\d{1,2}|[<outline.numeral>]{1,3})"
    r"|<verdicts.half>"
    r"|(?P<tenths>[<outline.numeral>])成(?P<and_half><verdicts.and_half>)?"
)
# What is asked of a part of a kind (住院患者) is not asked of it.
IN_PART = pattern("<verdicts.in_part>")
NO_LONGER, NO_EXCUSE = pattern("<verdicts.no_longer>"), pattern("<verdicts.no_excuse>")
CLOSING_HOUR = pattern("<verdicts.closing_hour>")
PROOF = pattern(
    r"(?P<proof>\d{2,3}|[<outline.numeral>]{3})\s*个?小时(?:以?内)?[^,。;]{0,10}?(?:核酸|检测|阴性)"
    r"|(?:核酸|阴性)(?:[^,。;]{0,14}?|[^,。;]{0,8}(?:时限|时效|期限|有效期)[^。;]{0,14}?)(?P<behind>\d{2,3})\s*小时"
)
PIECE = re.compile(r"[^,;。\n]+[,;。]?")
# What stands before all that it is asked of says so.
ASKED_OF_ALL = re.compile(r"\s*(?:\S{0,3}[、.)])?(?:在|严格|落实|做好|执行|按)")
# A condition is of what stands right before it, unless it is of all.
ALL_OF_THEM = re.compile("均|都|以上|上述|进入|前述|全部")
# What is told in numbers: they have fields of their own.
IN_NUMBERS = pattern(r"\d\s*个?小时|小时|\d%|[<outline.numeral>]成|分之|一半|半数|承载量|核酸.*阴性|阴性证明")
BARE_LIMIT = ("限流", "限量", "限员")
TAIL = re.compile(r"(?:之?后|的?(?:前提|情况|基础)[下上]|时|等)+$")
LEAD_WORDS = re.compile(r"^(?:在|经|按照?|须|应|要|需|均|等|将|可|以|场所|类|的|实行|采取|严格|落实|做好|执行|并)+")
PARTS_OF_A_WHOLE, HALF_A_PART = 10, 5


def with_conditions(text: str, start: int, end: int, found: list[Ruled], names: Names) -> list[Ruled]:
    """Conditions hold for all that the same part opens; each of a piece of its own goes with what stands before it."""
    for piece in PIECE.finditer(text, start, end):
        own = [one for one in found if one.start < piece.end() and piece.start() < one.end]
        before = [one for one in found if one.end <= piece.start()]
        behind = [one for one in found if one.start >= piece.end()] if ASKED_OF_ALL.match(piece.group()) else []
        if not own and IN_PART.search(piece.group()):
            continue
        targets = own or (before if ALL_OF_THEM.search(piece.group()) else before[-1:]) or behind
        if not own and targets == before[-1:]:
            targets = of_some(targets, {each.key for each in names.venues(text, *piece.span())}, found)
        for one in targets:
            take_conditions(one, text, *piece.span(), between(text, *piece.span(), names) if own else None)
    return found


def of_some(targets: list[Ruled], named: set[str], found: list[Ruled]) -> list[Ruled]:
    """商场和写字楼开门,商场里不超过一半: what is asked of some of them is a verdict apart, put beside ``found``."""
    one = next(iter(targets), None)
    if one is None or not named & {*one.venues} or not {*one.venues} - named:
        return targets
    apart = replace(one, venues=[key for key in one.venues if key in named], conditions=[*one.conditions])
    one.venues = [key for key in one.venues if key not in named]
    found.append(apart)
    return [apart]


def between(text: str, start: int, end: int, names: Names) -> str:
    """What stands between the last kind and the verdict: 农贸市场测温、扫码后有序开放."""
    first = max((one.end for one in names.venues(text, start, end)), default=start)
    last = next((cue for cue, _, _ in cues_of(text, start, end) if cue > first), end)
    hour = CLOSING_HOUR.search(text, last, end)
    return text[first:last] + ("," + hour.group() if hour else "")


def take_conditions(one: Ruled, text: str, start: int, end: int, own: str | None) -> None:
    """Capacity and proof by their numbers, all else in the words of the text; ``own``: of the piece with the verdict
    itself what stands before that."""
    said = text[start:end].strip(",;。 \n")
    if one.verdict not in BOUND_TO or NO_LONGER.search(said) or NO_EXCUSE.search(said):
        return
    if capacity := capacity_of(said):
        one.capacity = min(one.capacity or 100, capacity) if one.verdict == OPEN else None
    if proof := proof_of(said):
        one.proof = min(one.proof or 10_000, proof)
    text_only = condition_text(said, own, bool(one.capacity), one)
    if text_only and text_only not in one.conditions:
        one.conditions.append(text_only)
    one.end = max(one.end, end)


def condition_text(said: str, own: str | None, counted: bool, one: Ruled) -> str:
    """What a piece asks for beyond numbers."""
    if one.verdict == TAKEAWAY and TAKES_AWAY.search(said):
        return said if own is None else "可以" + "、".join(dict.fromkeys(TAKES_AWAY.findall(said)))
    said, own = re.sub(r"\s+", "", said), own and re.sub(r"\s+", "", own)
    items = re.split("[、,]|并且?(?=[一-鿿])", said if own is None else own)
    asked = [item for item in items if CONDITION.search(item) and not IN_NUMBERS.search(item)]
    if own is None and len(asked) == len(items):
        return said.rstrip("。;,")
    trimmed = (LEAD_WORDS.sub("", TAIL.sub("", item.strip(":;。 \n"))) for item in asked)
    return "、".join(item for item in trimmed if item and not (counted and item.startswith(BARE_LIMIT)))


def capacity_of(said: str) -> int | None:
    """Percent of the places."""
    match = CAPACITY.search(said)
    if not match:
        return None
    percent = percent_of(match)
    return percent if 1 <= percent <= 99 else None


def percent_of(match: re.Match) -> int:
    if match["whole"]:
        whole = values("verdicts.whole").get(match["whole"]) or to_number(match["whole"])
        return round(100 * (to_number(match["parts"]) or 0) / whole) if whole else 0
    if match["tenths"]:
        return (to_number(match["tenths"]) or 0) * PARTS_OF_A_WHOLE + (HALF_A_PART if match["and_half"] else 0)
    return int(match["percent"] or 50)


def proof_of(said: str) -> int | None:
    """Hours."""
    match = PROOF.search(said)
    return to_number(match["proof"] or match["behind"]) if match else None
