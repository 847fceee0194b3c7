"""Which kinds of venues a sentence opens or closes. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.intake.conditions import CONDITION, PIECE, PROOF, with_conditions
from knowledge.intake.cues import CLOSED, EATEN, OPEN, TAKEAWAY, by_kind, cues_of
from knowledge.intake.names import Named, Names
from knowledge.intake.ruled import Ruled, merged, narrowed
from knowledge.intake.words import pattern
from knowledge.rulebook.model import ENTRY, OTHERS

EATEN_IN, NOT_EATEN_IN = pattern("<verdicts.eaten_in>"), pattern("<verdicts.not_eaten_in>")
REST, SAME, ENTERS = (pattern(f"<verdicts.{name}>") for name in ("the_rest", "same_venues", "enters"))
EXCEPT = re.compile(r"除(?P<kept>[^。;]{2,80}?)(?:之外|以外|外)(?!卖)")
# A number to call opens nothing (企业复工咨询电话).
ASKS = re.compile("咨询|电话|热线|举报")
OPEN_YET = re.compile("另行|待.{0,16}(?:安排|明确|通知)|未定|没有定")
# A list of kinds ends with its common name.
LIST_END = re.compile(r"等.*$")
NO_ITEM = re.compile(
    r"^(?:全市|我市|我区|全区|各类|所有|辖区内?|以及|其中|包括|如|对|的|及|和)+"
    r"|(?:可以?|均|将|应|要|须|一律|全部|暂时|继续|逐步|有序|全面|按).*$"
)
JOINS = re.compile("、|和|及|以及|与|或")


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
    eaten_in = word == OPEN and EATEN_IN.search(said) and not NOT_EATEN_IN.search(said)
    if (word == TAKEAWAY or eaten_in) and not set(EATEN) & set(keys):
        keys = list(EATEN)
    if not keys and REST.search(said) and word in (OPEN, CLOSED):
        keys = [OTHERS]
    if not keys:
        return
    unknown = unknown_items(text, start, first, group, names) if len(group) > 1 else []
    for verdict, some in by_kind(word, keys):
        # What nobody named should be looked at: it takes in all that no other row of the text names.
        yield Ruled(start, end, verdict, some, unknown=unknown, sure=not unknown and OTHERS not in some)


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
