"""What a text says of another text's words: which are said no longer, and that they are of another. Pure."""
from __future__ import annotations

import re

from knowledge.intake.model import Sentence
from knowledge.intake.words import pattern

DELETED = pattern(r"<changes.deleted>第[^,。;()]{1,12}(?P<old>\([^()]{2,80}\))")
OLD_QUOTE = re.compile(r"[“\"「][^”\"」]{2,80}[”\"」](?=,?\s*(?:修改|调整|变更|更改|改)为)")
# 由50%调整为75%: what was is said no longer.
OLD_FIGURE = pattern(r"[由从][^,。;:]{1,16}?(?=(?:<changes.amended>))")
# 第五条关于人数不超过50%的规定: what it said.
OLD_RULE = pattern(
    r"(?<=中)[“\"「][^”\"」]{2,80}[”\"」]的(?:内容|要求|规定|表述)"
    r"|第[<outline.numeral>\d]{1,3}[条款项]中?关于[^,。;]{2,60}?的(?:规定|要求)"
)
# 将第二条第一款..., 第一条中...: words of a clause that does not stand here.
OF_CLAUSE = pattern(
    r"(?<!^)(?:原|第)[^,。;]{0,4}?[<outline.numeral>\d]{1,3}[条款项](?:第|中|规定|“)"
    r"|^\s*\S{0,3}\s*第[<outline.numeral>\d]{1,3}[条款项]中"
)


def without_old(text: str, one: Sentence) -> str:
    """The text, blank where the sentence quotes what is said no longer: 「A」改为「B」."""
    for first, last in old_spans(text, one):
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def old_spans(text: str, one: Sentence) -> list[tuple[int, int]]:
    """Where the sentence quotes what is said no longer."""
    return [*(old.span() for old in OLD_QUOTE.finditer(text, one.start, one.end)),
            *(old.span() for pieces in (OLD_FIGURE, OLD_RULE) for old in pieces.finditer(text, one.start, one.end)),
            *(old.span("old") for old in DELETED.finditer(text, one.start, one.end))]


def is_of_a_clause(text: str, one: Sentence) -> bool:
    """Whether it says anew what another text's clause says: for the zones of that, which nobody here knows."""
    return bool(OF_CLAUSE.search(text[one.start:one.end]))
