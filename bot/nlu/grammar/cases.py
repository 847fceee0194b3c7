"""Cases as groups: how many at least and at most, where, and which of them are left when all is said. Pure."""
from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.nlu.grammar.case_groups import NONE_LEFT, Group, Stretch, groups_of, sum_of
from bot.nlu.grammar.case_units import Units, units_of
from bot.nlu.grammar.cases_gone import fewer_in, where_added, where_fewer
from bot.nlu.grammar.homes_told import all_homes
from bot.nlu.grammar.sentence import Sentence
from knowledge.rulebook.amount import Amount


@dataclass(frozen=True)
class Counted:
    """What one message counts: ``cases`` and ``units`` (None where it says neither), the ``homes`` with cases, how many
    of the cases known are none after all (``fewer``; all of them where it is none left), and the stretches that say so;
    ``adds_span``: the word that tells that they come to those known."""

    cases: Amount | None = None
    units: Units | None = None
    homes: tuple[str, ...] = ()
    fewer: Amount | None = None
    fewer_span: Stretch = (0, 0)
    adds_span: Stretch | None = None
    case_spans: list[Stretch] = field(default_factory=list)


def count_cases(text: str, counting: bool = False) -> Counted:
    """What a normalised message counts. counting: the talk is about cases, so that a bare number counts them."""
    said = Sentence(text, counting)
    groups, denied = groups_of(said)
    whole = without_a_sum([group for group in groups if not group.part])
    parts = [group for group in groups if group.part]
    fewer, stretches = fewer_in(said, groups), [*((group.start, group.end) for group in groups), *denied]
    cases, fewer_left = what_is_left(sum_of(whole or parts), fewer, groups)
    if cases is None:
        stretches = []
    homes, covers = all_homes(said, whole, parts)
    return Counted(
        cases, units_of(said, homes, covers, cases is not None), homes, fewer_left,
        (0, 0) if fewer is None else where_fewer(said), where_added(said, groups[0]) if groups else None, stretches,
    )


def without_a_sum(groups: list[Group]) -> list[Group]:
    """2人，1单元1人，4单元1人: the first is the sum of the others, which only say where."""
    first, rest = groups[:1], groups[1:]
    if len(rest) > 1 and not first[0].homes and sum_of(rest).least == first[0].amount.least:
        return [replace(first[0], homes=tuple(home for group in rest for home in group.homes))]
    return groups


def what_is_left(
    cases: Amount | None, fewer: Amount | None, groups: list[Group]
) -> tuple[Amount | None, Amount | None]:
    """The cases of the message and those that it takes off the ones told before. Those taken back are none of its own
    where it tells others; where it tells no others they were told before."""
    false = [group for group in groups if group.taken_back]
    taken = sum_of(false)
    if cases and taken and taken.least and (cases.least > taken.least or len(groups) > len(false)):
        return cases.without(taken.least), None
    if cases and fewer is not None and not false:
        return NONE_LEFT if fewer == NONE_LEFT else cases.without(fewer.least), None
    return None if false else cases, fewer
