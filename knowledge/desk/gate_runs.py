"""Runs of the gate in the store: begun, told how far they are, cancelled, ended; and who has signed what they found."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from knowledge.audit.log import record
from knowledge.desk.draft import Draft
from knowledge.desk.tables import GateRunRow, SignatureRow
from knowledge.releases.gate.findings import FLIP, Findings, Part, read_findings

RUNNING, DONE, CANCELLED, FAILED = "running", "done", "cancelled", "failed"
# What holds at a minute is another thing a day later.
HOLDS_FOR = timedelta(hours=24)
# A run that tells nothing for so long has ended with its process.
LIVES = timedelta(minutes=2)
FIELDS = ("id", "draft", "hash", "release", "by", "state", "done", "out_of", "trouble", "started_at", "told_at")


@dataclass(frozen=True)
class Run:
    """``state``: running, done, cancelled or failed (``trouble`` says why). ``done`` of ``out_of`` steps are taken;
    ``findings`` are there once it is done. Machine time."""

    id: int
    draft: int
    hash: str
    release: str
    by: str
    state: str
    done: int
    out_of: int
    trouble: str
    started_at: datetime
    told_at: datetime
    findings: Findings | None

    def is_alive(self, at: datetime) -> bool:
        """Whether it is still under way."""
        return self.state == RUNNING and self.told_at > at - LIVES


@dataclass(frozen=True)
class Signature:
    """Somebody has looked at a part."""

    part: str
    by: str
    at: datetime


def begin(session: Session, draft: Draft, release: str, by: str, at: datetime) -> int:
    """A new run of a draft as it is; its number."""
    values = {
        "draft": draft.number, "hash": draft.hash, "release": release, "by": by, "state": RUNNING, "done": 0,
        "out_of": 0, "trouble": "", "started_at": at, "told_at": at,
    }
    return session.execute(insert(GateRunRow).values(values)).inserted_primary_key[0]


def tell(session: Session, run: int, at: datetime, **values) -> bool:
    """How far a run is, or how it ended; False where it was cancelled meanwhile, and nothing is written."""
    if "findings" in values:
        values["findings"] = values["findings"].as_json()
    return session.execute(
        update(GateRunRow).where(GateRunRow.id == run, GateRunRow.state == RUNNING).values(told_at=at, **values)
        .execution_options(synchronize_session=False)
    ).rowcount == 1


def cancel(session: Session, draft: Draft, at: datetime) -> bool:
    """The run of a draft that is under way is to end; whether there was one."""
    return session.execute(
        update(GateRunRow).where(GateRunRow.draft == draft.number, GateRunRow.state == RUNNING)
        .values(state=CANCELLED, told_at=at).execution_options(synchronize_session=False)
    ).rowcount > 0


def last(session: Session, draft: Draft) -> Run | None:
    """The newest run of a draft as it is now, however it stands."""
    return _newest(session, draft)


def passed(session: Session, draft: Draft, release: str, at: datetime) -> Run | None:
    """The newest whole run of a draft as it is now against a release, where it still holds."""
    return _newest(
        session, draft, GateRunRow.state == DONE, GateRunRow.release == release,
        GateRunRow.started_at > at - HOLDS_FOR,
    )


def _newest(session: Session, draft: Draft, *where) -> Run | None:
    columns = (*(getattr(GateRunRow, name) for name in FIELDS), GateRunRow.findings)
    query = select(*columns).where(GateRunRow.draft == draft.number, GateRunRow.hash == draft.hash, *where)
    row = session.execute(query.order_by(GateRunRow.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    return Run(**{**values, "findings": read_findings(values["findings"]) if values["findings"] else None})


def forget(session: Session, before: datetime) -> int:
    """Runs begun before an instant go, and the residents' questions that they quote; how many there were. Signatures
    stay."""
    return session.execute(delete(GateRunRow).where(GateRunRow.started_at < before)).rowcount


def sign(session: Session, draft: Draft, parts: Iterable[str], by: str, at: datetime) -> None:
    """Somebody has looked at these parts of a draft as it is."""
    rows = [{"draft": draft.number, "hash": draft.hash, "part": part, "by": by, "why": "", "at": at} for part in parts]
    if rows:
        session.execute(insert(SignatureRow.__table__), rows)
        record(session, at, by, "draft signed", draft.number, f"{draft.hash} {len(rows)} parts")


def signatures(session: Session, draft: Draft) -> list[Signature]:
    """All signatures under a draft as it is, oldest first."""
    columns = (SignatureRow.part, SignatureRow.by, SignatureRow.at)
    query = select(*columns).where(SignatureRow.draft == draft.number, SignatureRow.hash == draft.hash)
    return [Signature(*row) for row in session.execute(query.order_by(SignatureRow.id))]


def unsigned(draft: Draft, parts: Iterable[Part], signed: Iterable[Signature]) -> list[Part]:
    """The parts that nobody has signed; a verdict that turns needs somebody who wrote none of the draft."""
    by_part: dict[str, set[str]] = {}
    for one in signed:
        by_part.setdefault(one.part, set()).add(one.by)
    return [
        part for part in parts
        if not (by_part.get(part.key, set()) - (draft.authors if part.kind == FLIP else frozenset()))
    ]
