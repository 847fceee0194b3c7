"""The homes that a number of cases is said of: 4号楼1单元一个, 一个在一单元, 1、2、3单元各1例. Pure."""
from __future__ import annotations

import re

from bot.nlu.grammar.case_words import homes_of
from bot.nlu.grammar.sentence import Sentence
from knowledge.text.lexicon import pattern

# Between a home and its number, and between a number and its home.
AT_HOME = pattern("(?:[有又也都里各刚是的出那]|今天|昨天|已经|刚刚|分别|[:：\\s])*")
LIVES = pattern(
    "(?:<cases.measure>?(?:阳性|阳的|病例|感染者|的)?(?:[是都全也就均同]|分别|集中|分散|涉及|住|位于)*(?:[在搁住]|涉及|是)?的?|[在搁是住])"
)
HAS = pattern("<cases.each>|<cases.told>|<cases.sick>|了")
ASKER = pattern("<people.we>(?:家|就)?(?:是|住在?|在|的是)?$")
OWN = "我俺咱本自"
# So many words may stand between.
FARTHEST = 3


def homes_at(said: Sentence, index: int) -> tuple[tuple[str, ...], bool]:
    """The homes of the number at ``index``, and whether each has so many."""
    before = home_before(said, index)
    if before is not None:
        return chain_up_to(said, before), has_each(said, before, index)
    after = index + (2 if said.kind(index + 1) == "sick" else 1)
    if said.kind(after) == "home" and LIVES.fullmatch(said.between(index, after)):
        return chain_from(said, after), False
    return (), False


def home_before(said: Sentence, index: int) -> int | None:
    """The home that stands right before the number at ``index``, with no more between than 也有, 各 or 那."""
    at = index - 1
    while at >= 0 and said.kinds[at] in ("each", "told", "sick") and index - at <= FARTHEST:
        at -= 1
    if said.kind(at) not in ("home", "place") or said.text[said.words[at].end() - 1] == "号":
        return None
    if said.kinds[at] == "place" and "each" not in said.kinds[at:index]:
        return None
    gap = HAS.sub("", said.between(at, index))
    told_of_it = AT_HOME.fullmatch(gap) and not is_askers(said, at)
    return at if told_of_it or (is_own_unit(said, at) and not gap.strip()) else None


def is_askers(said: Sentence, at: int) -> bool:
    """Whether a home is where the writer lives: 我住3单元."""
    return bool(ASKER.search(said.before(at)))


def is_own_unit(said: Sentence, at: int) -> bool:
    """俺单元一个: the asker's own unit is named by 俺."""
    home = said.words[at].group()
    return "单元" in home and home[0] in OWN


def has_each(said: Sentence, home: int, index: int) -> bool:
    """Whether each of the homes before a number has so many."""
    return "each" in said.kinds[home:index] or bool(re.search("[各都]", said.between(home, index)))


def chain_up_to(said: Sentence, at: int) -> tuple[str, ...]:
    """Homes that are named one after the other, up to the word at ``at``."""
    first = at
    while first and said.joined(first - 1):
        first -= 1
    return tuple(home for word in range(first, at + 1) for home in named_at(said, word))


def chain_from(said: Sentence, at: int) -> tuple[str, ...]:
    """The same from the word at ``at`` on."""
    return tuple(home for word in range(at, chain_end(said, at) + 1) for home in homes_of(said.words[word]))


def chain_end(said: Sentence, at: int) -> int:
    """The last word of the homes that are named one after the other from ``at`` on."""
    while said.joined(at):
        at += 1
    return at


def named_at(said: Sentence, at: int) -> list[str]:
    """The homes of a word; a floor is one that only tells how many have so many each."""
    return homes_of(said.words[at]) if said.kinds[at] == "home" else [f"{said.words[at].group()}层"]
