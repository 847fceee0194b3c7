"""Which kinds of venues a sentence opens or closes, and under which conditions. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.intake.names import Named, Names
from knowledge.intake.words import pattern
from knowledge.rulebook.model import ENTRY, OTHERS
from knowledge.text.numerals import to_number

OPEN, CLOSED, TAKEAWAY, NONE, RARELY, ONLINE, LOOP = (
    "open", "closed", "takeaway", "none", "none_in_principle", "online", "closed_loop"
)
RESTAURANT, GATHERING = "restaurant", "gathering"
TAUGHT, CARED = ("school", "kindergarten", "training"), ("care_home", "welfare_home", "prison", "boarding_school", "school")
# In this order the first that stands at a place counts.
CUES = tuple((word, pattern(f"<verdicts.{name}>")) for word, name in (
    (None, "no_verdict"), (TAKEAWAY, "not_dine_in"), (OPEN, "dine_in"), (RARELY, "none_in_principle"),
    (ONLINE, "online"), (LOOP, "closed_loop"), (CLOSED, "closed"), (OPEN, "opens"),
))
DINE_IN, NOT_DINE_IN = pattern("<verdicts.dine_in>"), pattern("<verdicts.not_dine_in>")
TAKES_AWAY = pattern("<verdicts.takes_away>")
# A number to call opens nothing (企业复工咨询电话).
ASKS = re.compile("咨询|电话|热线|举报")
# What stands before all that it is asked of says so.
ASKED_OF_ALL = re.compile(r"\s*(?:\S{0,3}[、.)])?(?:在|严格|落实|做好|执行|按)")
OPEN_YET = re.compile("另行|待.{0,16}(?:安排|明确|通知)|未定|没有定")
# A condition is of what stands right before it, unless it is of all.
ALL_OF_THEM = re.compile("均|都|以上|上述|进入|前述|全部")
CONDITION, REST, SAME = (pattern(f"<verdicts.{name}>") for name in ("conditional", "the_rest", "same_venues"))
ENTERS = pattern("<verdicts.enters>")
EXCEPT = re.compile(r"除(?P<kept>[^。;]{2,80}?)(?:之外|以外|外)(?!卖)")
CAPACITY = pattern(r"(?P<percent>\d{1,2})%|<verdicts.half>|(?P<tenths>[三四五六七八])成")
PROOF = re.compile(
    r"(?P<proof>\d{2,3}|二十四|四十八|七十二|九十六)\s*个?小时(?:以?内)?[^,。;]{0,10}?(?:核酸|检测|阴性)"
    r"|(?:核酸|阴性)[^,。;]{0,14}?(?P<behind>\d{2,3})\s*小时"
)
PIECE = re.compile(r"[^,;。\n]+[,;。]?")
# A list of kinds ends with its common name.
LIST_END = re.compile(r"等.*$")
NO_ITEM = re.compile(r"^(?:全市|我市|我区|全区|各类|所有|辖区内?|以及|其中|包括|如|对|的|及|和)+|(?:可以?|均|将|应|要|须|一律|全部|暂时|继续|逐步|有序|全面|按).*$")
JOINS = re.compile("、|和|及|以及|与|或")
PARTS_OF_A_WHOLE = 10


@dataclass
class Ruled:
    """A verdict on kinds of venues in text[start:end]."""

    start: int
    end: int
    verdict: str
    venues: list[str]
    conditions: list[str] = field(default_factory=list)
    capacity: int | None = None
    proof: int | None = None
    unknown: list[str] = field(default_factory=list)
    sure: bool = True

    @property
    def stated(self) -> tuple:
        return self.verdict, tuple(self.conditions), self.capacity, self.proof


def ruled(text: str, start: int, end: int, names: Names, lead: str | None = None) -> list[Ruled]:
    """The verdicts of a sentence; ``lead``: what the heading above says of what it lists."""
    found: list[Ruled] = []
    for first, last in halves(text, start, end):
        found += with_conditions(text, first, last, one_half(text, first, last, names, lead), names)
    return merged(narrowed(found))


def halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between semicolons."""
    for match in re.finditer(r"[^;]+;?", text[start:end]):
        yield start + match.start(), start + match.end()


def one_half(text: str, start: int, end: int, names: Names, lead: str | None) -> list[Ruled]:
    kept = EXCEPT.search(text, start, end)
    found, waiting = [], []
    for piece in PIECE.finditer(text, start, end):
        first, last = piece.span()
        if ASKS.search(text, first, last):
            continue
        inside = kept and kept.start() <= first and last <= kept.end() + 1
        venues = [one for one in names.venues(text, first, last) if not (
            kept and kept.start("kept") <= one.start < kept.end("kept"))]
        cues = cues_of(text, first, last)
        if inside or (kept and not venues and not cues and first < kept.end()):
            continue
        if not cues and venues:
            waiting.append((first, last, venues))
        elif cues:
            found += bound(text, first, last, venues, cues, waiting, names)
            waiting = []
    for first, last, venues in waiting:
        found += left_over(text, first, last, venues, found, lead, names)
    return [*found, *excepted(text, kept, found, names)]


def cues_of(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Verdicts that are told, from left to right; an opening word behind a closing one belongs to it (暂停营业)."""
    taken: list[tuple[int, int, str | None]] = []
    for word, cue in CUES:
        for match in cue.finditer(text, start, end):
            if all(match.end() <= first or last <= match.start() for first, last, _ in taken):
                taken.append((*match.span(), word))
    taken.sort()
    closing = [first for first, _, word in taken if word not in (OPEN, None)]
    return [
        (first, last, word) for first, last, word in taken
        if word and not (word == OPEN and any(before < first for before in closing))
        and not (word == CLOSED and text[first - 1:first] == "不")
    ]


def bound(
    text: str, start: int, end: int, venues: list[Named], cues: list[tuple[int, int, str]],
    waiting: list[tuple[int, int, list[Named]]], names: Names,
) -> Iterator[Ruled]:
    """Each kind goes with the verdict behind it, the last ones with the one before them."""
    groups: dict[int, list[Named]] = {place: [] for place in range(len(cues))}
    for one in venues:
        behind = next((place for place, cue in enumerate(cues) if cue[1] > one.start), len(cues) - 1)
        groups[behind].append(one)
    if waiting:
        groups[0] = [*(one for _, _, many in waiting for one in many), *groups[0]]
    for place, group in groups.items():
        first, last, word = cues[place]
        begins = min([waiting[0][0] if waiting and place == 0 else start, *(one.start for one in group)])
        yield from verdict_on(text, begins, end, first, last, word, group, names)


def verdict_on(text, start, end, first, last, word, group: list[Named], names: Names) -> Iterator[Ruled]:
    """One verdict with its kinds; where none is named, those that it is about by itself."""
    keys = list(dict.fromkeys(one.key for one in group))
    said = text[start:end]
    if word == TAKEAWAY or (word == OPEN and DINE_IN.search(text, start, end) and not NOT_DINE_IN.search(said)
                            and "堂食" in said):
        keys = [RESTAURANT] if not keys or RESTAURANT not in keys else keys
    if not keys and REST.search(said) and word in (OPEN, CLOSED):
        keys = [OTHERS]
    if not keys:
        return
    unknown = unknown_items(text, start, first, group, names) if len(group) > 1 else []
    for verdict, some in by_kind(word, keys):
        # What nobody named should be looked at: it takes in all that no other row of the text names.
        yield Ruled(start, end, verdict, some, unknown=unknown, sure=not unknown and OTHERS not in some)


def by_kind(word: str, keys: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Gatherings are not held, schools teach from afar, homes close their doors: the same word, another verdict."""
    other = list(keys)
    if word in (CLOSED, RARELY):
        held = [key for key in keys if key == GATHERING]
        other = [key for key in keys if key != GATHERING]
        if held:
            yield (NONE if word == CLOSED else RARELY), held
        word = CLOSED
    if word == ONLINE:
        other = [key for key in keys if key in TAUGHT]
    if word == LOOP:
        other = [key for key in keys if key in CARED]
    if word == TAKEAWAY:
        other = [key for key in keys if key == RESTAURANT]
    if other:
        yield word, other


def left_over(text, start, end, venues, found: list[Ruled], lead: str | None, names: Names) -> Iterator[Ruled]:
    """Kinds without a verdict of their own: that of the list that they stand in; else what is needed to go in."""
    keys = list(dict.fromkeys(one.key for one in venues))
    if lead and not found and not OPEN_YET.search(text, start, end):
        for verdict, some in by_kind(lead, keys):
            yield Ruled(start, end, verdict, some)
    elif (PROOF.search(text, start, end) or CONDITION.search(text, start, end)) and ENTERS.search(text, start, end):
        yield Ruled(start, end, ENTRY, keys)


def excepted(text: str, kept: re.Match | None, found: list[Ruled], names: Names) -> Iterator[Ruled]:
    """除超市、药店外一律停业: those may go on, which nobody says in so many words."""
    if kept and any(one.verdict == CLOSED for one in found):
        keys = list(dict.fromkeys(one.key for one in names.venues(text, kept.start("kept"), kept.end("kept"))))
        if keys:
            yield Ruled(*kept.span(), OPEN, keys, sure=False)


def unknown_items(text: str, start: int, end: int, group: list[Named], names: Names) -> list[str]:
    """Words of a list of kinds that are names of none."""
    listed = LIST_END.sub("", text[min(one.start for one in group):max(end, max(one.end for one in group))])
    items = (NO_ITEM.sub("", item.strip()) for item in JOINS.split(listed))
    return [item for item in items if 2 <= len(item) <= 10 and not names.venue.search(item)
            and not REST.search(item) and not CONDITION.search(item)]


def narrowed(found: list[Ruled]) -> list[Ruled]:
    """A kind that is told of again is what it is told last: all of these may open, restaurants to take away only; what
    is told twice (暂停堂食，只做外卖) is told once."""
    for place, one in reversed(list(enumerate(found))):
        again = next((each for each in found[place + 1:] if (each.verdict, each.venues) == (one.verdict, one.venues)), None)
        if again and not (one.capacity or one.proof):
            again.start, again.conditions = one.start, [*one.conditions, *again.conditions]
            found.remove(one)
    for place, one in enumerate(found):
        later = {venue for other in found[place + 1:] if other.verdict != ENTRY for venue in other.venues}
        if one.verdict != ENTRY and len(one.venues) > 1:
            one.venues = [venue for venue in one.venues if venue not in later] or one.venues
    return found


def with_conditions(text: str, start: int, end: int, found: list[Ruled], names: Names) -> list[Ruled]:
    """Conditions hold for all that the same part opens; each of a piece of its own goes with what stands before it."""
    for piece in PIECE.finditer(text, start, end):
        own = [one for one in found if one.start < piece.end() and piece.start() < one.end]
        before = [one for one in found if one.end <= piece.start()]
        behind = [one for one in found if one.start >= piece.end()] if ASKED_OF_ALL.match(piece.group()) else []
        targets = own or (before if ALL_OF_THEM.search(piece.group()) else before[-1:]) or behind
        for one in targets if own else [t for t in targets if t.verdict in (OPEN, ENTRY, TAKEAWAY, LOOP)]:
            take_conditions(one, text, *piece.span(), between(text, *piece.span(), names) if own else None)
    return found


def between(text: str, start: int, end: int, names: Names) -> str:
    """What stands between the last kind and the verdict: 农贸市场测温、扫码后有序开放."""
    first = max((one.end for one in names.venues(text, start, end)), default=start)
    last = next((cue for cue, _, _ in cues_of(text, start, end) if cue > first), end)
    return text[first:last]


def take_conditions(one: Ruled, text: str, start: int, end: int, own: str | None) -> None:
    """Capacity and proof by their numbers, all else in the words of the text; ``own``: of the piece with the verdict
    itself what stands before that."""
    said = text[start:end].strip(",;。 \n")
    if one.verdict not in (OPEN, ENTRY, TAKEAWAY, LOOP):
        return
    if capacity := capacity_of(said):
        one.capacity = min(one.capacity or 100, capacity) if one.verdict == OPEN else None
    if proof := proof_of(said):
        one.proof = min(one.proof or 10_000, proof)
    text_only = condition_text(said, own, bool(one.capacity), one)
    if text_only and text_only not in one.conditions:
        one.conditions.append(text_only)
    one.end = max(one.end, end)


# What is told in numbers: they have fields of their own.
IN_NUMBERS = re.compile(r"\d\s*个?小时|小时|\d%|[三四五六七八]成|一半|半数|承载量|核酸.*阴性|阴性证明")
BARE_LIMIT = ("限流", "限量", "限员")
TAIL = re.compile(r"(?:之?后|的?(?:前提|情况|基础)[下上]|时|等)+$")
LEAD_WORDS = re.compile(r"^(?:在|经|按照?|须|应|要|需|均|等|将|可|以|场所|类|的|实行|采取|严格|落实|做好|执行|并)+")


def condition_text(said: str, own: str | None, counted: bool, one: Ruled) -> str:
    """What a piece asks for beyond numbers."""
    if one.verdict == TAKEAWAY and TAKES_AWAY.search(said):
        return said if own is None else "可以" + "、".join(dict.fromkeys(TAKES_AWAY.findall(said)))
    items = re.split("[、,]", said if own is None else own)
    asked = [item for item in items if CONDITION.search(item) and not IN_NUMBERS.search(item)]
    if own is None and len(asked) == len(items):
        return said.rstrip("。;,")
    trimmed = (LEAD_WORDS.sub("", TAIL.sub("", item.strip(":; \n"))) for item in asked)
    return "、".join(item for item in trimmed if item and not (counted and item.startswith(BARE_LIMIT)))


def capacity_of(said: str) -> int | None:
    """Percent of the places."""
    match = CAPACITY.search(said)
    if not match:
        return None
    percent = int(match["percent"]) if match["percent"] else (
        (to_number(match["tenths"]) or 0) * PARTS_OF_A_WHOLE if match["tenths"] else 50)
    return percent if 1 <= percent <= 99 else None


def proof_of(said: str) -> int | None:
    """Hours."""
    match = PROOF.search(said)
    return to_number(match["proof"] or match["behind"]) if match else None


def merged(found: Iterable[Ruled]) -> list[Ruled]:
    """Neighbours that say the same are one."""
    rows: list[Ruled] = []
    for one in found:
        same = next((row for row in rows if row.stated == one.stated and row.sure == one.sure), None)
        if same:
            same.venues = list(dict.fromkeys([*same.venues, *one.venues]))
            same.unknown, same.end = [*same.unknown, *one.unknown], max(same.end, one.end)
        else:
            rows.append(one)
    return rows
