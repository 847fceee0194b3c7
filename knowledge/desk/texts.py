"""Texts and releases in the store: each text once, each release by its manifest."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from knowledge.desk.draft import StepRefused
from knowledge.desk.tables import DocumentRow, ReleaseRow, TextRow
from knowledge.releases.documents import Manifest, identify, kind_of, sha

# Of one statement.
AT_ONCE = 500


def keep_texts(session: Session, texts: Mapping[str, str | None]) -> None:
    """Texts and their paths are in the store from now on (None: the path alone)."""
    keep_new(session, DocumentRow, "path", {path: {"path": path, "kind": kind_of(path)} for path in texts})
    by_sha = {sha(text): text for text in texts.values() if text is not None}
    keep_new(session, TextRow, "sha", {key: {"sha": key, "text": text} for key, text in by_sha.items()})


def keep_new(session: Session, row: type, key: str, rows: Mapping[str, dict]) -> None:
    """Insert the rows whose key is not there yet."""
    column = getattr(row, key)
    known = {one for part in parts(rows) for one in session.execute(select(column).where(column.in_(part))).scalars()}
    if new := [values for name, values in rows.items() if name not in known]:
        session.execute(insert(row.__table__), new)


def texts_of(session: Session, manifest: Manifest) -> dict[str, str]:
    """The texts of a manifest by their paths."""
    columns, found = (TextRow.sha, TextRow.text), {}
    for part in parts(set(manifest.values())):
        found.update(session.execute(select(*columns).where(TextRow.sha.in_(part))).all())
    return {path: found[key] for path, key in manifest.items()}


def parts(keys: Iterable[str]) -> Iterator[list[str]]:
    """Keys in lists of which each fits into a statement."""
    listed = list(keys)
    return (listed[start:start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def keep_release(session: Session, manifest: Manifest, at: datetime) -> str:
    """The release of a manifest, in the store from now on. Raises StepRefused where another one is called the same."""
    name = identify(manifest)
    known = session.execute(select(ReleaseRow.manifest).where(ReleaseRow.id == name)).scalar_one_or_none()
    if known is None:
        session.execute(insert(ReleaseRow.__table__), [{"id": name, "manifest": dict(manifest), "made_at": at}])
    elif known != manifest:
        raise StepRefused(f"Another release is called {name}, too; change any document and try again.")
    return name


def manifest_in(session: Session, release: str) -> dict[str, str]:
    """The manifest of a release. Raises StepRefused where there is none."""
    found = session.execute(select(ReleaseRow.manifest).where(ReleaseRow.id == release)).scalar_one_or_none()
    if found is None:
        raise StepRefused(f"There is no release {release!r}; `jumin content history` names them.")
    return found
