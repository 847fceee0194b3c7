"""Which kinds of venues a sentence opens or closes. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.intake.conditions import CAPACITY, CONDITION, IN_PART, NO_LONGER, PIECE, PROOF, with_conditions
from knowledge.intake.cues import CLOSED, EATEN, OPEN, TAKEAWAY, by_kind, cues_of
from knowledge.intake.names import Named, Names
from knowledge.intake.ruled import Ruled, merged, narrowed
from knowledge.intake.words import pattern
from knowledge.rulebook.model import ENTRY, OTHERS

# 下列商户 are those of a list, 其他商户 those that nobody names.
NO_KIND = pattern(r"(?:<verdicts.listed_here>|<verdicts.others>)[^,。;、]{0,2}$")
TO_EAT = pattern("<verdicts.to_eat>")
DONE_THERE = pattern("<verdicts.done_there>")
LISTED = pattern("<verdicts.listed>|<verdicts.by_steps>")
EATEN_IN, NOT_EATEN_IN = pattern("<verdicts.eaten_in>"), pattern("<verdicts.not_eaten_in>")
REST, SAME, ENTERS = (pattern(f"<verdicts.{name}>") for name in ("the_rest", "same_venues", "enters"))
# KTV要到15日12时起,凭24小时核酸: the day ends the piece.
SINCE = re.compile("[日号时点]起,?$")
EXCEPT = re.compile(r"除(?P<kept>[^。;]{2,80}?)(?:之外|以外|外)(?!卖)")
LEFT_OUT = re.compile(r"\s*(?P<kept>[^。;]{2,60}?)(?:除外|不在此列|不受此限)[。;)]?\s*")
# A number to call opens nothing (企业复工咨询电话), and no more does the line that says what a text is about.
ASKS = re.compile("咨询|电话|热线|举报|(?:通知|通告|公告|公布|答复)如下")
OF_SOME = re.compile(r"\s*其中")
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
        behind = LEFT_OUT.fullmatch(text, first, last) if not is_more(text, first, last) else None
        own = excepted(text, behind, found, names) if behind else one_half(text, first, last, names, lead)
        if behind:
            found += own
        elif own or names_any(text, first, last, names):
            found += with_conditions(text, first, last, [*own], names)
        else:
            # What a half that names nothing asks for is asked for by the one before.
            with_conditions(text, first, last, found, names)
    for each in found:
        each.of_some = bool(OF_SOME.match(text, each.start))
    return merged(narrowed(found))


def is_more(text: str, start: int, end: int) -> bool:
    """Whether a half says something before the piece in which it leaves anything out."""
    pieces = [piece.span() for piece in PIECE.finditer(text, start, end)]
    return any(cues_of(text, *piece) or CONDITION.search(text, *piece) or PROOF.search(text, *piece)
               for piece in pieces[:-1])


def names_any(text: str, start: int, end: int, names: Names) -> bool:
    """Whether a part names kinds, zones or districts of its own."""
    return bool(names.venues(text, start, end) or names.zones_in(text, start, end)
                or names.district.search(text, start, end))


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
        venues = [one for one in names.venues(text, first, last) if not NO_KIND.search(text[first:one.start]) and not (
            kept and kept.start("kept") <= one.start < kept.end("kept"))]
        cues = cues_of(text, first, last)
        if inside or (kept and not venues and not cues and first < kept.end()):
            continue
        rest = REST.search(text, first, end)
        if not cues and (venues or (rest and rest.start() < last)):
            waiting.append((first, last, venues))
        elif cues:
            found += bound(text, first, last, venues, cues, waiting, names)
            waiting = []
    for place, (first, last, venues) in enumerate(waiting):
        # 进入A、B,乘坐C,须出示; A、B要限流,不超过50%: more that is asked for stands behind.
        asks = any(words.search(text, first, last) for words in (ENTERS, CONDITION, SINCE))
        stop = min([end, *(other for other, *_ in waiting[place + 1:])]) if asks else last
        found += left_over(text, (first, last, stop), venues, found, lead, names)
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
    part = [one for one in group if IN_PART.match(text, one.start, one.end)]
    parted = dict.fromkeys(one.key for one in part)
    keys = list(dict.fromkeys(one.key for one in group if one.key not in parted))
    said = text[start:end]
    eaten_in = word == OPEN and EATEN_IN.search(said) and not NOT_EATEN_IN.search(said)
    # 药店只对居民配送: of what is not eaten there it is a condition.
    delivers = word == TAKEAWAY and keys and not set(EATEN) & {*keys} and not EATEN_IN.search(text[first:last])
    if (word == TAKEAWAY or eaten_in) and not delivers and not set(EATEN) & {*keys}:
        # 超市闭环管理,只接单配送: nobody eats there.
        keys = list(EATEN) if keys or EATEN_IN.search(said) or TO_EAT.search(said) else []
    if not keys and REST.search(said) and word in (OPEN, CLOSED):
        keys = [OTHERS]
    # A year of a school is no kind: who reads it has to say what becomes of it.
    for verdict, _ in by_kind(word, list(parted)):
        yield Ruled(start, end, verdict, [], unknown=[text[one.start:one.end] for one in part], sure=False)
    if not keys:
        return
    listed = [one for one in group if one not in part] if len(group) > 1 else []
    unknown = unknown_items(text, start, first, listed, names) if listed else []
    # What nobody named should be looked at: it takes in all that no other row of the text names; and so should what
    # is only said to be asked for no longer.
    is_some = LISTED.search(text, start, end) or (word == CLOSED and DONE_THERE.search(
        text, max((one.end for one in group if one.end <= first), default=first), first))
    sure = not unknown and not is_some and OTHERS not in keys and not NO_LONGER.fullmatch(text[first:last])
    for verdict, some in by_kind(OPEN if delivers else word, keys):
        yield Ruled(start, end, verdict, some, [text[first:last]] if delivers else [], unknown=unknown, sure=sure)


def left_over(
    text: str, piece: tuple[int, int, int], venues, found: list[Ruled], lead: str | None, names: Names
) -> Iterator[Ruled]:
    """Kinds without a verdict of their own: that of the list that they stand in; else what is needed to go in. piece:
    its start, its end, and how far what it asks for is told."""
    start, end, asked_until = piece
    ruled_on = {key for one in found for key in one.venues}
    keys = list(dict.fromkeys(one.key for one in venues if one.key not in ruled_on))
    if not keys:
        return
    if lead and not found and not OPEN_YET.search(text, start, end):
        for verdict, some in by_kind(lead, keys):
            yield Ruled(start, end, verdict, some)
    elif any(words.search(text, start, asked_until) for words in (PROOF, CONDITION, CAPACITY)):
        # Who goes in is asked for that; of all else somebody has to say whether it is so.
        # What holds so many is open.
        word = OPEN if CAPACITY.search(text, start, asked_until) else ENTRY
        yield Ruled(start, end, word, keys, sure=word == ENTRY and bool(ENTERS.search(text, start, end)))


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
