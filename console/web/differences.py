"""Two texts by character, as people read what has changed. Pure."""
from __future__ import annotations

from diff_match_patch import diff_match_patch

KINDS = {-1: "del", 0: "same", 1: "ins"}
# Beyond it the comparison would take seconds; the texts stand one after the other then.
LONGEST = 20_000


def by_character(before: str | None, after: str | None) -> list[tuple[str, str]]:
    """Pieces of both in their order: ("del", what is gone), ("ins", what is new), ("same", what both have)."""
    before, after = before or "", after or ""
    if len(before) + len(after) > LONGEST:
        return [(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
    comparison = diff_match_patch()
    pieces = comparison.diff_main(before, after, False)
    comparison.diff_cleanupSemantic(pieces)
    return [(KINDS[kind], text) for kind, text in pieces]
