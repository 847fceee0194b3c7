"""Rows of one text of which a later one takes the place of an earlier, and those that contradict each other. Pure."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.intake.model import ROW, Proposal, Sentence
from knowledge.intake.names import Names
from knowledge.rulebook.model import ENTRY, NOT_STATED


@dataclass(frozen=True)
class Worded:
    """A row, and by the key of each of its kinds the words that its sentence has for it."""

    row: Proposal
    words: Mapping[str, frozenset[str]]

    def meets(self, other: Worded) -> set[str]:
        """The kinds that both rule for the same places, of zones that both have."""
        says, told = self.row.says, other.row.says
        same_zones = not (says["zones"] or told["zones"]) or {*says["zones"]} & {*told["zones"]}
        if self.row is other.row or says["places"] != told["places"] or not same_zones:
            return set()
        return {*says["venues"]} & {*told["venues"]}

    def names_alike(self, key: str, other: Worded) -> bool:
        """Whether both mean the same by a kind: 台球厅 and 健身房 are of one kind and not the same."""
        own, others = (one.words.get(key, frozenset()) for one in (self, other))
        return not (own and others) or bool(own & others)


def in_order(proposals: Sequence[Proposal], text: str, found: Sequence[Sentence], names: Names) -> list[Proposal]:
    """All of them: a row ends where another begins that takes its place, for that was told for ever otherwise; and rows
    that contradict each other have to be looked at."""
    rows = [worded(one, text, found, names) for one in proposals if one.kind == ROW and one.says["verdict"] not in (
        ENTRY, NOT_STATED)]
    of = {id(one.row): one for one in rows}
    made: list[Proposal] = []
    for each in proposals:
        one = of.get(id(each))
        if one is None:
            made.append(each)
            continue
        doubted = replace(each, sure=each.sure and not any(contradict(one, other) for other in rows))
        parts = [doubted]
        for other in rows:
            if keys := taken_over(one, other):
                parts = [part for some in parts for part in cut(some, other.row, keys)]
        made += parts
    return made


def worded(row: Proposal, text: str, found: Sequence[Sentence], names: Names) -> Worded:
    one = next(each for each in found if each.start <= row.start < each.end)
    words: dict[str, frozenset[str]] = {}
    for each in names.venues(text, one.start, one.end):
        words[each.key] = words.get(each.key, frozenset()) | {text[each.start:each.end]}
    return Worded(row, words)


def taken_over(one: Worded, other: Worded) -> set[str]:
    """The kinds of a row that the other rules from a later instant on."""
    says, at = one.row.says, other.row.says["from"]
    if not at or (says["from"] or "") >= at or (says["to"] and says["to"] <= at):
        return set()
    return {key for key in one.meets(other) if one.names_alike(key, other)}


def contradict(one: Worded, other: Worded) -> bool:
    """Whether both say of one kind, at one time, what cannot both be."""
    stated = (({key: row.says[key] for key in ("verdict", "capacity", "proof")}) for row in (one.row, other.row))
    keys = one.meets(other) - taken_over(one, other) - taken_over(other, one)
    return bool(keys) and overlap(one.row.says, other.row.says) and next(stated) != next(stated)


def overlap(says: Mapping, told: Mapping) -> bool:
    return not any(one["to"] and one["to"] <= (other["from"] or "") for one, other in ((says, told), (told, says)))


def cut(one: Proposal, other: Proposal, keys: set[str]) -> list[Proposal]:
    """The part that ends where the other begins, and what is left of the zones and of the kinds."""
    venues, zones = one.says["venues"], one.says["zones"]
    ended, kept = ([key for key in venues if (key in keys) == is_in] for is_in in (True, False))
    shared, apart = ([zone for zone in zones if (zone in other.says["zones"]) == is_in] for is_in in (True, False))
    parts = [{"venues": ended, "zones": shared, "to": other.says["from"]}] if ended and (shared or not zones) else []
    parts += [{"venues": ended, "zones": apart}] if ended and apart else []
    parts += [{"venues": kept}] if kept else []
    return [replace(one, says=one.says | part) for part in parts]
