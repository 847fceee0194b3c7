"""Which zone a place is in at an instant, out of designations and the hours of the lists. Pure.

Anything that could be stricter than the answer and cannot be ruled out makes the answer undecided.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from knowledge.places.compare import Relation
from knowledge.places.model import LEVELS, Place
from knowledge.releases.zone_kinds import strictness
from knowledge.zones.model import Designation, ZoneAnswer
from knowledge.zones.relate import relate


def decide(designations: Iterable[Designation], lists: Sequence[datetime], place: Place, at: datetime,
           max_age: timedelta, known: bool = True) -> ZoneAnswer:
    """The answer for ``place`` at the aware instant ``at``.

    designations: all that may concern the district (those that do not hold at ``at`` are ignored); lists: the
    hours of the loaded lists, in order; known=False: the place has a narrower name that is not in the gazetteer.
    """
    at_that_time = [each for each in designations if each.holds_at(at)]
    hour, fresh = _list_in_use(lists, at, max_age)
    if not place.district:
        return ZoneAnswer("place_unknown", place, at, as_of=hour)
    answer = _Case(at_that_time, place, at, hour, known).answer()
    if fresh:
        return answer
    last_known = answer.kind if hour else None
    return _without_list(at_that_time, place, at, hour, known) or ZoneAnswer(
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


def _without_list(found, place, at, hour, known) -> ZoneAnswer | None:
    """What tables alone say without doubt: a stricter zone holds, whatever a list of that hour would have said."""
    tables = [each for each in found if each.source == "table" and not each.remainder]
    answer = _Case(tables, place, at, None, known).answer()
    return answer if answer.outcome == "listed" and strictness(answer.kind) else None


class _Case:
    """One place at one instant against the designations that hold then."""

    def __init__(self, found: list[Designation], place: Place, at: datetime, hour: datetime | None, known: bool):
        self.place, self.at, self.hour, self.known = place, at, hour, known
        self.in_district = [each for each in found if each.place.district == place.district]
        self.groups = {relation: [] for relation in Relation}
        for each in self.in_district:
            self.groups[self._relation(each)].append(each)

    def _relation(self, designation: Designation) -> Relation:
        relation = relate(designation, self.place)
        # With an unknown narrower name, what lies inside the named levels may be the very place.
        return Relation.MAYBE if relation is Relation.PART and not self.known else relation

    def answer(self) -> ZoneAnswer:
        if not self.in_district:
            return self._say("district_not_listed")
        deciding = self._winner(self.groups[Relation.COVERS])
        parts = self._parts(deciding)
        doubts = self._doubts(deciding)
        if parts:
            return self._say("parts", designation=deciding, parts=parts, undecided=doubts,
                             rest=deciding.kind if deciding and not doubts else None)
        if deciding is None and not doubts and not self._list_names_district():
            return self._say("district_not_listed")
        if doubts or deciding is None:
            return self._say("undecided" if self.known else "place_unknown", undecided=doubts)
        return self._decided(deciding)

    def _list_names_district(self) -> bool:
        return self.hour is None or any(each.source == "list" for each in self.in_district)

    def _decided(self, deciding: Designation) -> ZoneAnswer:
        if not self.known and self.place.width == "district" and not strictness(deciding.kind):
            return self._say("place_unknown")
        low = deciding.remainder and not strictness(deciding.kind)
        return self._say("low_by_remainder" if low else "listed", designation=deciding, kind=deciding.kind)

    def _parts(self, deciding: Designation | None) -> tuple[Designation, ...]:
        """The narrower designations inside the place that say otherwise than what decides the rest."""
        return tuple(each for each in self.groups[Relation.PART]
                     if deciding is None or (each.kind != deciding.kind and self._winner([each, deciding]) is each))

    def _doubts(self, deciding: Designation | None) -> tuple[Designation, ...]:
        doubts = self.groups[Relation.MAYBE] + ([] if self._by_name(deciding) else self.groups[Relation.ALIAS])
        if deciding is None:
            return tuple(doubts)
        return tuple(each for each in doubts if strictness(each.kind) > strictness(deciding.kind))

    @staticmethod
    def _by_name(deciding: Designation | None) -> bool:
        # A list that gives the compound by this very name does not give it by an address as well.
        return deciding is not None and deciding.place.compound is not None

    def _time(self, designation: Designation) -> datetime:
        return self.hour if designation.source == "list" and self.hour else designation.valid_from

    def _winner(self, covering: list[Designation]) -> Designation | None:
        """The later wins, then the narrower, then the stricter. A remainder leaves out what is designated
        more strictly by name, so it never outweighs that, however late it is."""
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


