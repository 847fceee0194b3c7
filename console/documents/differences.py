"""Two texts by character, as people read what has changed. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from diff_match_patch import diff_match_patch

KINDS = {-1: "del", 0: "same", 1: "ins"}
# Beyond it the comparison would take seconds; the texts stand one after the other then.
LONGEST = 20_000
SENTENCE = re.compile(r"[^\n。；]*[\n。；]|[^\n。；]+$")
LEFT_OUT = "…"


def by_character(before: str | None, after: str | None) -> list[tuple[str, str]]:
    """Pieces of both in their order: ("del", what is gone), ("ins", what is new), ("same", what both have)."""
    before, after = before or "", after or ""
    if len(before) + len(after) > LONGEST:
        return [(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
    comparison = diff_match_patch()
    pieces = comparison.diff_main(before, after, False)
    comparison.diff_cleanupSemantic(pieces)
    return [(KINDS[kind], text) for kind, text in pieces]


def of_one_side(before: str | None, after: str | None) -> frozenset[tuple[str, str]]:
    """The sentences that only one of them has: ("del", one) and ("ins", one)."""
    old, new = (SENTENCE.findall(text or "") for text in (before, after))
    gone, come = (tuple(text.strip() for text in some if text not in other) for some, other in ((old, new), (new, old)))
    return frozenset((*(("del", text) for text in gone), *(("ins", text) for text in come)))


def changed_sentences(before: str | None, after: str | None) -> list[tuple[str, str]]:
    """The same of the sentences that differ; ("same", LEFT_OUT) stands for those that do not."""
    return list(pieces_of(SENTENCE.findall(before or ""), SENTENCE.findall(after or "")))


def pieces_of(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for same, first, last, begin, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if same == "equal":
            yield "same", LEFT_OUT + ("\n" if old[last - 1].endswith("\n") else "")
        else:
            yield from by_character("".join(old[first:last]), "".join(new[begin:end]))
