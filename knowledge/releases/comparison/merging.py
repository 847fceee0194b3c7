"""Two people's changes of one document brought together, where they touch different keys. Pure."""
from __future__ import annotations

from diff_match_patch import diff_match_patch

from knowledge.releases.comparison.keys import leaves_of, moved_keys


def together(base: str | None, theirs: str | None, ours: str | None) -> str | None:
    """The text with what both made of ``base``. None where a key is changed by both, where the document itself comes or
    goes, or where the lines do not fit: that is for people."""
    if base is None or theirs is None or ours is None:
        return None
    if any(moved.clash for moved in moved_keys(base, theirs, ours)):
        return None
    patching = diff_match_patch()
    # What is near the place and not the place itself is another line.
    patching.Match_Threshold, patching.Patch_DeleteThreshold = 0.2, 0.0
    merged, fits = patching.patch_apply(patching.patch_make(base, ours), theirs)
    return merged if all(fits) and leaves_of(merged) == expected(base, theirs, ours) else None


def expected(base: str, theirs: str, ours: str) -> dict[str, str]:
    """What has to stand at each key: theirs, save what we changed or took out."""
    was, has, mine = leaves_of(base), leaves_of(theirs), leaves_of(ours)
    changed = {key for key in {**was, **mine} if was.get(key) != mine.get(key)}
    return {
        key: mine[key] if key in changed else has[key]
        for key in {**has, **mine} if (key in mine if key in changed else key in has)
    }
