"""Which zone a place is in at an instant, out of designations and the hours of the lists. Pure.

Anything that could be stricter than the answer and cannot be ruled out makes the answer undecided.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from knowledge.places.compare import Relation, relation
from knowledge.places.model import LEVELS, Place
from knowledge.releases.zone_kinds import runs_beside, strictness
from knowledge.zones.designation_piece import read_piece
from knowledge.zones.model import Designation, ZoneAnswer
from knowledge.zones.relate import relate

# 某某三巷6号: a house of what is called so.
HOUSE = re.compile(r"\d+号")


def decide(designations: Iterable[Designation], lists: Sequence[datetime], place: Place, at: datetime,
           max_age: timedelta, unknown: str = "") -> ZoneAnswer:
    """The answer for ``place`` at the aware instant ``at``.

    designations: all that may concern the district (those that do not hold at ``at`` are ignored); lists: the
    hours of the loaded lists, in order; unknown: what the address goes on to name and the gazetteer does not have.
    """
    at_that_time = [each for each in designations if each.holds_at(at)]
    hour, fresh = _list_in_use(lists, at, max_age)
    if not place.district:
        return ZoneAnswer("place_unknown", place, at, as_of=hour)
    answer = _Case(at_that_time, place, at, hour, unknown).answer()
    if fresh:
        return answer
    last_known = answer.kind if hour else None
    return _without_list(at_that_time, place, at, hour, unknown) or ZoneAnswer(
        "not_known_at_instant", place, at, as_of=hour, last_known=last_known)


def _list_in_use(lists: Sequence[datetime], at: datetime, max_age: timedelta) -> tuple[datetime | None, bool]:
    """(the hour of the latest list not after ``at``, whether it still tells about ``at``)."""
    if not lists:
        return None, True
    index = bisect_right(lists, at)
    if index == 0:
        return None, False
    hour = lists[index - 1]
    end = lists[index] if index < len(lists) else at
    return hour, hour == at or end - hour <= max_age


def _without_list(found, place, at, hour, unknown) -> ZoneAnswer | None:
    """What tables alone say without doubt: a stricter zone holds, whatever a list of that hour would have said."""
    tables = [each for each in found if each.source == "table" and not each.remainder]
    answer = _Case(tables, place, at, None, unknown).answer()
    return answer if answer.outcome == "listed" and strictness(answer.kind) else None


def grouped(designations: Iterable[Designation], place: Place) -> dict[Relation, list[Designation]]:
    """The designations by how they lie to the place."""
    groups: dict[Relation, list[Designation]] = {relation: [] for relation in Relation}
    for each in designations:
        groups[relate(each, place)].append(each)
    return groups


def with_unknown(place: Place, unknown: str) -> Place:
    """The place with what the address goes on to name: a compound of a street or community, a part of a compound, of
    which the number of a house is a building."""
    if not unknown:
        return place
    if place.compound and not place.building and HOUSE.fullmatch(unknown):
        return replace(place, building=unknown)
    if place.compound or place.building:
        return place if place.unit else replace(place, unit=unknown)
    return read_piece(unknown, place)


def as_floor(place: Place, designations: Iterable[Designation]) -> Place:
    """5楼 of a compound is its building, and a floor where all that names the compound tells floors and no numbered
    buildings of it apart; whose floor it is stays open where blocks by letters have floors of their own."""
    if not place.compound or not place.building or place.unit or not place.building.endswith("号楼"):
        return place
    of_it = [each.place for each in designations if relation(each.place, replace(place, building=None)) in (
        Relation.COVERS, Relation.PART)]
    of_it = [each for each in of_it if each.compound]
    floors = any((each.unit or "").endswith("层") for each in of_it)
    if not floors or any(each.building and each.building[0].isdigit() for each in of_it):
        return place
    if any(each.building for each in of_it):
        return replace(place, building=None)
    return replace(place, building=None, unit=place.building.removesuffix("号楼") + "层")


# The floor that shops have to themselves where a list tells them apart.
GROUND, SHOPS = "1层", "底商"


def with_shops(place: Place, designations: Iterable[Designation]) -> Place:
    """The ground floor of a building, of which a list tells the shops apart, may be one of them: the building is told
    with its parts."""
    if place.unit != GROUND:
        return place
    whole = replace(place, unit=None)
    shops = any(each.place.unit == SHOPS and relation(each.place, whole) in (
        Relation.COVERS, Relation.PART) for each in designations)
    return whole if shops else place


class _Case:
    """One place at one instant against the designations that hold then. What no list may ever have named is compared
    by its name, too: no entry has it, or one may mean it."""

    def __init__(self, found: list[Designation], place: Place, at: datetime, hour: datetime | None, unknown: str):
        self.in_district = [each for each in found if each.place.district == place.district]
        place = with_shops(as_floor(place, self.in_district), self.in_district)
        self.place, self.at, self.hour, self.unknown = place, at, hour, unknown
        self.groups = grouped(self.in_district, with_unknown(place, unknown))

    def answer(self) -> ZoneAnswer:
        if not self.in_district:
            return self._say("district_not_listed")
        deciding = self._winner(self.groups[Relation.COVERS])
        parts = self._parts(deciding)
        # An entry that is told of as a part leaves no doubt by its other names.
        told = {part.text for part in parts}
        doubts = tuple(each for each in self._doubts(deciding) if each.text not in told)
        if parts:
            return self._say("parts", designation=deciding, parts=parts, undecided=doubts,
                             rest=deciding.kind if deciding and not doubts else None)
        if deciding is None and not doubts and not self._list_names_district():
            return self._say("district_not_listed")
        if doubts:
            return self._say("undecided", undecided=doubts)
        return self._decided(deciding)

    def _list_names_district(self) -> bool:
        return self.hour is None or any(each.source == "list" for each in self.in_district)

    def _decided(self, deciding: Designation | None) -> ZoneAnswer:
        by_rest = deciding is None or deciding.remainder
        if self.unknown and by_rest and self.place.width == "district":
            return self._say("place_unknown")
        listed_there = self._listed_there() if self.unknown and by_rest else ()
        if listed_there or deciding is None:
            rest = deciding.kind if deciding else None
            return self._say("not_named", designation=deciding, parts=listed_there, rest=rest)
        low = deciding.remainder and not strictness(deciding.kind)
        return self._say("low_by_remainder" if low else "listed", designation=deciding, kind=deciding.kind)

    def _listed_there(self) -> tuple[Designation, ...]:
        """What is designated in the community and in the street of an address that goes on with an unknown name."""
        levels = ("community", "street") if self.place.community else ("street",)
        inside = [grouped(self.in_district, self.place.up_to(level))[how]
                  for level in levels for how in (Relation.PART, Relation.MAYBE)]
        return tuple(dict.fromkeys(each for group in inside for each in group))

    def _parts(self, deciding: Designation | None) -> tuple[Designation, ...]:
        """The narrower designations inside the place that say otherwise than what decides the rest."""
        return tuple(each for each in self.groups[Relation.PART]
                     if deciding is None or (each.kind != deciding.kind and self._winner([each, deciding]) is each))

    def _doubts(self, deciding: Designation | None) -> tuple[Designation, ...]:
        doubts = self.groups[Relation.MAYBE]
        if self.unknown:
            # Only an entry by a like name, or one whose bounds are words, may mean a name that nobody knows.
            in_street = self.place.width != "district"
            doubts = [
                each for each in doubts
                if (each.place.compound and not self._by_another_name(each)) or (each.bounded_by_text and in_street)
            ]
        elif not self._by_name(deciding):
            doubts = doubts + self.groups[Relation.ALIAS]
        if deciding is None:
            return tuple(doubts)
        return tuple(each for each in doubts if strictness(each.kind) > strictness(deciding.kind))

    def _by_another_name(self, designation: Designation) -> bool:
        """Whether it names a compound unlike the name that nobody knows, and no community: 某某村 may be either."""
        there = replace(self.place.up_to("street"), compound=self.unknown)
        return not designation.place.community and relation(designation.place, there) is Relation.APART

    @staticmethod
    def _by_name(deciding: Designation | None) -> bool:
        # A list that gives the compound by this very name does not give it by an address as well.
        return deciding is not None and deciding.place.compound is not None

    def _time(self, designation: Designation) -> datetime:
        return self.hour if designation.source == "list" and self.hour else designation.valid_from

    def _winner(self, covering: list[Designation]) -> Designation | None:
        """The later wins, then the narrower, then the stricter. A remainder leaves out what is designated
        more strictly by name, so it never outweighs that, however late it is; nor does a kind that runs beside
        others."""
        covering = [each for each in covering if not runs_beside(each.kind)] or covering
        by_name = max((each for each in covering if not each.remainder), key=self._rank, default=None)
        remainder = max((each for each in covering if each.remainder), key=self._rank, default=None)
        if not by_name or not remainder:
            return by_name or remainder
        if strictness(by_name.kind) > strictness(remainder.kind):
            return by_name
        return remainder if self._time(remainder) > self._time(by_name) else by_name

    def _rank(self, designation: Designation) -> tuple:
        return (self._time(designation), LEVELS.index(designation.place.width or "district"),
                strictness(designation.kind))

    def _say(self, outcome: str, **more) -> ZoneAnswer:
        used = [more.get("designation"), *more.get("parts", ()), *more.get("undecided", ())]
        sample = any(each.sample for each in used if each) or (not any(used) and any(
            each.sample for each in self.in_district))
        return ZoneAnswer(outcome, self.place, self.at, as_of=self.hour, sample=sample, **more)
