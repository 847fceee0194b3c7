"""One message as the words that count cases, and what stands between them. Pure."""
from __future__ import annotations

import re

from bot.nlu.grammar.case_words import words_of
from knowledge.text.lexicon import pattern

# What counts: 三个, and 例 where 有例阳性 means one.
NUMBERS = ("count", "lone")
# What may stand between a number and what it is said of.
OF_SICK = pattern("(?:的|新冠|人|们|个|[都也全又就刚均]|已经|今天|昨天|上午|是|给|被|新增|好像|\\s)*")
NOT_SICK = pattern(
    "(?:的|<cases.sick>|[全就人们]|密接)*(?:[都也](?:没|未|木)|(?:没|未|木)(?:有?[阳羊染确]|有?(?:$|[<clauses.end>嘞的])))"
)
DENIED = pattern("(?:不是|并非|哪是|哪有|没有|没到|不是[^<clauses.end>]{1,8}的)$")
JOINED = re.compile(r"[、，,和跟与及\s]{0,2}")
ENDS = ",，。 ;；!！?？…"


class Sentence:
    """A normalised message; ``words`` and the ``kinds`` of them are in order of appearance. ``counting``: the talk is
    about cases, so that a bare number counts them."""

    def __init__(self, text: str, counting: bool = False) -> None:
        self.text, self.counting = text, counting
        self.words = words_of(text)
        self.kinds = [word.lastgroup for word in self.words]
        self.corrects = any(
            word.lastgroup == "correct" or (word.lastgroup == "restates" and word.group() != "就") for word in self.words
        )

    def kind(self, index: int) -> str | None:
        """What the word is; None where there is none."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else None

    def between(self, one: int, other: int) -> str:
        """The text between two words; a comma where one is missing."""
        if not (0 <= one < len(self.words) and 0 <= other < len(self.words)):
            return ","
        return self.text[self.words[one].end():self.words[other].start()]

    def before(self, index: int) -> str:
        """The text before a word."""
        return self.text[:self.words[index].start()]

    def clause_before(self, index: int) -> str:
        """The text before a word in its own clause."""
        before = self.before(index)
        return before[max(before.rfind(end) for end in ENDS) + 1:]

    def denied(self, index: int) -> bool:
        """Whether 不是 or 没有 stands right before a word."""
        return bool(DENIED.search(self.before(index)))

    def not_sick(self, index: int) -> bool:
        """Whether those that a word names are said behind it to be well: 三个人都没阳."""
        return bool(NOT_SICK.match(self.text, self.words[index].end()))

    def of_sick(self, index: int) -> bool:
        """Whether what tells the disease stands right behind a word: 三个人都阳了."""
        return self.kind(index + 1) == "sick" and bool(OF_SICK.fullmatch(self.between(index, index + 1)))

    def joined(self, index: int) -> bool:
        """Whether a word and the next are of one kind and one list: 1单元和2单元."""
        return self.kind(index) == self.kind(index + 1) and bool(JOINED.fullmatch(self.between(index, index + 1)))
