"""The words by which a text opens or closes, and what they mean for each kind of venue. Pure."""
from __future__ import annotations

from collections.abc import Iterator

from knowledge.intake.words import lists, pattern

OPEN, CLOSED, TAKEAWAY, NONE, RARELY, ONLINE, LOOP = (
    "open", "closed", "takeaway", "none", "none_in_principle", "online", "closed_loop"
)
# Kinds of which the same word means another verdict: where people eat, what is held, who is taught, who lives there.
EATEN, HELD, TAUGHT, CARED = (lists().entries[f"verdicts.{name}"] for name in ("eaten", "held", "taught", "cared"))
# In this order the first that stands at a place counts.
CUES = tuple((word, pattern(f"<verdicts.{name}>")) for word, name in (
    (None, "no_verdict"), (TAKEAWAY, "not_eaten_in"), (OPEN, "eaten_in"), (RARELY, "none_in_principle"),
    (ONLINE, "online"), (LOOP, "closed_loop"), (CLOSED, "closed"), (OPEN, "opens"),
))


def cues_of(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Verdicts that are told, from left to right; an opening word behind a closing one belongs to it (暂停营业)."""
    taken: list[tuple[int, int, str | None]] = []
    for word, cue in CUES:
        for match in cue.finditer(text, start, end):
            if all(match.end() <= first or last <= match.start() for first, last, _ in taken):
                taken.append((*match.span(), word))
    taken.sort()
    closing = [first for first, _, word in taken if word not in (OPEN, None)]
    return [
        (first, last, word) for first, last, word in taken
        if word and not (word == OPEN and any(before < first for before in closing))
        and not (word == CLOSED and text[first - 1:first] == "不")
    ]


def by_kind(word: str, keys: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Gatherings are not held, schools teach from afar, homes close their doors: the same word, another verdict."""
    other = list(keys)
    if word in (CLOSED, RARELY):
        held = [key for key in keys if key in HELD]
        other = [key for key in keys if key not in HELD]
        if held:
            yield (NONE if word == CLOSED else RARELY), held
        word = CLOSED
    if word == ONLINE:
        other = [key for key in keys if key in TAUGHT]
    if word == LOOP:
        other = [key for key in keys if key in CARED]
    if word == TAKEAWAY:
        other = [key for key in keys if key in EATEN]
    if other:
        yield word, other
