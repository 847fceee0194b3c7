"""Opening hours in the words of a reply, out of their notation (hours.py). Pure."""
from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.sites.hours import DAYS

DAY = re.compile("|".join(DAYS))
MARK = {"-": "hours_to", ",": "hours_and", ";": "hours_then"}
BLANKS = re.compile(r"\s*([-,;])\s*|(?<=[a-z])\s+")
# A dash between days is said as a word, one between hours stays.
MARKS = re.compile(r"(?<=[a-z])-|,|;")


def hours_in_words(hours: str, word: Callable[[str], str]) -> str:
    """The hours with ``word(name)`` for each sign: a day (Mon), hours_to, hours_and, hours_then, all_day."""
    marked = MARKS.sub(lambda mark: word(MARK[mark.group()]), BLANKS.sub(r"\1", hours))
    named = DAY.sub(lambda day: word(day.group()), marked)
    return named.replace("24h", word("all_day"))
