"""All homes that a message says to have cases, with how many or without (1单元和2单元都有阳性). Pure."""
from __future__ import annotations

from bot.nlu.grammar.case_groups import Group, sum_of
from bot.nlu.grammar.case_homes import LIVES, chain_end, chain_from, is_askers
from bot.nlu.grammar.case_numbers import counts_people
from bot.nlu.grammar.sentence import Sentence
from knowledge.text.lexicon import pattern

FOUND_AT = pattern("(?:[里又也都各刚还楼]|今天|昨天|今儿|昨儿|已经|刚刚|\\s)*")
LED_BY_ALL = pattern("[都全](?:是|在|住在?|搁)$")
LIE_IN = pattern(rf"(?:的?人?们?)?[,，\s]?{LIVES.pattern}")


def all_homes(said: Sentence, whole: list[Group], parts: list[Group]) -> tuple[tuple[str, ...], bool]:
    """All homes that have cases, and whether none can be missing."""
    some, all_there = homes_with_some(said)
    homes = dict.fromkeys([home for group in (*whole, *parts) for home in group.homes] + some)
    located = all_there or all(group.homes for group in whole)
    counted = sum_of(parts)
    covers = located or bool(whole and counted and counted.least == sum_of(whole).least)
    return tuple(homes), covers and bool(homes)


def homes_with_some(said: Sentence) -> tuple[list[str], bool]:
    """Homes that are said to have cases, without how many, and whether it is said of all cases (阳性在1单元)."""
    found: list[str] = []
    all_there = False
    for index, kind in enumerate(said.kinds):
        if kind != "home" or is_askers(said, index) or counts_something_else(said, index - 1):
            continue
        of_all = lies_at(said, index) or all_are_at(said, index)
        if of_all or has_some(said, chain_end(said, index)):
            found += chain_from(said, index)
            all_there = all_there or of_all
    return found, all_there


def counts_something_else(said: Sentence, index: int) -> bool:
    """Whether the word is a number that counts no cases."""
    return said.kind(index) == "count" and not counts_people(said, index)


def has_some(said: Sentence, last: int) -> bool:
    """Whether 有 or 阳了 stands right behind the home at ``last``, and is not denied."""
    gap = said.between(last, last + 1)
    told = said.kind(last + 1) in ("told", "sick") and FOUND_AT.fullmatch(gap)
    return bool(told) and "没" not in gap and not said.not_sick(last + 1)


def all_are_at(said: Sentence, index: int) -> bool:
    """Whether 都在 stands right before the home."""
    return bool(LED_BY_ALL.search(said.before(index)))


def lies_at(said: Sentence, index: int) -> bool:
    """阳性在1单元, 两个阳性，分别住在7号楼和8号楼: the home stands behind the sick."""
    before = index - 1
    while said.kind(before) == "each":
        before -= 1
    if said.kind(before) not in ("sick", "count", "total") or said.kind(before - 1) == "part":
        return False
    gap = said.between(before, index)
    return bool(gap.strip(",， ") and LIE_IN.fullmatch(gap))
