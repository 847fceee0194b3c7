"""What a message takes off the cases known, or adds to them: 孩子是假阳, 都是误报, 又多了两个. Pure."""
from __future__ import annotations

import re

from bot.nlu.grammar.case_groups import NONE_LEFT, ONE, Group, Stretch, sum_of
from bot.nlu.grammar.case_words import amount_of_word
from bot.nlu.grammar.phrases import first
from bot.nlu.grammar.sentence import Sentence
from knowledge.rulebook.amount import Amount


def fewer_in(said: Sentence, groups: list[Group]) -> Amount | None:
    """How many of those told before are none: 有两个是误报; all of them: 都是误报, 没有病例了. None where it tells none."""
    if "all_gone" in said.kinds:
        return NONE_LEFT
    if "false_alarm" not in said.kinds:
        return None
    at, false = said.kinds.index("false_alarm"), [group for group in groups if group.taken_back]
    if not false and groups and said.words[at].start() < groups[-1].start:
        return None
    if re.search("[都全]是?$", said.before(at)):
        return NONE_LEFT
    return sum_of(false) or number_before(said, at) or ONE


def number_before(said: Sentence, at: int) -> Amount | None:
    """The nearest number of people before a word, in its clause."""
    for index in range(at - 1, -1, -1):
        counts = said.kinds[index] == "count" and said.words[index]["measure"]
        if counts and not re.search("[,，。]", said.between(index, at)):
            return amount_of_word(said.words[index])
    return None


def where_fewer(said: Sentence) -> Stretch:
    """The word that says so."""
    return next(word for word in said.words if word.lastgroup in ("all_gone", "false_alarm")).span()


def where_added(said: Sentence, group: Group) -> Stretch | None:
    """Where 又 and 还有 say that the first number comes to those known: 又多了两个, 还有一例; not where it takes the
    place of one that is denied (又听说不是一个是两个)."""
    before = [index for index, word in enumerate(said.words) if word.end() <= group.start]
    if any(said.kinds[index] == "count" and said.denied(index) for index in before):
        return None
    clause = max(said.text.rfind(end, 0, group.start) for end in ",，。;；!！?？") + 1
    found = first("adds", said.text[:group.end], clause)
    return (found[0], max(found[0] + 1, min(found[1], group.start))) if found else None
