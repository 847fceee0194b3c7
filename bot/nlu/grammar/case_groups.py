"""The numbers of cases that a message tells, each with its homes, those put right or denied left out. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.nlu.grammar.case_homes import home_before, homes_at
from bot.nlu.grammar.case_numbers import counts_later, counts_people
from bot.nlu.grammar.case_words import amount_of_word
from bot.nlu.grammar.sentence import NUMBERS, Sentence
from knowledge.rulebook.amount import Amount
from knowledge.text.amounts import read_amount
from knowledge.text.lexicon import pattern, values

KIN = values("cases.kin")
ONE, NONE_LEFT, SEVERAL = Amount(1, 1), Amount(0, 0), Amount(2, None)
SO_MANY = pattern("(?:例|个|人)?(?:那么|这么)多")
APIECE, HOUSEHOLDS = pattern("[一每][户家]各?$"), pattern("(?P<n>[<numerals.counting>\\d])[户家]")
# Between 一共 or 剩下 and the number that takes the place of those before.
SUMMED_UP = ("", "就", "是", "有", "是有", "只有", "就是")
# So much may stand between 夫妻 and 阳了.
KIN_REACH = 4
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """So many cases in these homes; part: they are among those told before; taken_back: they are none after all."""

    start: int
    end: int
    amount: Amount
    homes: tuple[str, ...] = ()
    part: bool = False
    taken_back: bool = False


def groups_of(said: Sentence) -> tuple[list[Group], list[Stretch]]:
    """The groups that are left, and where numbers stand that are denied."""
    found: list[Group] = []
    denied: list[Stretch] = []
    until = 0
    for index, kind in enumerate(said.kinds):
        word = said.words[index]
        if puts_right(said, index, found):
            found = []
        elif kind == "kin" and kin_is_sick(said, index):
            found.append(Group(word.start(), word.start() + 1, Amount(KIN[word.group()], KIN[word.group()])))
        elif kind in NUMBERS and counts_people(said, index) and (amount := amount_at(said, index)):
            if is_denied(said, index):
                denied.append(word.span())
                continue
            group = group_at(said, index, amount, until)
            found, until = with_group(said, index, found, group), group.end
    return found, denied


def sum_of(groups: list[Group]) -> Amount | None:
    """All of them; None where there is none."""
    total = None
    for group in groups:
        total = group.amount if total is None else total + group.amount
    return total


def puts_right(said: Sentence, index: int, found: list[Group]) -> bool:
    """Whether what follows takes the place of the numbers before: 不对，是两个, 其实就一例."""
    if said.kinds[index] == "correct":
        return counts_later(said, index)
    return said.kinds[index] == "restates" and bool(found) and restated(said, index)


def restated(said: Sentence, index: int) -> bool:
    """Whether a number of cases follows, and no home sets it apart."""
    later = range(index + 1, len(said.kinds))
    nearest = next((at for at in later if said.kinds[at] in (*NUMBERS, "home")), None)
    if nearest is None or said.kinds[nearest] == "home":
        return False
    return counts_people(said, nearest) and home_before(said, index) is None


def kin_is_sick(said: Sentence, index: int) -> bool:
    """夫妻都阳了; a number right behind says it itself (母女俩)."""
    gap = said.between(index, index + 1)
    return said.kind(index + 1) == "sick" and len(gap) <= KIN_REACH and not said.not_sick(index)


def amount_at(said: Sentence, index: int) -> Amount | None:
    """How many the number says; None where nobody can tell or it is none."""
    amount = ONE if said.kinds[index] == "lone" else amount_of_word(said.words[index])
    return None if amount == NONE_LEFT else amount


def is_denied(said: Sentence, index: int) -> bool:
    """Whether it is so many not: 没有那么多, 不是一个是两个."""
    if SO_MANY.match(said.text, said.words[index].end()):
        return True
    counted_again = any(kind in NUMBERS for kind in said.kinds[index + 1:])
    return said.denied(index) and (said.corrects or counted_again)


def group_at(said: Sentence, index: int, amount: Amount, until: int) -> Group:
    """The number with its homes; ``until``: where the group before ends."""
    homes, each = homes_at(said, index)
    times = Amount(len(homes), len(homes)) if each and homes else apiece(said, index)
    amount = Amount(amount.least * times.least, amount.most and times.most and amount.most * times.most)
    homes = tuple(home for home in homes if "单元" in home or home[-1] in "楼座")
    part = said.kind(index - 1) == "part" or "中的" in said.between(index - 1, index)
    return Group(*stretch(said, index, until), amount, homes, part, is_false(said, index))


def stretch(said: Sentence, index: int, until: int) -> Stretch:
    """The number with the words that say what it counts: 新增2例, 三个阳性."""
    start, end = said.words[index].span()
    told = said.kind(index - 1) in ("told", "sick") and re.fullmatch("[了着出来]*", said.between(index - 1, index))
    if told and said.words[index - 1].start() >= until:
        start = said.words[index - 1].start()
    return start, said.words[index + 1].end() if said.of_sick(index) else end


def apiece(said: Sentence, index: int) -> Amount:
    """So many times: 两个单元各有一例, 两户一户一个; once where nothing is said of each."""
    word, at = said.words[index], index - 1
    while said.kind(at) in ("each", "told", "sick"):
        at -= 1
    if "each" in said.kinds[max(at, 0):index] and said.kind(at) == "count" and said.words[at]["of_units"]:
        return amount_of_word(said.words[at]) or ONE
    if word.lastgroup == "count" and word["measure"] in ("个", "人", "例") and APIECE.search(said.before(index)):
        homes = HOUSEHOLDS.search(said.text)
        return (read_amount(homes["n"]) if homes else None) or SEVERAL
    return ONE


def is_false(said: Sentence, index: int) -> bool:
    """Whether it is said right behind that these are none: 一例复检转阴."""
    return said.kind(index + 1) == "false_alarm" and not re.search("[,，。;；]", said.between(index, index + 1))


def with_group(said: Sentence, index: int, found: list[Group], group: Group) -> list[Group]:
    """The groups so far and one more: it adds to them, sums them up, or repeats one."""
    summed = said.kind(index - 1) in ("total", "rest") and said.between(index - 1, index).strip() in SUMMED_UP
    if summed and found:
        return [group]
    if group.part or not found:
        return [*found, group]
    last = found[-1]
    if last.part and group.homes:  # 其中2例在1单元，1例在3单元
        return [*found, replace(group, part=True)]
    if says_exactly(last, group):
        return [*found[:-1], group]  # 三例不到，两例吧
    if found == [last] and not last.homes and last.amount == group.amount and group.homes:
        return [group] if len(group.homes) < 2 and group.amount.least > 1 else [replace(last, homes=group.homes)]
    return [*found, group]


def says_exactly(vague: Group, exact: Group) -> bool:
    """Whether the second says the number that the first left open."""
    if vague.homes or exact.homes or vague.amount.exact is not None or exact.amount.exact is None:
        return False
    number, most = exact.amount.least, vague.amount.most
    return vague.amount.least <= number and (most is None or number <= most)
