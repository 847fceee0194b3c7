"""In how many units the cases of a message are, by what says it most plainly. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.grammar.case_groups import NONE_LEFT, ONE, SEVERAL, Stretch, kin_is_sick
from bot.nlu.grammar.case_words import amount_of_word, homes_of
from bot.nlu.grammar.homes_told import LED_BY_ALL
from bot.nlu.grammar.phrases import begins
from bot.nlu.grammar.sentence import Sentence
from knowledge.rulebook.amount import Amount
from knowledge.text.lexicon import words

COUNTED_ALONE = words("numerals.counted_alone")


@dataclass(frozen=True)
class Units:
    """So many units, and where that is said; at_home: by a home alone, which tells the one unit."""

    amount: Amount
    spans: list[Stretch]
    at_home: bool = False


def units_of(said: Sentence, homes: tuple[str, ...], covers: bool, counted: bool) -> Units | None:
    """None where the message says nothing of it. homes: those with cases, ``covers`` whether none can be missing,
    ``counted`` whether cases are."""
    return (
        counted_units(said) or said_apart(said, homes) or said_as_one(said)
        or (one_home(said, homes[0]) if homes and "单元" in homes[0] and (covers or not counted) else None)
    )


def counted_units(said: Sentence) -> Units | None:
    """三个单元."""
    found = [(word.span(), amount) for index, word in enumerate(said.words)
             if (amount := units_said(word)) and not said.denied(index)]
    most = max((amount for _, amount in found), key=lambda amount: amount.least, default=None)
    return most and Units(most, [span for span, _ in found])


def units_said(word: re.Match) -> Amount | None:
    """How many units a word counts: 三个单元, 两单元, but 2单元 names one; None where it counts none."""
    if word.lastgroup != "count" or not word["of_units"]:
        return None
    several = len(word["n"]) > 1 and not word["n"].isdigit()
    counted = word["measure"] or word["n"] in COUNTED_ALONE or several
    amount = amount_of_word(word) if counted else None
    return None if amount == NONE_LEFT else amount


def said_apart(said: Sentence, homes: tuple[str, ...]) -> Units | None:
    """不同单元, or more homes than one."""
    apart = [word.span() for word in said.words if word.lastgroup == "apart"]
    if apart:
        return Units(SEVERAL, apart)
    return Units(Amount(len(homes), len(homes)), spans_of(said, homes)) if len(homes) > 1 else None


def said_as_one(said: Sentence) -> Units | None:
    """同一个单元, or 两口子: the first letter says how many, the others that they live together."""
    one = [word.span() for index, word in enumerate(said.words) if word.lastgroup == "one" and not said.denied(index)]
    kin = [(word.start() + 1, word.end()) for index, word in enumerate(said.words)
           if word.lastgroup == "kin" and kin_is_sick(said, index)]
    return Units(ONE, one or kin) if one or kin else None


def one_home(said: Sentence, home: str) -> Units:
    """The one home that has all of them."""
    all_in, start, end = named_in(said, (home,))[0]
    return Units(ONE, [(start, end)], not (all_in or begins("neighbour", said.text, start) is not None))


def spans_of(said: Sentence, homes: tuple[str, ...]) -> list[Stretch]:
    """Where these homes are named."""
    return [(start, end) for _, start, end in named_in(said, homes)]


def named_in(said: Sentence, homes: tuple[str, ...]) -> list[tuple[bool, int, int]]:
    """Whether all cases are said to be in it, start and end of each of these homes. 都在2单元 says it: that home first."""
    named = [index for index, word in enumerate(said.words)
             if word.lastgroup == "home" and set(homes_of(word)) & set(homes)]
    led = [(LED_BY_ALL.search(said.before(index)), said.words[index]) for index in named]
    found = [(bool(all_in), all_in.start() if all_in else word.start(), word.end()) for all_in, word in led]
    return sorted(found, key=lambda home: not home[0])
