"""Digits that belong together although something stands between them: (138)-0013/8000, 1 3 8 0…, 138📱0013杠8000. Pure.

A run is cut where a date or a time stands, since these are no part of a longer number.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

# What people put between the groups of one number. Never letters, and of words only those that name a separator.
GAP = r"(?:[\W_]{1,4}|横?杠|横线|斜杠|下划线|空格)"
_RUN = re.compile(rf"[0-9]+(?:{GAP}[0-9]+)*")
_GROUP = re.compile("[0-9]+")
# What separates the members of a list or the clauses of a sentence.
_ENDS = re.compile(r"[,、;。!?…\n]")
_YEAR, _MONTH, _DAY = "(?:19|20)[0-9]{2}", "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_CLOCK = "(?:[01]?[0-9]|2[0-4])"
MOMENT = re.compile(
    rf"(?<![0-9])(?:{_YEAR}([-/.年 ]){_MONTH}(?:\1|月){_DAY}|{_DAY}([-/.]){_MONTH}\2{_YEAR}"
    # Eight digits in a row are a date where no other digits come before them: 0371-20221107 is a telephone.
    rf"|(?<![0-9][\W_])(?<![0-9][\W_][\W_])20[0-9]{{2}}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])(?:{_CLOCK}[0-5]"
    rf"[0-9](?:[0-5][0-9])?)?"
    rf"|{_CLOCK}:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)(?![0-9])"
)


@dataclass(frozen=True)
class Group:
    """Digits next to each other, from ``start`` to ``end`` of the text, and what stood before them in the run."""

    digits: str
    start: int
    end: int
    gap: str

    @property
    def apart(self) -> bool:
        """A comma or the end of a clause stands before it, so that it may be a number of its own."""
        return bool(_ENDS.search(self.gap))


def find_runs(digits: str) -> Iterator[list[Group]]:
    """The runs of a text whose spelt digits are 0-9, single digits joined, moments of time still in them."""
    for run in _RUN.finditer(digits):
        found = list(_GROUP.finditer(digits, run.start(), run.end()))
        ends = [run.start(), *(each.end() for each in found)]
        yield _joined([
            Group(each[0], each.start(), each.end(), digits[end:each.start()])
            for each, end in zip(found, ends, strict=False)
        ])


def without_moments(digits: str, run: list[Group]) -> list[list[Group]]:
    """The parts of a run between dates and times."""
    taken = {place for found in MOMENT.finditer(digits, run[0].start, run[-1].end) for place in range(*found.span())}
    return outside(run, taken)


def outside(groups: list[Group], taken: set[int]) -> list[list[Group]]:
    """The stretches of groups of which no letter stands on a taken place."""
    stretches = groupby(groups, key=lambda group: taken.isdisjoint(range(group.start, group.end)))
    return [list(stretch) for is_free, stretch in stretches if is_free]


def _joined(groups: list[Group]) -> list[Group]:
    """1-3-8-0-0-… is one group: seven or more single digits with the same between them."""
    joined: list[Group] = []
    at = 0
    while at < len(groups):
        end = at + 1
        while (
            end < len(groups) and len(groups[at].digits) == len(groups[end].digits) == 1
            and groups[end].gap == groups[min(at + 1, end)].gap
        ):
            end += 1
        if end - at >= 7:
            part = groups[at:end]
            joined.append(Group("".join(each.digits for each in part), part[0].start, part[-1].end, part[0].gap))
        else:
            end = at + 1
            joined.append(groups[at])
        at = end
    return joined
