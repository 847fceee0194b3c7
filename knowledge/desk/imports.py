"""What a folder changes: it is compared with the release that it was made from, so that what others have published
since is not taken back."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.desk.draft import Draft, StepRefused
from knowledge.desk.drafts import Edit
from knowledge.desk.publications import history
from knowledge.desk.texts import manifest_in
from knowledge.releases.documents import Manifest, manifest_of


def compared_with(session: Session, wanted: Manifest, origin: str, at: datetime) -> tuple[str, dict[str, str]]:
    """The release that a folder comes from: ``origin`` where it is one that was published, else the one that it differs
    from in the fewest documents, of several the newest. With its manifest."""
    past = list(dict.fromkeys(one.release for one in reversed(history(session)) if one.effective_at <= at))
    if not past:
        raise StepRefused("The store has no content yet.")
    found = {release: manifest_in(session, release) for release in ([origin] if origin in past else past)}
    release = min(found, key=lambda one: len(differing(found[one], wanted)))
    return release, found[release]


def differing(one: Manifest, other: Manifest) -> set[str]:
    """The paths of documents that two manifests do not share."""
    return {path for path, _ in one.items() ^ other.items()}


def edits_of(texts: Mapping[str, str], base: Manifest, draft: Draft, wrote: Mapping[str, str], by: str) -> list[Edit]:
    """The edits that bring a draft to what a folder says; ``wrote``: who wrote the draft's documents last. What others
    wrote is left alone where the folder has it as it was published, and refused where it has it otherwise; without
    ``wrote`` all of it is the importer's. Raises StepRefused. Pure."""
    wanted, entries = manifest_of(texts), {entry.path: entry for entry in draft.entries}
    edits = []
    for path in sorted({*wanted, *base, *entries}):
        new, old, entry = wanted.get(path), base.get(path), entries.get(path)
        if (entry.sha, entry.base) == (new, old) if entry else new == old:
            continue
        if entry and wrote.get(path, by) != by:
            if new in (old, entry.sha):
                continue
            raise StepRefused(
                f"{path} was written by {wrote[path]} in draft {draft.number}; "
                f"`jumin content draft show {draft.number}` shows it. To write over it, bring both together and add "
                f"--version {draft.version}."
            )
        edits.append(Edit(path, texts.get(path), old, entry and entry.revision))
    return edits
