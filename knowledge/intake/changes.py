"""What a text does to earlier ones: ends them, or says a clause anew. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.intake.words import pattern
from knowledge.notices.model import Notice
from knowledge.text.folding import fold

ENDED, AMENDED, STAYS = (pattern(f"<changes.{name}>") for name in ("ended", "amended", "stays"))
CITED = pattern(
    r"《[^》]{4,80}》(?:\([^()]{0,40}\))?"
    r"|[^,。;、《》\s]{0,24}?(?:<outline.text>)?<outline.number>(?:<outline.text>)?"
)
CLAUSE = pattern(
    r"第?(?P<n>[<outline.numeral>]{1,3}|\d{1,2})(?:条|项|款|部分)"
    r"(?:第?\(?(?P<m>[<outline.numeral>]{1,3}|\d{1,2})\)?(?:款|项))?"
)
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Told:
    """``notice``: the key of the earlier text, empty where none of ours is surely meant; ``clause``: one of it, empty
    for all."""

    start: int
    end: int
    how: str
    said: str
    notice: str
    clause: str


def changes(text: str, start: int, end: int, notices: Mapping[str, Notice]) -> Iterator[Told]:
    """What a sentence does to earlier texts."""
    cited = list(CITED.finditer(text, start, end))
    if not cited or (not ENDED.search(text, start, end) and not AMENDED.search(text, start, end)):
        return
    how = "ends" if ENDED.search(text, start, end) else "amends"
    for mark in cited:
        notice = meant(mark.group(), notices)
        for clause in list(CLAUSE.finditer(text, mark.end(), end)) or [None]:
            said = mark.group() + (clause[0] if clause else "")
            name = clause_of(notice, clause) if notice and clause else ""
            yield Told(mark.start(), end, how, said, notice.key if notice else "", name)


def meant(said: str, notices: Mapping[str, Notice]) -> Notice | None:
    """The one notice with this title or number; None where it is none or more than one."""
    bare = fold(re.sub(r"[《》\s]", "", said))
    titled = [one for one in notices.values() if len(bare) > 8 and (bare in fold(one.title) or fold(one.title) in bare)]
    if len(titled) == 1:
        return titled[0]
    numbers = set(DIGITS.findall(bare))
    numbered = [one for one in notices.values()
                if numbers and numbers <= set(DIGITS.findall(fold(one.title + one.short)))]
    return numbered[0] if len(numbered) == 1 else None


def clause_of(notice: Notice, clause: re.Match) -> str:
    """The clause by its number, 三 or 三(二); empty where it has no such."""
    name = clause["n"] + (f"({clause['m']})" if clause["m"] else "")
    return next((key for key in notice.clauses if fold(key) == name), "")
