"""Drafts: what they change, and the steps from writing to publication."""
from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import groupby
from typing import Any

from starlette.responses import Response

from console.documents.gathered import lasting, turned
from console.documents.to_sign import Verdicts, only_notice, others_to_sign, verdicts_to_sign
from console.pages.live import live
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import words
from knowledge.accounts.model import APPROVER, EDITOR
from knowledge.clock import parse_instant
from knowledge.database import transaction
from knowledge.desk import comments, drafts, publications, reading
from knowledge.desk.draft import APPROVED, DRAFT, REJECTED, SCHEDULED, SUBMITTED, Draft, StepRefused
from knowledge.desk.drafts import Edit
from knowledge.desk.showing import Shown
from knowledge.releases.comparison.merging import together
from knowledge.releases.gate.findings import Findings
from knowledge.releases.release import Release


def listed(ask: Ask) -> Response:
    """All drafts, newest first."""
    return page(ask, "drafts.html", drafts=reading.all_drafts(ask.console.engine, ask.at))


def show(ask: Ask) -> Response:
    """One draft with all that it changes."""
    engine = ask.console.engine
    found, gated = ask.console.contents.shown(ask.number, ask.at, ask.now), reading.gate_of(engine, ask.number, ask.at)
    release = ask.console.contents.current(ask.at, ask.number).release
    findings = gated.run.findings if gated.run else None
    return page(
        ask, "draft.html", found=found, draft=found.draft, steps=reading.steps_of(engine, ask.number), gated=gated,
        running=gated.run is not None and gated.run.is_alive(ask.at),
        verdicts=(verdicts := to_sign(found, findings, release)), only=only_notice(verdicts),
        others=list(others_to_sign(findings.parts)) if findings else [],
        revisions=reading.revisions_of(engine, ask.number), may=steps_for(ask, found.draft), **compared(found),
        live=live(ask, reading.current(engine, ask.at)), **commented(ask, found),
        **names_of(release),
    )


def commented(ask: Ask, found: Shown) -> dict[str, Any]:
    """The comments of a draft, how many are open by document, and the parts that there are."""
    said = comments.comments_of(ask.console.engine, ask.number, ask.at)
    return {
        "comments": said, "open_comments": Counter(one.part.partition(" ")[0] for one in said if one.is_open),
        "told_parts": {f"{path} {change.key}" for path, changes in found.documents.items() for change in changes},
        "may_comment": ask.has(EDITOR, APPROVER),
    }


def to_sign(found: Shown, findings: Findings | None, release: Release | None) -> Verdicts:
    """What the gate found of verdicts, and the cells of which only what is asked for differs."""
    flips = found.comparison.flips if found.comparison else ()
    return verdicts_to_sign(findings.parts, flips, release) if findings else Verdicts((), "", "")


def names_of(release: Release | None) -> dict[str, dict[str, str]]:
    """What topics, kinds of venues and kinds of zones are called; nothing where the texts make no release."""
    if release is None:
        return {"titles": {}, "kinds": {}, "zones": {}}
    return {
        "titles": {topic: answer.title for topic, answer in release.answers.items()},
        "kinds": {key: kind.name for key, kind in release.rulebook.kinds.items()},
        "zones": {key: zone.name for key, zone in release.rulebook.zones.items()},
    }


def compared(found: Shown) -> dict[str, Any]:
    """The comparison as the page tells it: answers by what they come of, verdicts by what is said, each once."""
    one = found.comparison
    answers = groupby(one.answers, key=lambda change: change.causes) if one else ()
    return {
        "comparison": one, "turned": turned(one.flips) if one else [],
        "answers": [(causes, lasting(changes)) for causes, changes in answers],
        "topics_changed": {change.topic for change in one.answers} if one else set(),
    }


def steps_for(ask: Ask, draft: Draft) -> set[str]:
    """The steps that who looks may take now; the desk decides again when one is taken."""
    is_author = ask.by in draft.authors
    found = set()
    if ask.has(EDITOR):
        found |= {"submit"} if draft.state == DRAFT else set()
    if ask.has(APPROVER):
        found |= {"approve"} if draft.state == SUBMITTED and not is_author else set()
        found |= {"reject"} if draft.state in (SUBMITTED, APPROVED) else set()
        found |= {"publish"} if draft.state == APPROVED else set()
        found |= {"urgent"} if draft.state in (DRAFT, SUBMITTED, APPROVED) and draft.changes else set()
        found |= {"seen"} if draft.owes_a_look and not is_author and ask.by != draft.published_by else set()
    if ask.has(EDITOR, APPROVER) and draft.state in (DRAFT, SUBMITTED, APPROVED, SCHEDULED, REJECTED):
        found |= {"withdraw"}
    return found


def submit(ask: Ask) -> Response:
    ask.console.desk.submit(ask.number, ask.by, ask.at)
    return back(ask)


def approve(ask: Ask) -> Response:
    """What was looked at and nothing else."""
    if not ask.given("seen"):
        raise StepRefused(f"Draft {ask.number} is another one than was looked at (now unknown); look again.")
    ask.console.desk.approve(ask.number, ask.by, ask.at, ask.given("seen"), signed(ask))
    return back(ask)


def hold_against(ask: Ask) -> Response:
    """The gate is run; the page tells how far it is."""
    ask.console.desk.gate.start(ask.number, ask.by, ask.at)
    return back(ask)


def cancel_gate(ask: Ask) -> Response:
    ask.console.desk.cancel_gate(ask.number, ask.by, ask.at)
    return back(ask)


def sign(ask: Ask) -> Response:
    """The parts that are ticked were looked at."""
    ask.console.desk.sign(ask.number, ask.by, ask.at, signed(ask))
    return back(ask)


def signed(ask: Ask) -> list[str]:
    """The parts that are ticked in a form."""
    return [str(part) for part in ask.fields.getlist("part")]


def reject(ask: Ask) -> Response:
    ask.console.desk.reject(ask.number, ask.by, ask.given("why"), ask.at)
    return back(ask)


def withdraw(ask: Ask) -> Response:
    ask.console.desk.withdraw(ask.number, ask.by, ask.at)
    return back(ask)


def publish(ask: Ask) -> Response:
    """Now, or at an instant to come."""
    ask.console.desk.publish(
        ask.number, ask.by, ask.at, instant(ask.given("effective_at"))
    )
    return back(ask)


def publish_urgently(ask: Ask) -> Response:
    ask.console.desk.publish_urgently(ask.number, ask.by, ask.given("why"), ask.at)
    return back(ask)


def seen(ask: Ask) -> Response:
    ask.console.desk.look_after(ask.number, ask.by, ask.at)
    return back(ask)


def merge(ask: Ask) -> Response:
    """A document that others have published since: both changes together where they touch different keys, ours in
    place of theirs, or theirs without ours."""
    _, texts = reading.about(ask.console.engine, ask.number, ask.at)
    path, how = ask.given("path"), ask.given("how")
    base, ours, theirs = (one.get(path) for one in (texts.base, texts.ours, texts.current))
    if how not in words()["merged"]:
        raise StepRefused("There is nothing to write.")
    text = {"ours": ours, "theirs": theirs, "together": together(base, theirs, ours)}[how]
    if how == "together" and text is None:
        raise StepRefused(
            "Both changed the same key, or their lines do not fit; choose one, and change it by its form."
        )
    edit = rebased(ask, path, text)
    ask.console.desk.write(ask.number, [edit], ask.by, words()["merged"][how], ask.at)
    return back(ask)


def rebased(ask: Ask, path: str, text: str | None) -> Edit:
    """A document of the draft that builds on what is published now."""
    with transaction(ask.console.engine) as session:
        entries = {entry.path: entry for entry in drafts.load(session, ask.number, ask.at).entries}
        if path not in entries:
            raise StepRefused("There is nothing to write.")
        return Edit(path, text, publications.manifest_now(session, ask.at).get(path), entries[path].revision)


def instant(text: str) -> datetime | None:
    """The instant of a field; None where nothing stands in it. Raises StepRefused."""
    try:
        return parse_instant(text) if text else None
    except ValueError as error:
        raise StepRefused(str(error)) from None


def back(ask: Ask) -> Response:
    return go_to(f"/drafts/{ask.number}")
