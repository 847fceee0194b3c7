"""The first page: what is in force and since when, and what waits for whoever looks."""
from __future__ import annotations

from starlette.responses import Response

from console.pages.live import live
from console.web.answering import page
from console.web.asking import Ask
from knowledge.accounts.model import APPROVER, EDITOR
from knowledge.desk import reading
from knowledge.desk.draft import APPROVED, DRAFT, REJECTED, SCHEDULED, SUBMITTED
from knowledge.desk.drafts import DraftNote
from knowledge.releases.review import unanswered
from knowledge.silences import store as silences

# Who deals with the inbox.
DEAL = (EDITOR, APPROVER, "supervisor")


def show(ask: Ask) -> Response:
    """All of it."""
    engine = ask.console.engine
    drafts, publication = reading.all_drafts(engine, ask.at), reading.current(engine, ask.at)
    content = ask.console.contents.current(ask.at)
    silent = list(unanswered(content.release, ask.now)) if content.release else []
    groups, open_questions = ask.console.inbox.groups() if ask.has(*DEAL) else ([], 0)
    return page(
        ask, "first.html", publication=publication, waiting=[one for one in drafts if waits_for(ask, one)],
        scheduled=[one for one in drafts if one.draft.state == SCHEDULED], unanswered=len(silent),
        groups=groups[:5], open_questions=open_questions, deals=ask.has(*DEAL), live=live(ask, publication),
        silenced=len(silences.told(engine, ask.at)[0]),
    )


def waits_for(ask: Ask, one: DraftNote) -> bool:
    """Whether the next step of a draft is for who looks: approvers have what others wrote, editors what is theirs."""
    draft, is_author = one.draft, ask.by in one.draft.authors
    if ask.has(APPROVER) and (draft.state == APPROVED or (draft.owes_a_look and not is_author)):
        return True
    if ask.has(APPROVER) and draft.state == SUBMITTED and not is_author:
        return True
    return ask.has(EDITOR) and is_author and draft.state in (DRAFT, REJECTED)
