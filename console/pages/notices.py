"""Notices: what is in force, what hangs on each clause and lapses when, and the form by which one is entered."""
from __future__ import annotations

import re
from datetime import datetime

from starlette.responses import Response

from console.documents.notice_text import KEYS, ClauseFields, NoticeFields, fields_of, text_of
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import in_chinese, tell
from console.web.editing import as_form, draft_asked, faults_of, open_drafts, opened, save
from knowledge.desk.draft import StepRefused
from knowledge.notices.model import Notice, clause_in_force, in_force
from knowledge.releases.hanging import Reference, hanging_on
from knowledge.releases.release import Release
from knowledge.releases.review import answers, idle_clauses

KEY = re.compile(r"\w[\w.\-]{0,59}")
MOST_CLAUSES, SPARE_CLAUSES = 200, 6


def listed(ask: Ask) -> Response:
    """All notices, the latest first."""
    release = readable(ask)
    latest = sorted(release.notices.values(), key=lambda one: (one.in_force.start, one.key), reverse=True)
    rows = [(one, in_force(one, release.notices, ask.now), one.needs_review(ask.now)) for one in latest]
    return page(ask, "notices.html", rows=rows, draft=draft_asked(ask))


def show(ask: Ask) -> Response:
    """One notice: its clauses with what hangs on each, what it changes, and what lapses when."""
    release = readable(ask)
    notice = known(release, ask.key)
    clauses = [
        (key, about, clause_in_force(notice.key, key, release.notices, ask.now), notice.window_of(key),
         hanging_on(release, Reference(notice.key, key)))
        for key, about in notice.clauses.items()
    ]
    own = f"{notice.key}#"
    return page(
        ask, "notice.html", notice=notice, clauses=clauses, draft=draft_asked(ask),
        idle=[line for line in idle_clauses(release, ask.now) if line.startswith(own)],
        changed=[(other, change) for other in release.notices.values() for change in other.changes
                 if change.notice == notice.key],
        lapses=[(at, silent_from(release, ask.now, at)) for at in turns(notice) if at > ask.now],
        titles={topic: answer.title for topic, answer in release.answers.items()},
    )


def turns(notice: Notice) -> list[datetime]:
    """The instants at which something of a notice ends by itself."""
    windows = (notice.in_force, *notice.windows.values(), *filter(None, (notice.event,)))
    return sorted({window.end for window in windows if window.end})


def silent_from(release: Release, now: datetime, at: datetime) -> list[str]:
    """The topics that have an answer now and have none at an instant."""
    return [
        topic for topic in release.answers if answers(release, topic, now) and not answers(release, topic, at)
    ]


def readable(ask: Ask) -> Release:
    """The release that is looked at. Raises StepRefused where a draft's texts make none."""
    release = ask.console.contents.current(ask.at, draft_asked(ask)).release
    if release is None:
        raise StepRefused("The texts make no release; the draft's page tells why.")
    return release


def known(release: Release, key: str) -> Notice:
    if key not in release.notices:
        raise StepRefused(f"There is no notice {key!r}.")
    return release.notices[key]


def new(ask: Ask) -> Response:
    """The empty form."""
    return form(ask, NoticeFields(), "", True, {})


def edit(ask: Ask) -> Response:
    """The form of a notice that there is."""
    document = opened(ask, f"notices/{ask.key}.yml")
    if document.text is None:
        raise StepRefused(f"There is no notice {ask.key!r}.")
    return form(ask, as_form(fields_of, document.path, document.text), document.mark, False, {})


def form(
    ask: Ask, fields: NoticeFields, mark: str, is_new: bool, errors: dict[str, list[str]], status: int = 200
) -> Response:
    content = ask.console.contents.current(ask.at, draft_asked(ask))
    notices = content.release.notices if content.release else {}
    rows = [*fields.clauses, *[ClauseFields()] * SPARE_CLAUSES]
    return page(
        ask, "notice_form.html", status, fields=fields, rows=rows[:MOST_CLAUSES], mark=mark, is_new=is_new,
        errors={key: [in_chinese(line) for line in lines] for key, lines in errors.items()}, note=ask.given("note"),
        drafts=open_drafts(ask), draft=draft_asked(ask),
        targets=[(f"{notice.key}#{clause}", f"{notice.short} {clause}：{about}")
                 for notice in notices.values() if notice.key != fields.notice
                 for clause, about in notice.clauses.items()],
        wholes=[(notice.key, notice.short) for notice in notices.values() if notice.key != fields.notice],
    )


def write(ask: Ask) -> Response:
    """The form into a draft; what the check does not take is told beside its field, and nothing is written."""
    fields, mark, is_new = given(ask), ask.given("mark"), not ask.given("mark")
    errors = missing(fields)
    if not errors:
        before = opened(ask, fields.path)
        if is_new and before.text is not None:
            errors = {"notice": [tell("notice_taken")]}
        else:
            text = as_form(text_of, fields, before.text)
            errors = faults_of(ask, fields.path, text)
    if errors:
        return form(ask, fields, mark, is_new, errors, 422)
    draft = save(ask, {fields.path: text}, {fields.path: mark}, ask.given("note"))
    return go_to(f"/drafts/{draft.number}")


def given(ask: Ask) -> NoticeFields:
    """The form as it was sent; rows without anything in them are none."""
    rows = [
        ClauseFields(*(ask.given(f"{name}-{row}") for name in ("name", "about", "how", "target")))
        for row in range(MOST_CLAUSES)
    ]
    return NoticeFields(
        **{key: ask.given(key) for key in (*KEYS, "start", "end")},
        supersedes=tuple(str(key) for key in ask.fields.getlist("supersedes")),
        clauses=tuple(row for row in rows if row.name or row.about),
    )


def missing(fields: NoticeFields) -> dict[str, list[str]]:
    """What is not filled in, by field."""
    needed = {key: tell("fill_in") for key in ("title", "short", "issuer", "start") if not getattr(fields, key)}
    if not KEY.fullmatch(fields.notice):
        needed["notice"] = tell("notice_number")
    names = [row.name for row in fields.clauses]
    if not names:
        needed["clauses"] = tell("no_clause")
    if not all(row.name and row.about for row in fields.clauses):
        needed["clauses"] = tell("half_a_clause")
    if len(set(names)) < len(names):
        needed["clauses"] = tell("same_clause")
    if any(bool(row.how) != bool(row.target) for row in fields.clauses):
        needed["clauses"] = tell("half_a_change")
    return {key: [says] for key, says in needed.items()}
